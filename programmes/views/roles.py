"""The roles of a person (the security administrator)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.form_pages import Button, FormPage
from programmes.forms.people import GrantForm
from programmes.models import Role
from programmes.services.roles import grant_role, revoke_role
from programmes.views.people import PersonMixin


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
