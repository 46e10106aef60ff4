"""The sample county in July 2024, loaded once a module; each test's changes are rolled back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from core.actors import SETUP, acting_as
from core.periods import Period
from programmes.models import Programme
from projects.models import Project
from projects.services.months import record_month
from reports import services
from reports.choices import ReportKind
from reports.content.edits import TO_FILL, places
from reports.models import ReportRun
from tests.making import closed, reopened

JUNE = Period.month(2024, 6)
MISSING = ("下溪至劳动产业路", "彝族特色村寨保护利用项目", "乡镇污水处理设施建设")
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def mabian(sample: Programme, settings: Any, tmp_path: Any) -> Iterator[Programme]:
    settings.MEDIA_ROOT = tmp_path
    with acting_as(SETUP):
        yield Programme.objects.get(pk=sample.pk)


@pytest.fixture
def people(mabian: Programme) -> dict[str, User]:
    return {user.username: user for user in User.objects.all()}


def shanghai(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=SHANGHAI)  # type: ignore[arg-type]


def enter_june(programme: Programme, people: dict[str, User], name: str, yuan) -> None:
    project = Project.objects.of(programme).get(name=name)
    record_month(project=project, month=JUNE, amount=yuan, by=people["clerk"])


def close_june(programme: Programme, by: User, at: datetime | None = None) -> None:
    closed(programme, JUNE, by, at=at or shanghai(2024, 7, 9, 9))


def reopen(programme: Programme, people: dict[str, User], month: Period = JUNE, **values) -> None:
    reopened(programme, month, people["clerk"], people["approver"], **values)


def generated(programme: Programme, kind=ReportKind.MONTHLY, period=JUNE, **values) -> ReportRun:
    run = services.renew(programme, kind, period, **values)
    services.generate(run)
    run.refresh_from_db()
    return run


def texts_of(run: ReportRun) -> list[str]:
    """The words of every paragraph."""
    return [place.text for place in places(run.content, run.edits)]


def filled(run: ReportRun, by: User) -> ReportRun:
    """The report without the words that the task force has to replace."""
    texts = ["" if text in TO_FILL else text for text in texts_of(run)]
    return services.edit_text(run, texts=texts, by=by)


@pytest.fixture
def report(mabian: Programme, people: dict[str, User]) -> ReportRun:
    """Of June, which is closed; ready for approval."""
    close_june(mabian, people["clerk"])
    return filled(generated(mabian), people["clerk"])
