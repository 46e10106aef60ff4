"""A person's sign-in: password, second factor, disabling, enabling (the system administrator); and
roles (the security administrator)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import enable
from core.web.form_pages import Button, FormPage
from programmes.forms.people import GrantForm, LeaveForm
from programmes.models import Role
from programmes.services.handover import open_work
from programmes.services.people import disable_person, remove_second_factor, reset_password
from programmes.services.roles import grant_role, revoke_role
from programmes.views.people import PersonMixin, password_page


class PersonButton(PersonMixin, Button):
    permission = "programmes.manage_people"
    person_permission = "programmes.manage_person"


class ResetPassword(PersonButton):
    """Ends the old password and all sessions of the person."""

    person_permission = "programmes.renew_sign_in"
    proof_required = True
    title = gettext_lazy("Reset password")

    def perform(self, data):
        password = reset_password(person=self.person, version=data["version"], by=self.request.user)
        words = _(
            "The password was reset by the same press, and it is shown only once. Reset it again "
            "if nobody wrote it down."
        )
        return password_page(self, self.person, password, words)


class RemoveSecondFactor(PersonButton):
    person_permission = "programmes.renew_sign_in"
    proof_required = True

    def perform(self, data):
        remove_second_factor(person=self.person, version=data["version"], by=self.request.user)
        return self.redirect_back(_("Second factor removed; the next sign-in sets up another."))


class Leave(PersonMixin, FormPage):
    """Disables a person who leaves, and hands their work over."""

    proof_required = True
    permission = "programmes.manage_people"
    person_permission = "programmes.manage_person"
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
        return super().get_context_data(work=open_work(self.person), **kwargs)

    def save(self, form):
        moved = disable_person(person=self.person, by=self.request.user, **form.values())
        words = disabled_message(self.person, form.cleaned_data["successor"], moved)
        return self.redirect(self.get_return_url(), words)


def disabled_message(person: User, successor: User | None, moved: int) -> str:
    words = _("%(name)s signs in no longer.") % {"name": person}
    if successor is None:
        return words
    more = _("%(name)s has taken over %(number)s pieces of open work.")
    return words + more % {"name": successor, "number": moved}


class Enable(PersonButton):
    def perform(self, data):
        enable(self.person, version=data["version"])
        return self.redirect_back(_("%(name)s may sign in again.") % {"name": self.person})


class RolesMixin(PersonMixin):
    proof_required = True
    permission = "programmes.manage_roles"

    def get_return_url(self):
        return reverse("person_roles", args=[self.person.pk])


class PersonRoles(RolesMixin, FormPage):
    form_class = GrantForm
    template_name = "programmes/person_roles.html"

    def get_title(self):
        return _("Roles of %(name)s") % {"name": self.person}

    def get_form_kwargs(self):
        current = {role.name for role in self.person.roles_here}
        return {**super().get_form_kwargs(), "existing": current}

    def save(self, form):
        values = {"programme": self.request.programme, "by": self.request.user}
        grant_role(user=self.person, name=form.cleaned_data["name"], **values)
        return self.redirect(self.get_return_url(), _("Role given."))


class RevokeRole(RolesMixin, Button):
    def find(self) -> Role:
        roles = self.visible(Role).filter(user=self.person)
        return get_object_or_404(roles.select_related("user"), pk=self.kwargs["role"])

    def perform(self, data):
        revoke_role(role=self.find(), version=data["version"], by=self.request.user)
        return self.redirect_back(_("Role taken away."))
