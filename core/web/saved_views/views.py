"""Actions on saved views. Each form sends the ``path`` of its list."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records import delete_record, update_record
from core.web.form_pages import Button
from core.web.forms import SubmissionForm, VersionedForm
from core.web.list_pages import ListPage
from core.web.pages import NOT_YOURS
from core.web.saved_views import services
from core.web.saved_views.models import SavedView
from core.web.saved_views.queries import ALL, canonical


class RenameViewForm(VersionedForm):
    name = forms.CharField(label=gettext_lazy("name of the view"), max_length=40)


class SaveViewForm(SubmissionForm):
    name = forms.CharField(label=gettext_lazy("name of the view"), max_length=40)
    query = forms.CharField(max_length=2000, required=False)


class ListAction(Button):
    """An action on a list; ``page`` is the URL name of the list."""

    @cached_property
    def page(self) -> str:
        try:
            found = resolve(self.request.POST.get("path", ""))
        except Resolver404 as error:
            raise Http404 from error
        function: Any = found.func
        view = getattr(function, "view_class", None)
        if view is None or not issubclass(view, ListPage):
            raise Http404
        permission = view(**function.view_initkwargs).permission
        if permission and not self.may(permission):
            raise PermissionDenied(NOT_YOURS)
        return str(found.url_name)

    def find(self) -> Any:
        return self.page

    def get_return_url(self) -> str:
        return self.request.POST["path"]

    def show(self, query: str, words: str):
        return self.redirect(f"{self.get_return_url()}?{query or ALL}", words)


class SaveView(ListAction):
    form_class = SaveViewForm

    def perform(self, data):
        if "name" not in data or "query" not in data:
            raise ValidationError(_("Give the view a name of at most 40 characters."))
        view = services.save_view(
            user=self.request.user,
            programme_id=self.request.programme.pk,
            page=self.page,
            name=data["name"],
            query=canonical(QueryDict(data["query"])),
        )
        return self.show(view.query, _("The view “%(name)s” is saved.") % {"name": view.name})


class SavedViewAction(ListAction):
    def find(self) -> SavedView:
        view = get_object_or_404(self.visible(SavedView), pk=self.kwargs["pk"])
        if view.page != self.page:
            raise Http404
        return view


class RenameView(SavedViewAction):
    form_class = RenameViewForm

    def perform(self, data):
        if "name" not in data:
            raise ValidationError(_("Give the view a name of at most 40 characters."))
        view = update_record(self.find(), version=data["version"], name=data["name"])
        return self.show(view.query, _("Renamed."))


class DefaultView(SavedViewAction):
    """Toggles the default view."""

    def perform(self, data):
        view = self.find()
        set_to = not view.is_default
        view = services.set_default(view=view, version=data["version"], is_default=set_to)
        words = _("This list now opens with “%(name)s”.") if set_to else _("No default any more.")
        return self.show(view.query, words % {"name": view.name} if set_to else words)


class DeleteView(SavedViewAction):
    def perform(self, data):
        delete_record(self.find(), version=data["version"])
        return self.show(ALL, _("The view is deleted."))
