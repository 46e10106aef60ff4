"""The pages of one kind of record: list, record, create, edit, delete; and their addresses."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import CharField, Textarea
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kinds import Kind, kind_of
from core.records import create_record, delete_record, edit_record
from core.text import TextField
from core.web.facts import Action
from core.web.form_pages import FormPage
from core.web.forms import VersionedForm
from core.web.list_pages import ListPage
from core.web.pages import NOT_YOURS, PageMixin, RecordPage
from core.web.routes import routes


class KindMixin(PageMixin):
    """A page about records of ``model``, whose kind has the words and the rights."""

    model: Any = None

    @property
    def kind(self) -> Kind:
        return kind_of(self.model)

    def may_create(self) -> bool:
        return self.may(self.kind.create_right or self.kind.edit_right)

    def find_row(self, rows: Any) -> Any:
        """The row of the address; raises Http404."""
        return get_object_or_404(rows, **{self.kind.key: self.kwargs["pk"]})

    def address(self, url_name: str, record: Any) -> str:
        return reverse(url_name, args=[getattr(record, self.kind.key)])


class ListOfKind(KindMixin, ListPage):
    """The list, with the button that creates a record, and a link to the list of ``catalogue``, a
    model of which its rows choose, for whoever edits it."""

    catalogue: Any = None

    @property
    def permission(self) -> str:  # type: ignore[override]
        return self.kind.view_right

    @property
    def filled_by(self) -> str:  # type: ignore[override]
        return self.kind.edit_right

    @property
    def import_kind(self) -> str:  # type: ignore[override]
        return self.kind.plural

    def get_title(self):
        return str(self.kind.plural_label)

    def get_context_data(self, **kwargs):
        address = reverse(f"new_{self.kind.name}") if self.may_create() else ""
        catalogue = kind_of(self.catalogue) if self.catalogue else None
        if catalogue and self.may(catalogue.edit_right):
            kwargs["catalogue"] = catalogue
        return super().get_context_data(create_address=address, **kwargs)


class RecordOfKind(KindMixin, RecordPage):
    """The record, with links to edit and delete it for whoever may."""

    @property
    def permission(self) -> str:  # type: ignore[override]
        return self.kind.view_right

    def get_queryset(self):
        return super().get_queryset().select_related("programme")

    def get_object(self, queryset=None):
        return self.find_row(self.get_queryset())

    def get_actions(self):
        own = super().get_actions()
        if not may_edit(self, self.object):
            return own
        edit = Action(_("Edit"), f"edit_{self.kind.name}", "", "edit")
        delete = Action(_("Delete"), f"delete_{self.kind.name}", "", "trash")
        return [*own, *((one, self.address(one.url_name, self.object)) for one in (edit, delete))]


class RecordFormPage(KindMixin, FormPage):
    """A form about records of the kind; afterwards the record's page is shown."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": self.back_address(), **kwargs})

    def back_address(self) -> str:
        """The page that the form is left for."""
        return reverse(self.kind.plural)

    def record_address(self, record: Any) -> str:
        return self.address(self.kind.name, record)


class CreateRecord(RecordFormPage):
    """``create`` is overridden by a kind with a service of its own."""

    @property
    def permission(self) -> str:  # type: ignore[override]
        return self.kind.create_right or self.kind.edit_right

    def get_initial(self):
        """A new row of a list with an order of its own comes last."""
        if "position" not in self.form_class.base_fields:
            return super().get_initial()
        return {"position": self.model.objects.of(self.request.programme).next_position()}

    def get_title(self):
        return self.title or _("New: %(kind)s") % {"kind": self.kind.label}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def create(self, **values: Any) -> Any:
        return create_record(self.model, **values)

    def save(self, form):
        given = {"programme": self.request.programme, "by": self.request.user}
        record = self.create(**given, **form.values())
        return self.redirect(self.record_address(record), _("Added."))


class OneRecordPage(RecordFormPage):
    """A page that changes one record: 404 for one that the person does not see, 403 without the
    right to it."""

    @cached_property
    def record(self) -> Any:
        rows = self.visible(self.model).select_related("programme")
        record = self.find_row(rows)
        if not may_edit(self, record):
            raise PermissionDenied(NOT_YOURS)
        return record

    def find(self) -> Any:
        return self.record

    def back_address(self):
        return self.record_address(self.record)

    def get_context_data(self, **kwargs):
        return super().get_context_data(record=self.record, **kwargs)


def may_edit(page: PageMixin, record: Any) -> bool:
    """Whoever edits all records of the kind, and whoever may edit this one."""
    kind = kind_of(record)
    return page.may(kind.edit_right) or bool(kind.own_right and page.may(kind.own_right, record))


class EditRecord(OneRecordPage):
    """``edit`` is overridden by a kind with a service of its own."""

    def get_title(self):
        return self.title or _("Edit: %(record)s") % {"record": self.record}

    def get_form_kwargs(self):
        more = {"programme": self.request.programme, "record": self.record}
        return {**super().get_form_kwargs(), **more}

    def needs_version(self):
        return True

    def edit(self, version: int, **values: Any) -> None:
        edit_record(self.record, version=version, **values)

    def save(self, form):
        self.edit(form.cleaned_data["version"], **form.values())
        return self.redirect(self.record_address(self.record), _("Saved."))


class DeleteForm(VersionedForm):
    reason: CharField = TextField(
        label=gettext_lazy("reason"),
        max_length=200,
        help_text=gettext_lazy("The reason is kept in the record of changes."),
        widget=Textarea(attrs={"rows": 2}),
    )


class DeleteRecord(OneRecordPage):
    """Asks for the reason; ``delete`` is overridden by a kind with a service of its own."""

    form_class = DeleteForm
    template_name = "core/delete.html"

    def get_title(self):
        return _("Delete: %(record)s") % {"record": self.record}

    def get_initial(self):
        return {"version": self.record.version}

    def delete(self, version: int, reason: str) -> None:
        delete_record(self.record, version=version, reason=reason)

    def save(self, form):
        self.delete(form.cleaned_data["version"], form.cleaned_data["reason"])
        return self.redirect(reverse(self.kind.plural), _("Deleted."))


def record_urls(
    list_page: Any,
    record: Any,
    form_class: Any = None,
    *,
    create: Any = CreateRecord,
    edit: Any = EditRecord,
    delete: Any = DeleteRecord,
    prefix: str = "",
) -> list[URLPattern]:
    """``documents/``, ``documents/new/``, ``documents/<pk>/``, ``…/edit/`` and ``…/delete/``;
    below ``prefix`` instead of the kind's plural where it is given. ``form_class`` is the form of
    creating and editing; ``create``, ``edit`` and ``delete`` are pages with more than that."""
    kind = kind_of(list_page.model)
    one, of_kind = "<int:pk>/", {"model": list_page.model}
    with_form = {**of_kind, "form_class": form_class} if form_class else of_kind
    return routes(
        f"{prefix or kind.plural}/",
        ("", list_page, kind.plural),
        ("new/", create.as_view(**with_form), f"new_{kind.name}"),
        (one, record, kind.name),
        (f"{one}edit/", edit.as_view(**with_form), f"edit_{kind.name}"),
        (f"{one}delete/", delete.as_view(**of_kind), f"delete_{kind.name}"),
    )


def urls_of(package: str) -> list[URLPattern]:
    """The ``urlpatterns`` of all modules of an app's package ``views``."""
    path = import_module(package).__path__
    modules = [import_module(f"{package}.{found.name}") for found in iter_modules(path)]
    return [pattern for module in modules for pattern in getattr(module, "urlpatterns", [])]
