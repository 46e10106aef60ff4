"""`manage.py reset_password NAME [--second-factor]`: for people whom no administrator may reset."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import second_factor
from accounts.models import User
from accounts.services import renew_password
from core.actors import SETUP, acting_as


class Command(BaseCommand):
    help = "Give a person a password for one time; the old one and all their sessions end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--second-factor", action="store_true", help="forget the second factor as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(_("Nobody signs in as “%(name)s”.") % {"name": options["username"]})
        with acting_as(SETUP), transaction.atomic():
            password = renew_password(person)
            if options["second_factor"]:
                second_factor.remove_device(person)
        self.stdout.write(_("Password for one time: %(password)s") % {"password": password})
