"""People (the system administrator) and their roles (the security administrator)."""

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
from accounts.services import enable
from core.web.form_pages import Button, FormPage
from core.web.pages import NOT_YOURS, ListPage, PageMixin, RecordPage
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
            may_renew=self.may("programmes.renew_sign_in", self.object),
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

    def find(self) -> Any:
        return self.person

    def page_of_button(self):
        return reverse("person", args=[self.person.pk])


class NewPerson(FormPage):
    permission = "programmes.manage_people"
    form_class = NewPersonForm
    title = gettext_lazy("New person")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def save(self, form):
        person, password = people.create_person(by=self.request.user, **form.values())
        words = _(
            "This person was made before by the same form, and the password is shown only once. "
            "Reset it if nobody wrote it down."
        )
        return password_page(self, person, password, words)


def password_page(view, person: User, password: str, words: str):
    """Shown in the answer itself and kept nowhere: who sends the same again is led to the person
    with the ``words``."""
    address = reverse("person", args=[person.pk])
    view.answer = {"address": address, "words": words, "level": messages.WARNING}
    context = {"title": view.get_title(), "person": person, "password": password}
    return render(view.request, "programmes/one_time_password.html", context)


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

    def save(self, form):
        people.change_person(person=self.person, **form.values())
        return self.accepted(self.page_of_button(), _("Saved."))


class PersonButton(OnePersonMixin, Button):
    permission = "programmes.manage_people"
    about = "programmes.manage_person"


class ResetPassword(PersonButton):
    """The old password and all sessions of the person end with it."""

    about = "programmes.renew_sign_in"
    proof_required = True
    title = gettext_lazy("Reset password")

    def press(self, said):
        password = people.reset_password(
            person=self.person, version=said["version"], by=self.request.user
        )
        words = _(
            "The password was reset by the same press, and it is shown only once. Reset it again "
            "if nobody wrote it down."
        )
        return password_page(self, self.person, password, words)


class RemoveSecondFactor(PersonButton):
    about = "programmes.renew_sign_in"
    proof_required = True

    def press(self, said):
        people.remove_second_factor(
            person=self.person, version=said["version"], by=self.request.user
        )
        return self.done(_("Second factor removed; the next sign-in sets up another."))


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

    def get(self, request, *args, **kwargs):
        if self.person.pk == request.user.pk:
            raise PermissionDenied(_("Nobody disables themselves."))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        work = open_work(self.person)
        return super().get_context_data(person=self.person, work=work, **kwargs)

    def save(self, form):
        moved = people.disable(person=self.person, by=self.request.user, **form.values())
        words = left_words(self.person, form.cleaned_data["successor"], moved)
        return self.accepted(self.page_of_button(), words)


def left_words(person: User, successor: User | None, moved: int) -> str:
    words = _("%(name)s signs in no longer.") % {"name": person}
    if successor is None:
        return words
    more = _("%(name)s has taken over %(number)s pieces of open work.")
    return words + more % {"name": successor, "number": moved}


class Enable(PersonButton):
    def press(self, said):
        enable(self.person, version=said["version"])
        return self.done(_("%(name)s may sign in again.") % {"name": self.person})


class RolesMixin(OnePersonMixin):
    proof_required = True
    permission = "programmes.manage_roles"

    def page_of_button(self):
        return reverse("person_roles", args=[self.person.pk])


class PersonRoles(RolesMixin, FormPage):
    form_class = GrantForm
    template_name = "programmes/person_roles.html"

    def get_title(self):
        return _("Roles of %(name)s") % {"name": self.person}

    def get_form_kwargs(self):
        held = {role.name for role in self.person.roles_here}
        return {**super().get_form_kwargs(), "held": held}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def save(self, form):
        values = {"programme": self.request.programme, "by": self.request.user}
        people.grant(person=self.person, name=form.cleaned_data["name"], **values)
        return self.accepted(self.page_of_button(), _("Role given."))


class RevokeRole(RolesMixin, Button):
    def find(self) -> Role:
        roles = self.visible(Role).filter(user=self.person)
        return get_object_or_404(roles.select_related("user"), pk=self.kwargs["role"])

    def press(self, said):
        people.revoke(role=self.find(), version=said["version"], by=self.request.user)
        return self.done(_("Role taken away."))
