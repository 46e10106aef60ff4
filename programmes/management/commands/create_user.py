"""`manage.py create_user NAME --name … [--unit …] --programme CODE --role ROLE`."""

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.passwords import one_time_password
from core.actors import SETUP, acting_as
from core.importing.words import nearest
from programmes.choices import RoleName
from programmes.management.base import programme_of
from programmes.models import Programme
from programmes.services.roles import grant_role

PASSWORD = "MABIAN_PASSWORD"  # noqa: S105  the name of a variable
FROM_INPUT = "-"


class Command(BaseCommand):
    help = "Make a person who signs in, or give further roles to one who does already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the person's name (default: the sign-in)")
        parser.add_argument("--unit", default="", help="default: the programme's task force")
        parser.add_argument("--new-unit", action="store_true", help="make the unit if need be")
        parser.add_argument("--programme", default="", help="the programme's code")
        parser.add_argument("--role", action="append", default=[], choices=RoleName.values)
        parser.add_argument(
            "--password",
            default="",
            help=f"“-” asks for it or reads a line of standard input; so as not to show it in the "
            f"list of processes, give it there or in {PASSWORD}; default: one is made and printed",
        )
        parser.add_argument("--keep", action="store_true", help="the password need not be changed")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_of(options["programme"]) if options["programme"] else None
        if options["role"] and programme is None:
            raise CommandError(_("A role is held in a programme: give --programme."))
        if options["password"] == FROM_INPUT:
            options["password"] = read_password()
        self.messages: list[str] = []
        try:
            with acting_as(SETUP), transaction.atomic():
                user = self.person(programme, options)
                if programme:
                    self.grant(user, programme, options["role"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        # After the commit, so that only stored rows are reported.
        self.stdout.write("\n".join(self.messages))

    def grant(self, user: User, programme: Programme, names: list[str]) -> None:
        for name in names:
            self.messages.append(str(grant_role(user=user, programme=programme, name=name)))

    def person(self, programme: Programme | None, options: dict[str, Any]) -> User:
        """A new person, or an existing one who gets a further role."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            return self.new_person(programme, options)
        if not options["role"] or options["password"]:
            raise CommandError(_("“%(name)s” signs in already.") % {"name": user.username})
        return user

    def new_person(self, programme: Programme | None, options: dict[str, Any]) -> User:
        username = options["username"]
        given = options["password"] or os.environ.get(PASSWORD, "")
        password = given or one_time_password()
        unit = unit_of(programme, options["unit"], new=options["new_unit"])
        name = options["name"] or username
        validate_password(password, User(username=username, name=name, unit=unit))
        user = User.objects.create_user(
            username,
            name=name,
            unit=unit,
            password=password,
            must_change_password=not options["keep"],
        )
        shown = _("as given") if given else password
        message = _("%(user)s can sign in; password: %(password)s")
        self.messages.append(message % {"user": username, "password": shown})
        return user


def read_password() -> str:
    """Reads the password at a terminal, else from the first line of standard input."""
    line = getpass(_("Password: ")) if sys.stdin.isatty() else sys.stdin.readline()
    if not (password := line.rstrip("\r\n")):
        raise CommandError(_("No password was given."))
    return password


def unit_of(programme: Programme | None, name: str, *, new: bool) -> Unit:
    if not name and programme:
        return programme.task_force
    if not name:
        raise CommandError(_("Give --unit, or --programme for its task force."))
    if unit := Unit.objects.called(name).first():
        return unit
    if new:
        unit = Unit(name=name)
        unit.full_clean()
        unit.save()
        return unit
    near = "、".join(nearest(name[:80], Unit.objects.values_list("name", flat=True)))
    message = _("There is no unit “%(name)s” (--new-unit makes it). Most like it: %(near)s")
    raise CommandError(message % {"name": name, "near": near or "—"})
