"""`manage.py remove_illustrative --programme CODE`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.actors import SETUP, acting_as
from mabian.sample.removal import remove_illustrative
from programmes.management.base import programme_of


class Command(BaseCommand):
    help = "Delete illustrative rows and empty illustrative fields; keep what is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="the programme's code")

    def handle(self, *args: Any, programme: str, **options: Any) -> None:
        with acting_as(SETUP):
            summary = remove_illustrative(programme_of(programme))
        self.stdout.write(json.dumps(summary, ensure_ascii=False))
