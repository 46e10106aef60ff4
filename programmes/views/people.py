"""People of the programme: list, record, creating and editing (the system administrator)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.web.form_pages import FormPage
from core.web.list_pages import ListPage
from core.web.pages import NOT_YOURS, PageMixin, RecordPage
from programmes.figures.people import people_of
from programmes.forms.people import EditPersonForm, NewPersonForm
from programmes.models import Role
from programmes.services.people import change_person, create_person
from programmes.tables.people import PersonFilter, PersonTable


class PeopleMixin:
    """The people of the programme, each with ``roles_here``."""

    request: Any

    def people(self):
        roles = Role.objects.visible_to(self.request.user).of(self.request.programme)
        here = Prefetch("roles", roles.order_by("pk"), to_attr="roles_here")
        found = people_of(self.request.programme).select_related("unit")
        return found.prefetch_related(here)


class PeopleList(PeopleMixin, ListPage):
    model = User
    permission = "programmes.see_people"
    table_class, filterset_class = PersonTable, PersonFilter
    template_name = "programmes/people.html"
    title = gettext_lazy("People")

    def get_queryset(self):
        return self.people()

    def get_context_data(self, **kwargs):
        may_add = self.may("programmes.manage_people")
        return super().get_context_data(may_add=may_add, **kwargs)


class PersonRecord(PeopleMixin, RecordPage):
    model = User
    permission = "programmes.see_people"
    template_name = "programmes/person.html"
    context_object_name = "person"

    def get_queryset(self):
        return self.people()

    def get_context_data(self, **kwargs):
        manages = self.may("programmes.manage_people")
        return super().get_context_data(
            manages=manages,
            totp_required=settings.TOTP_REQUIRED,
            may_manage=self.may("programmes.manage_person", self.object),
            may_renew=self.may("programmes.renew_sign_in", self.object),
            may_grant=self.may("programmes.manage_roles"),
            **kwargs,
        )


class PersonMixin(PeopleMixin, PageMixin):
    """A page about one person; ``person_permission`` is the right required on that person."""

    person_permission = ""

    @cached_property
    def person(self) -> Any:
        person = get_object_or_404(self.people(), pk=self.kwargs["pk"])
        if self.person_permission and not self.may(self.person_permission, person):
            raise PermissionDenied(NOT_YOURS)
        return person

    def find(self) -> Any:
        return self.person

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def get_return_url(self):
        return reverse("person", args=[self.person.pk])


class NewPerson(FormPage):
    permission = "programmes.manage_people"
    form_class = NewPersonForm
    title = gettext_lazy("New person")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def save(self, form):
        person, password = create_person(by=self.request.user, **form.values())
        words = _(
            "This person was made before by the same form, and the password is shown only once. "
            "Reset it if nobody wrote it down."
        )
        return password_page(self, person, password, words)


def password_page(view, person: User, password: str, words: str):
    """Shows the password in the response only; it is not stored. A repeated submission redirects to
    the person with the message ``words``."""
    address = reverse("person", args=[person.pk])
    view.answer = {"address": address, "words": words, "level": messages.WARNING}
    context = {"title": view.get_title(), "person": person, "password": password}
    return render(view.request, "programmes/one_time_password.html", context)


class EditPerson(PersonMixin, FormPage):
    permission = "programmes.manage_people"
    person_permission = "programmes.manage_person"
    form_class = EditPersonForm
    template_name = "programmes/person_form.html"
    title = gettext_lazy("Edit person")

    def get_form_kwargs(self):
        more = {"programme": self.request.programme, "person": self.person}
        return {**super().get_form_kwargs(), **more}

    def save(self, form):
        change_person(person=self.person, **form.values())
        return self.redirect(self.get_return_url(), _("Saved."))
