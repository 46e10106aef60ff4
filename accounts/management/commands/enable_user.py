"""`manage.py enable_user NAME`: for use when no administrator can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import enable
from core.actors import SETUP, acting_as


class Command(BaseCommand):
    help = "Let a person who is disabled or dormant sign in again, with the password they have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(_("Nobody signs in as “%(name)s”.") % {"name": options["username"]})
        with acting_as(SETUP):
            enable(person)
        self.stdout.write(_("%(name)s may sign in again.") % {"name": person})
