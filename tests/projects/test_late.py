"""补报: what belongs to a closed month is counted in an open one, and nothing issued changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord
from programmes.services.months import MonthClosed
from projects.models import LateEntry, Project
from projects.services.late import first_open_month, record_late_entry, take_back_late
from projects.services.month_checks import done_before, resolve_amount
from projects.services.sheets import SheetSubmitted
from reports import services as reports
from reports.choices import ReportKind
from tests.making import JANUARY, JUNE, MAY, closed, submitted, wan


def late(cast, amount=5, project=None, **values):
    given = {"month": JANUARY, "counted_in": JUNE, "reason": "漏报", "by": cast.bureau}
    return record_late_entry(
        project=project or cast.road, amount=wan(amount), **{**given, **values}
    )


def figures(project, month):
    row = Project.objects.with_month(month).get(pk=project.pk)
    return row.month_amount, row.year_amount, row.ever_amount


def test_it_counts_from_the_month_that_takes_it(cast):
    assert late(cast).month == JANUARY.start
    assert figures(cast.road, MAY) == (wan(400), wan(400), wan(400))
    assert figures(cast.road, JUNE) == (wan(100), wan(505), wan(505))


def test_the_cumulative_of_that_month_holds_it(cast):
    late(cast)
    assert done_before(cast.road, JUNE) == wan(405)
    assert done_before(cast.road, MAY) == 0
    assert resolve_amount(cast.road, JUNE, None, wan(505)) == wan(100)


def test_the_first_month_that_is_open_takes_it(cast):
    assert first_open_month(cast.alpha, JANUARY, on=cast.day).start == date(2024, 2, 1)
    closed(cast.alpha, JUNE, cast.clerk)
    assert first_open_month(cast.alpha, MAY, on=cast.day).start == date(2024, 7, 1)
    assert first_open_month(cast.alpha, JUNE, on=date(2024, 6, 30)) is None
    assert first_open_month(cast.alpha, JUNE, on=date(2024, 7, 1)).start == date(2024, 7, 1)


def test_a_closed_month_counts_nothing_more(cast):
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(MonthClosed):
        late(cast)


def test_nothing_is_made_up_behind_a_submitted_sheet(cast):
    submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)
    with pytest.raises(SheetSubmitted):
        late(cast)
    assert late(cast, by=cast.clerk)


@pytest.mark.parametrize(("amount", "words"), [(-501, "将小于零"), (0, "")])
def test_what_cannot_be_is_refused(cast, amount, words):
    with pytest.raises(ValidationError) as refused:
        late(cast, amount)
    assert words in str(refused.value)
    assert not LateEntry.objects.exists()


def test_a_reason_is_asked_for(cast):
    with pytest.raises(ValidationError):
        late(cast, reason="")


def test_something_may_be_taken_off(cast):
    late(cast, -50)
    assert figures(cast.road, JUNE)[1] == wan(450)


def test_the_author_takes_it_back_while_its_month_is_open(cast):
    made = late(cast)
    with pytest.raises(ValidationError, match="本人"):
        take_back_late(late=made, version=1, by=cast.clerk)
    with pytest.raises(StaleRecord):
        take_back_late(late=made, version=2, by=cast.bureau)
    take_back_late(late=made, version=1, by=cast.bureau)
    assert not LateEntry.objects.exists()
    made = late(cast)
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(MonthClosed):
        take_back_late(late=made, version=1, by=cast.bureau)


def test_what_a_year_rests_on_is_not_taken_back(cast):
    made = late(cast, 5)
    cast.road.entries.filter(month=JUNE.start).update(amount=wan(-402), reason="核减")
    with pytest.raises(ValidationError, match="将小于零"):
        take_back_late(late=made, version=1, by=cast.bureau)


def test_an_issued_report_stays_byte_for_byte(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    closed(cast.alpha, MAY, cast.clerk)
    run = reports.renew(cast.alpha, ReportKind.MONTHLY, MAY)
    reports.generate(run)
    run.refresh_from_db()
    before = (run.files, run.content, sorted(_bytes(tmp_path)))
    late(cast, month=MAY)
    run.refresh_from_db()
    assert (run.files, run.content, sorted(_bytes(tmp_path))) == before
    assert figures(cast.road, MAY)[1] == wan(400)


def _bytes(folder) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
