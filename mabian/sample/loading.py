"""Mabian county in July 2024: the published facts, the thirteen workbooks, the scorecards and ten
sign-ins."""

import re
import secrets
import string
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from core.choices import Provenance
from core.importing.importer import Importer
from core.importing.rows import Problem, Result
from core.periods import Period
from funds.importers import FundImporter
from mabian.sample.facts import REPORT, SAMPLE_BASIS, facts_of
from mabian.sample.people import LEADERSHIP, PEOPLE, TASK_FORCE
from mabian.sample.removal import remove_illustrative
from programmes.importers import NeedImporter, NetworkImporter, TaskImporter
from programmes.importers.agreements import AgreementImporter
from programmes.importers.contributions import ContributionImporter
from programmes.importers.documents import DocumentImporter
from programmes.importers.visits import VisitImporter
from programmes.models import NeedCategory, Programme, ReportedFact, TaskGroup
from programmes.services.programmes import create_programme
from programmes.services.roles import grant_role
from projects.importers import LedgerImporter, MonthsImporter
from projects.models import LightRule, Project
from supervision.choices import ScoreGroup
from supervision.importers.assessment import AssessmentImporter
from supervision.importers.findings import FindingImporter
from supervision.importers.publications import PublicationImporter
from supervision.models import Scorecard
from supervision.services.months import close_month
from supervision.services.scorecards import create_scorecard, enforce_scorecard

FOLDER = settings.BASE_DIR / "sample"
FACTS_FILE = FOLDER / "mabian-2024.yaml"
WORKBOOKS: list[tuple[type[Importer], str]] = [
    (NetworkImporter, "mabian-helper-network.xlsx"),
    (LedgerImporter, "mabian-project-ledger-2024-06.xlsx"),
    (MonthsImporter, "mabian-project-months-2024.xlsx"),
    (TaskImporter, "mabian-task-lists-2024.xlsx"),
    (NeedImporter, "mabian-township-needs-2024.xlsx"),
    (FundImporter, "mabian-funds-2024-06.xlsx"),
    (DocumentImporter, "mabian-documents-2024.xlsx"),
    (FindingImporter, "mabian-findings-2024.xlsx"),
    (PublicationImporter, "mabian-publications-2024.xlsx"),
    (AssessmentImporter, "mabian-assessment-2024.xlsx"),
    (VisitImporter, "mabian-visits-2024.xlsx"),
    (AgreementImporter, "mabian-agreements-2024.xlsx"),
    (ContributionImporter, "mabian-help-given-2024.xlsx"),
]
# Of the states in the sheets whose titles have no month; findings are of the sample's day.
SHEET_DAY = date(2024, 6, 30)
SHEET_DAYS: dict[type[Importer], date] = {FindingImporter: date(2024, 7, 8)}
SCORECARDS_FROM = date(2024, 2, 1)
SECOND_RULES = date(2024, 7, 1)
CLOSED = [Period.month(2024, month) for month in range(1, 6)]
LETTERS = "".join(c for c in string.ascii_letters + string.digits if c not in "0OIl1")


class SampleError(Exception):
    """The sample cannot be loaded into this database; nothing was written."""


@transaction.atomic
def load_sample(*, only_published: bool = False) -> dict[str, Result]:
    """Load the sample, or what is missing of it; a second call changes nothing.

    Closed months and existing sign-ins stay unchanged. Removed illustrative rows do not come
    back. Returns the imports' results by name.
    """
    published = yaml.safe_load(FACTS_FILE.read_text(encoding="utf-8"))
    known = Programme.objects.filter(code=published["programme"]["code"]).first()
    programme = known or create_sample_programme(published["programme"])
    if not was_loaded(programme):
        raise SampleError(_("The programme %(code)s is no sample.") % {"code": programme.code})
    results = {}
    if known is None or has_illustrative(known):
        results = load_rows(programme, published)
    create_people(programme)
    if only_published and known is None:
        remove_illustrative(programme)
    elif only_published and has_illustrative(programme):
        raise SampleError(
            _("The whole sample is loaded: remove_illustrative leaves what is published.")
        )
    return results


def was_loaded(programme: Programme) -> bool:
    """Whether it is the sample, or the county's own after ``remove_illustrative``: the published
    facts stay."""
    return programme.is_sample or ReportedFact.objects.of(programme).exists()


def has_illustrative(programme: Programme) -> bool:
    rows = Project.objects.of(programme).filter(provenance=Provenance.ILLUSTRATIVE)
    return rows.exists()


def load_rows(programme: Programme, published: dict[str, Any]) -> dict[str, Result]:
    create_facts(programme, published)
    results = {importer.name: import_one(programme, importer, file) for importer, file in WORKBOOKS}
    publish_groups(programme, published["tasks"]["named_groups"])
    publish_categories(programme, published["tasks"]["need_categories"]["named"])
    create_scorecards(programme)
    close_months(programme)
    return results


def create_sample_programme(values: dict[str, Any]) -> Programme:
    programme = create_programme(
        code=values["code"],
        name=values["name"],
        county=values["county"],
        start_year=values["start"],
        end_year=values["end"],
        task_force=TASK_FORCE,
        leadership=LEADERSHIP,
        as_of=values["as_of"],
        is_sample=True,
    )
    create_light_rules(programme)
    return programme


def create_light_rules(programme: Programme) -> None:
    """Create two illustrative versions: two yellow months in a row are red only in the second."""
    beginning = date(programme.start_year, 1, 1)
    first = {"valid_from": beginning, "valid_until": SECOND_RULES, "repeated_yellow_is_red": False}
    for version in (first, {"valid_from": SECOND_RULES}):
        LightRule.objects.create(programme=programme, basis=SAMPLE_BASIS, **version)


def create_facts(programme: Programme, published: dict[str, Any]) -> None:
    known = set(ReportedFact.objects.of(programme).values_list("key", flat=True))
    ReportedFact.objects.bulk_create(
        ReportedFact(programme=programme, **fact)
        for fact in facts_of(published)
        if fact["key"] not in known
    )


def import_one(programme: Programme, importer: type[Importer], file: str) -> Result:
    reader = importer(programme)
    reader.on = SHEET_DAYS.get(importer, SHEET_DAY)
    result = reader.run(Path(FOLDER / file))
    if not result.is_good:
        raise SampleError(problem_text(file, result.errors[0]))
    return result


def problem_text(file: str, problem: Problem) -> str:
    place = " ".join(str(part) for part in (problem.row, problem.column, problem.value) if part)
    return f"{file}: {place} {problem.message}"


def publish_categories(programme: Programme, names: list[str]) -> None:
    """Mark as published the categories that the report names."""
    categories = NeedCategory.objects.of(programme).filter(name__in=names)
    categories.exclude(provenance=Provenance.PUBLISHED).update(
        provenance=Provenance.PUBLISHED, published_fields=["name"], source_note=REPORT
    )


def publish_groups(programme: Programme, names: list[str]) -> None:
    """Store the key task groups of the first year that the report names."""
    given = {
        "provenance": Provenance.PUBLISHED,
        "published_fields": ["name"],
        "source_note": REPORT,
    }
    for position, name in enumerate(names, 1):
        place = {"programme": programme, "year": programme.start_year, "position": position}
        TaskGroup.objects.get_or_create(**place, defaults={"name": name, **given})


def create_scorecards(programme: Programme) -> None:
    """Put the illustrative scorecards of the first year in force, with the usual lines."""
    year = programme.start_year
    for group in ScoreGroup:
        if not Scorecard.objects.of(programme).of_group(year, group).exists():
            given = {"year": year, "group": group, "basis": SAMPLE_BASIS}
            card = create_scorecard(programme=programme, by=None, **given)
            enforce_scorecard(card, version=card.version, by=None, on=SCORECARDS_FROM)


def close_months(programme: Programme) -> None:
    """Close them by the set-up, each on the fifth of the next month, without reports."""
    for month in CLOSED:
        fifth = month.next().start.replace(day=5)
        at = timezone.make_aware(datetime.combine(fifth, time(17)))
        close_month(programme=programme, month=month, by=None, at=at, report=False)


# Sign-ins


def sign_ins_file() -> Path:
    return Path(settings.DATA_DIR) / "sample-sign-ins.txt"


def create_people(programme: Programme) -> None:
    """Create the ten sign-ins, all with the one password stored in the file."""
    known = set(User.objects.values_list("username", flat=True))
    missing = [person for person in PEOPLE if person[0] not in known]
    if not missing:
        return
    password = stored_password() or new_password()
    for username, name, unit, role in missing:
        user = User.objects.create_user(
            username, name=name, unit=Unit.objects.get(name=unit), password=password
        )
        grant_role(user=user, programme=programme, name=role)


def stored_password() -> str:
    """The password of an earlier set-up in this folder; empty where there is none."""
    file = sign_ins_file()
    match = (
        re.search(r"^password: (\S+)$", file.read_text("utf-8"), re.M) if file.exists() else None
    )
    return match[1] if match else ""


def new_password() -> str:
    """Create the password and write it to a file that only its owner can read."""
    password = "".join(secrets.choice(LETTERS) for _n in range(12))
    lines = [f"{username:<10} {unit}" for username, _name, unit, _role in PEOPLE]
    text = "\n".join(
        [_("Sign-ins of the sample, all with one password"), f"password: {password}", *lines, ""]
    )
    file = sign_ins_file()
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    return password
