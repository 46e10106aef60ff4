"""Writing saved views."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, update_record
from core.web.saved_views.models import SavedView

MAX_VIEWS = 50  # per user and list


@transaction.atomic
def save_view(*, user, programme_id: int, page: str, name: str, query: str) -> SavedView:
    """Saves the query under the name; an existing view of this name gets the new query."""
    views = SavedView.objects.filter(user=user, programme_id=programme_id, page=page)
    if existing := views.select_for_update().filter(name=name).first():
        return update_record(existing, version=existing.version, query=query)
    number = views.count()
    if number >= MAX_VIEWS:
        raise ValidationError(_("There are %(n)s views already: delete one first.") % {"n": number})
    given = {"user": user, "programme_id": programme_id, "page": page, "name": name}
    return create_record(SavedView, by=user, query=query, position=number, **given)


@transaction.atomic
def set_default(*, view: SavedView, version: int, is_default: bool) -> SavedView:
    """Makes the view the only default of its list, or no default."""
    same = {"user": view.user_id, "programme_id": view.programme_id, "page": view.page}
    rows = SavedView.objects.filter(**same)
    list(rows.select_for_update().order_by("pk"))  # in one order, to avoid deadlocks
    rows.exclude(pk=view.pk).update(is_default=False)
    return update_record(view, version=version, is_default=is_default)
