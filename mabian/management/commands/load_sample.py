"""`manage.py load_sample [--only-published]`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.actors import SETUP, acting_as
from mabian.sample.loading import SampleError, load_sample, sign_ins_file


class Command(BaseCommand):
    help = "Load the sample: Mabian county in July 2024. A second time nothing changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only-published", action="store_true", help="without what is illustrative"
        )

    def handle(self, *args: Any, only_published: bool, **options: Any) -> None:
        try:
            with acting_as(SETUP):
                results = load_sample(only_published=only_published)
        except SampleError as error:
            raise CommandError(str(error)) from error
        if sign_ins_file().exists():
            self.stdout.write(sign_ins_file().read_text("utf-8"))
        counts = {
            name: {"created": r.created, "updated": r.updated, "unchanged": r.unchanged}
            for name, r in results.items()
        }
        self.stdout.write(json.dumps(counts))
