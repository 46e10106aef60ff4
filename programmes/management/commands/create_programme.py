"""`manage.py create_programme CODE --name … --county … --start 2024 --end 2027`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.actors import SETUP, acting_as
from programmes.services.programmes import create_programme

ARGUMENTS = ("code", "name", "county", "start_year", "end_year", "task_force", "leadership")


class Command(BaseCommand):
    help = "Make a county's programme with its units and the months of its years."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--name", required=True)
        parser.add_argument("--county", required=True, help="in full: 马边彝族自治县")
        parser.add_argument(
            "--start", required=True, type=int, dest="start_year", help="first year"
        )
        parser.add_argument("--end", required=True, type=int, dest="end_year", help="last year")
        parser.add_argument("--task-force", default="", help="name of the task force's unit")
        parser.add_argument("--leadership", default="", help="name of the leadership's unit")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting_as(SETUP):
                programme = create_programme(**{name: options[name] for name in ARGUMENTS})
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            _("%(programme)s is made. Its units: %(task_force)s, %(leadership)s.")
            % {
                "programme": programme.name,
                "task_force": programme.task_force,
                "leadership": programme.leadership,
            }
        )
