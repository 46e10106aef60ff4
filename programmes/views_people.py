"""People (the system administrator) and their roles (the security administrator)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from accounts.models import User
from accounts.services import enable
from core.records import ReplayedDifferently, StaleRecord
from core.views import NOT_YOURS, FormPage, ListPage, PageMixin, RecordPage
from programmes import people
from programmes.filters import PersonFilter
from programmes.forms_people import EditPersonForm, GrantForm, LeaveForm, NewPersonForm
from programmes.handing_over import open_work
from programmes.models import Role
from programmes.tables import PersonTable


class PeopleMixin:
    """The people of the programme, each with ``roles_here``."""

    request: Any

    def people(self):
        roles = Role.objects.visible_to(self.request.user).of(self.request.programme)
        here = Prefetch("roles", roles.order_by("pk"), to_attr="roles_here")
        found = people.people_of(self.request.programme).select_related("unit")
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
            may_grant=self.may("programmes.manage_roles"),
            **kwargs,
        )


class OnePersonMixin(PeopleMixin, PageMixin):
    """A page about one person; ``about`` is the right asked about that person."""

    about = ""

    @cached_property
    def person(self) -> Any:
        person = get_object_or_404(self.people(), pk=self.kwargs["pk"])
        if self.about and not self.may(self.about, person):
            raise PermissionDenied(NOT_YOURS)
        return person

    def find(self):
        return self.person

    def page_of_button(self):
        return reverse("person", args=[self.person.pk])

    def back_to_person(self):
        return HttpResponseRedirect(reverse("person", args=[self.person.pk]))


class NewPerson(FormPage):
    permission = "programmes.manage_people"
    form_class = NewPersonForm
    title = gettext_lazy("New person")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def form_valid(self, form):
        try:
            person, password = people.create_person(by=self.request.user, **form.values())
        except (ValidationError, ReplayedDifferently) as error:
            return self.refused(form, error)
        return password_page(self, person, password)


def password_page(view, person: User, password: str):
    """Shown in the answer itself and kept nowhere: who asks again does not see it again."""
    view.template_name = "programmes/one_time_password.html"
    context = view.get_context_data(person=person, password=password, form=None)
    return view.render_to_response(context)


class EditPerson(OnePersonMixin, FormPage):
    permission = "programmes.manage_people"
    about = "programmes.manage_person"
    form_class = EditPersonForm
    template_name = "programmes/person_form.html"
    title = gettext_lazy("Edit person")

    def get_form_kwargs(self):
        more = {"programme": self.request.programme, "person": self.person}
        return {**super().get_form_kwargs(), **more}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def form_valid(self, form):
        try:
            people.change_person(person=self.person, **form.values())
        except StaleRecord as error:
            self.person = error.current
            return self.stale(form, error.current)
        except ValidationError as error:
            return self.refused(form, error)
        messages.success(self.request, _("Saved."))
        return self.back_to_person()


class ResetPassword(OnePersonMixin, FormPage):
    """The old password and all sessions of the person end with it."""

    proof_required = True
    permission = "programmes.manage_people"
    about = "programmes.manage_person"
    http_method_names = ["post"]
    title = gettext_lazy("Reset password")

    def post(self, request, pk):
        try:
            password = people.reset_password(person=self.person, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.back_to_person()
        return password_page(self, self.person, password)


class RemoveSecondFactor(OnePersonMixin, View):
    proof_required = True
    permission = "programmes.manage_people"
    about = "programmes.manage_person"
    http_method_names = ["post"]

    def post(self, request, pk):
        try:
            people.remove_second_factor(person=self.person, by=request.user)
            messages.success(request, _("Second factor removed; the next sign-in sets up another."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return self.back_to_person()


class Leave(OnePersonMixin, FormPage):
    """A person leaves: disabled, and their work handed over, in one step."""

    proof_required = True
    permission = "programmes.manage_people"
    about = "programmes.manage_person"
    form_class = LeaveForm
    template_name = "programmes/leave.html"
    title = gettext_lazy("Disable and hand over")

    def get_form_kwargs(self):
        more = {"person": self.person, "by": self.request.user}
        return {**super().get_form_kwargs(), **more}

    def get_context_data(self, **kwargs):
        work = open_work(self.person)
        return super().get_context_data(person=self.person, work=work, **kwargs)

    def form_valid(self, form):
        successor = form.cleaned_data["successor"]
        try:
            moved = people.disable(person=self.person, by=self.request.user, successor=successor)
        except ValidationError as error:
            return self.refused(form, error)
        messages.success(self.request, left_words(self.person, successor, moved))
        return self.back_to_person()


def left_words(person: User, successor: User | None, moved: int) -> str:
    words = _("%(name)s signs in no longer.") % {"name": person}
    if successor is None:
        return words
    more = _("%(name)s has taken over %(number)s pieces of open work.")
    return words + more % {"name": successor, "number": moved}


class Enable(OnePersonMixin, View):
    permission = "programmes.manage_people"
    about = "programmes.manage_person"
    http_method_names = ["post"]

    def post(self, request, pk):
        enable(self.person)
        messages.success(request, _("%(name)s may sign in again.") % {"name": self.person})
        return self.back_to_person()


class PersonRoles(OnePersonMixin, FormPage):
    proof_required = True
    permission = "programmes.manage_roles"
    form_class = GrantForm
    template_name = "programmes/person_roles.html"

    def get_title(self):
        return _("Roles of %(name)s") % {"name": self.person}

    def get_form_kwargs(self):
        held = {role.name for role in self.person.roles_here}
        return {**super().get_form_kwargs(), "held": held}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def form_valid(self, form):
        values = {"programme": self.request.programme, "by": self.request.user}
        try:
            people.grant(person=self.person, name=form.cleaned_data["name"], **values)
        except ValidationError as error:
            return self.refused(form, error)
        messages.success(self.request, _("Role given."))
        return HttpResponseRedirect(reverse("person_roles", args=[self.person.pk]))


class RevokeRole(OnePersonMixin, View):
    proof_required = True
    permission = "programmes.manage_roles"
    http_method_names = ["post"]

    def find(self):
        roles = self.visible(Role).filter(user=self.person)
        return get_object_or_404(roles.select_related("user"), pk=self.kwargs["role"])

    def page_of_button(self):
        return reverse("person_roles", args=[self.person.pk])

    def post(self, request, pk, role):
        try:
            people.revoke(role=self.find(), by=request.user)
            messages.success(request, _("Role taken away."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(self.page_of_button())
