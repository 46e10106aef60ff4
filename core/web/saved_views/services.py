"""What is written of a person's views."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_once, require_version, update_record
from core.web.saved_views.models import SavedView

AT_MOST = 50  # of one list; a default


@transaction.atomic
def save_view(
    *, user, programme_id: int, page: str, name: str, query: str, submission_id
) -> SavedView:
    """Keep the query under the name; a view of this name is what it was, with this query."""
    mine = SavedView.objects.filter(user=user, programme_id=programme_id, page=page)
    if held := mine.select_for_update().filter(name=name).first():
        return update_record(held, version=held.version, query=query)
    number = mine.count()
    if number >= AT_MOST:
        raise ValidationError(_("There are %(n)s views already: delete one first.") % {"n": number})
    said = {"user": user, "programme_id": programme_id, "page": page, "name": name, "query": query}
    aside = {"position": number}
    return create_once(SavedView, submission_id=submission_id, by=user, defaults=aside, **said)[0]


def rename_view(*, view: SavedView, version: int, name: str) -> SavedView:
    """Raises ValidationError where another view of the list has the name."""
    return update_record(view, version=version, name=name)


@transaction.atomic
def set_default(*, view: SavedView, version: int, is_default: bool) -> SavedView:
    """A visit without a query leads to the view, and to no other; or no longer to it."""
    same = {"user": view.user_id, "programme_id": view.programme_id, "page": view.page}
    rows = SavedView.objects.filter(**same)
    list(rows.select_for_update().order_by("pk"))  # in one order: two at once wait for each other
    rows.exclude(pk=view.pk).update(is_default=False)
    return update_record(view, version=version, is_default=is_default)


def delete_view(*, view: SavedView, version: int) -> None:
    require_version(view, version)
    view.delete()
