"""`manage.py verify_audit [--json]`: whether the record of all changes is whole and true."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.audit.seals import VERIFIED
from core.audit.verification import verify
from core.models import Heartbeat


class Command(BaseCommand):
    help = (
        "Sum every seal anew and compare each table with what was recorded of it. Exit code 1"
        " where something does not agree."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify().as_json()
        if options["json"]:
            self.stdout.write(json.dumps(verdict, ensure_ascii=False, default=str))
        else:
            for finding in verdict["findings"]:
                self.stdout.write("  ".join(f"{name}: {value}" for name, value in finding.items()))
            self.stdout.write(
                f"{verdict['rows']} rows in {verdict['chains']} chains,"
                f" {len(verdict['findings'])} findings"
            )
        if not verdict["ok"]:
            sys.exit(1)
        Heartbeat.objects.update_or_create(name=VERIFIED, defaults={"at": timezone.now()})
