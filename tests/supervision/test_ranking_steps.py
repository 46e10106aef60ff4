"""A ranking from its draft to its issue, the objections of units, and that nothing changes it
afterwards."""

import random
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx import Document

from core.periods import Period
from core.records import StaleRecord
from funds.models import FundLine
from programmes.models import CalendarDay, Task
from projects.models import Project
from reports.choices import ReportKind
from reports.content import build
from reports.renderers.excel import render_excel
from reports.renderers.word import render_word
from reports.services.requests import approval_refusal
from reports.services.scheduling import closing_of
from supervision.choices import ObjectionState
from supervision.models import Finding, Objection, Ranking, RankingRule
from supervision.services.objections import answer_objection, object_to_ranking
from supervision.services.rankings import draft_ranking, issue_ranking, open_ranking
from tests import making
from tests.database import refused
from tests.making import DAY, closed, task, unread_texts

Q2, Q3 = Period.parse("2024-Q2"), Period.parse("2024-Q3")
UNTIL = date(2024, 7, 15)  # five working days after Monday 8 July
AFTER = UNTIL + timedelta(1)


def close_quarter(cast) -> None:
    for month in (making.APRIL, making.MAY, making.JUNE):
        closed(cast.alpha, month, cast.clerk, report=False)


def tasks_due(cast) -> None:
    for number in range(4):
        given = {"deadline": date(2024, 5, 31), "state": "closed" if number else "signed"}
        task(cast.alpha, f"Q{number}", cast.township_unit, **given)


def drafted(cast) -> Ranking:
    return draft_ranking(programme=cast.alpha, quarter=Q2, by=cast.clerk, on=DAY)


def drafted_anew(cast, made, on=AFTER, version=None) -> Ranking:
    given = {"programme": cast.alpha, "quarter": Q2, "by": cast.clerk, "on": on}
    return draft_ranking(**given, version=now(made).version if version is None else version)


def opened(cast) -> Ranking:
    made = drafted(cast)
    open_ranking(made, version=made.version, on=DAY)
    return now(made)


def issued(cast) -> Ranking:
    made = opened(cast)
    issue_ranking(made, version=made.version, by=cast.approver, on=AFTER)
    return now(made)


MADE = {"drafted": drafted, "open": opened, "issued": issued}


def now(one):
    return type(one).objects.get(pk=one.pk)


def object_to(cast, ranking, by=None, kind="tasks", on=DAY, text="少计一项") -> Objection:
    person = by or cast.township
    return object_to_ranking(ranking=ranking, kind=kind, text=text, by=person, on=on)


def answer(objection, by, on=DAY, *, is_accepted=False, words="经核实数据无误") -> None:
    given = {"version": objection.version, "by": by, "on": on}
    answer_objection(objection, is_accepted=is_accepted, answer=words, **given)


@pytest.mark.parametrize("state", MADE)
def test_a_draft_is_computed_anew_until_it_is_issued_and_then_a_new_revision_begins(cast, state):
    close_quarter(cast)
    made = MADE[state](cast)
    tasks_due(cast)
    again = drafted_anew(cast, made)
    assert (again.revision, again.state) == ((2, "drafted") if state == "issued" else (1, state))
    assert again.content != made.content


@pytest.mark.parametrize("state", MADE)
def test_only_a_draft_is_opened(cast, state):
    close_quarter(cast)
    made = MADE[state](cast)
    if state == "drafted":
        open_ranking(made, version=made.version, on=DAY)
        assert (now(made).state, now(made).objections_until) == ("open", UNTIL)
        return
    with pytest.raises(ValidationError, match="现在不能这样办理"):
        open_ranking(made, version=made.version, on=DAY)
    assert now(made).state == state


@pytest.mark.parametrize("state", MADE)
def test_only_an_open_one_is_issued(cast, state):
    close_quarter(cast)
    made = MADE[state](cast)
    if state == "open":
        issue_ranking(made, version=made.version, by=cast.approver, on=AFTER)
        found = now(made)
        assert (found.state, found.issued_on, found.issued_by) == ("issued", AFTER, cast.approver)
        return
    with pytest.raises(ValidationError, match="现在不能这样办理"):
        issue_ranking(made, version=made.version, by=cast.approver, on=AFTER)


@pytest.mark.parametrize("state", MADE)
def test_units_object_to_an_open_one_alone(cast, state):
    close_quarter(cast)
    made = MADE[state](cast)
    if state == "open":
        assert object_to(cast, made).state == ObjectionState.PENDING
        return
    with pytest.raises(ValidationError, match="现在不能这样办理"):
        object_to(cast, made)
    assert not Objection.objects.exists()


def test_a_quarter_that_has_not_ended_or_lies_outside_the_programme_is_not_ranked(cast):
    for quarter, words in ((Q3, "尚未结束"), (Period.parse("2023-Q4"), "不在帮扶工作的年度内")):
        with pytest.raises(ValidationError, match=words):
            draft_ranking(programme=cast.alpha, quarter=quarter, by=cast.clerk, on=DAY)


def test_the_last_day_for_objections_goes_by_the_rule_and_the_calendar_of_the_county(cast):
    RankingRule.objects.create(programme=cast.alpha, valid_from=DAY, objection_days=2)
    CalendarDay.objects.create(
        programme=cast.alpha, day=date(2024, 7, 9), is_workday=False, name="县庆", basis="县定"
    )
    assert opened(cast).objections_until == date(2024, 7, 11)


def test_units_object_until_the_day_itself(cast):
    made = opened(cast)
    object_to(cast, made, on=UNTIL)
    with pytest.raises(ValidationError, match="已于2024-07-15截止"):
        object_to(cast, made, kind="money", on=AFTER)


def test_a_unit_has_one_open_objection_to_a_table(cast):
    made = opened(cast)
    first = object_to(cast, made)
    with pytest.raises(ValidationError, match="已有一件复核申请待答复"):
        object_to(cast, made)
    object_to(cast, made, kind="money")
    object_to(cast, made, by=cast.township2)
    answer(first, cast.clerk)
    object_to(cast, made)
    given = {"programme": cast.alpha, "ranking": made, "unit": cast.township_unit, "on": DAY}
    refused(Objection.objects.create, **given, kind="money", text="又一件")


def test_a_unit_that_the_ranking_does_not_name_cannot_object(cast):
    with pytest.raises(ValidationError, match="没有列出你单位"):
        object_to(cast, opened(cast), by=cast.clerk)


def test_an_answer_needs_a_second_person_and_a_reason_and_is_given_once(cast):
    one = object_to(cast, opened(cast))
    Objection.objects.filter(pk=one.pk).update(created_by=cast.clerk)
    with pytest.raises(ValidationError, match="由另一人答复"):
        answer(now(one), cast.clerk)
    with pytest.raises(ValidationError):
        answer(now(one), cast.approver, words="  ")
    answer(now(one), cast.approver)
    assert (now(one).state, now(one).answered_by) == ("refused", cast.approver)
    with pytest.raises(StaleRecord):
        answer(now(one), cast.approver)
    refused(Objection.objects.filter(pk=one.pk).update, answered_by=cast.clerk)


def test_an_accepted_objection_computes_the_tables_anew_and_shows_what_changed(cast):
    tasks_due(cast)
    made = opened(cast)
    one = object_to(cast, made)
    Task.objects.filter(number="Q0").update(state="closed")
    answer(one, cast.clerk, is_accepted=True, words="补登销号")
    content = now(made).content
    [change] = content["changes"]
    assert "补登销号" in change["because"] and "上坝镇" in change["because"]
    [row] = change["rows"]
    assert (row["before"]["done"], row["now"]["done"]) == ("3", "4")
    assert "一、" not in str(content["groups"]) and content["as_of"] == str(DAY)


def test_the_other_units_whose_rows_change_are_notified_once(cast):
    tasks_due(cast)
    made = opened(cast)
    one = object_to(cast, made)
    Task.objects.filter(number="Q0").update(lead_unit=cast.township2_unit)
    answer(one, cast.clerk, is_accepted=True, words="应为下坝镇")
    changed = unread_texts(dedupe_key=f"ranking-changed:{made.pk}:{now(made).version}")
    words = "2024年第二季度排名中本单位的数据有调整，请核对。"
    assert changed == {"alpha_township2": [words]}
    drafted_anew(cast, made, on=DAY)
    assert unread_texts(dedupe_key=f"ranking-changed:{made.pk}:{now(made).version}") == {}


def test_the_pages_name_the_months_that_were_open(cast, as_):
    closed(cast.alpha, making.APRIL, cast.clerk, report=False)
    opened(cast)
    page = as_("clerk").get(reverse("ranking", args=[Q2])).text
    assert '<span class="mark">2024年5月、2024年6月未截止</span>' in page


def test_a_refused_objection_leaves_the_tables_as_they_are(cast):
    tasks_due(cast)
    made = opened(cast)
    one = object_to(cast, made)
    Task.objects.filter(number="Q0").update(state="closed")
    answer(one, cast.clerk)
    assert now(made).content == made.content


def test_issuing_waits_for_the_day_the_answers_and_the_closing_of_the_months(cast):
    made = opened(cast)
    one = object_to(cast, made)

    def issue(on=AFTER):
        issue_ranking(now(made), version=now(made).version, by=cast.approver, on=on)

    with pytest.raises(ValidationError, match="各单位可在2024-07-15前"):
        issue(UNTIL)
    with pytest.raises(ValidationError, match="还有1件复核申请未答复"):
        issue()
    answer(one, cast.clerk)
    with pytest.raises(ValidationError, match="还有未截止的月份"):
        issue()
    close_quarter(cast)
    with pytest.raises(ValidationError, match="请重新计算"):
        issue()
    drafted_anew(cast, made, on=UNTIL)
    issue()
    assert now(made).is_issued and now(made).content["closed"]


def test_a_row_that_changes_after_the_last_day_opens_the_ranking_anew(cast):
    tasks_due(cast)
    close_quarter(cast)
    made = opened(cast)
    Task.objects.filter(number="Q0").update(state="closed")
    drafted_anew(cast, made)
    found = now(made)
    assert (found.state, found.objections_until) == ("open", date(2024, 7, 23))
    with pytest.raises(ValidationError, match="各单位可在2024-07-23前"):
        issue_ranking(found, version=found.version, by=cast.approver, on=AFTER)
    texts = unread_texts(dedupe_key=f"ranking-open:{made.pk}:2024-07-23")
    assert set(texts) == {"alpha_bureau", "alpha_bureau2", "alpha_township", "alpha_township2"}
    [words] = texts["alpha_bureau"]
    assert words == "2024年第二季度排名有调整，重新征求意见，复核申请截止2024-07-23。"
    assert unread_texts(dedupe_key=f"ranking-open:{made.pk}:{UNTIL}") == {}
    object_to(cast, found, on=date(2024, 7, 23))


def test_an_objection_accepted_after_the_last_day_opens_the_ranking_anew(cast):
    tasks_due(cast)
    made = opened(cast)
    one = object_to(cast, made)
    Task.objects.filter(number="Q0").update(state="closed")
    answer(one, cast.clerk, on=AFTER, is_accepted=True)
    assert now(made).objections_until == date(2024, 7, 23)


def test_without_a_change_after_the_last_day_the_content_stays_with_its_day(cast):
    tasks_due(cast)
    close_quarter(cast)
    made = opened(cast)
    drafted_anew(cast, made)
    found = now(made)
    assert (found.content, found.as_of) == (made.content, DAY)
    assert found.objections_until == UNTIL
    issue_ranking(found, version=found.version, by=cast.approver, on=AFTER)


def test_the_closing_of_a_month_alone_opens_no_ranking_anew(cast):
    tasks_due(cast)
    made = opened(cast)
    close_quarter(cast)
    drafted_anew(cast, made)
    assert now(made).content["closed"] and now(made).objections_until == UNTIL


def test_a_stale_version_is_refused(cast):
    made = opened(cast)
    for step in (
        lambda: open_ranking(made, version=99, on=DAY),
        lambda: issue_ranking(made, version=99, by=cast.approver, on=AFTER),
        lambda: draft_ranking(programme=cast.alpha, quarter=Q2, by=cast.clerk, on=DAY, version=99),
    ):
        with pytest.raises(StaleRecord):
            step()


@pytest.mark.parametrize("state", MADE)
def test_the_tables_are_computed_with_the_version_of_the_newest_ranking_alone(cast, state):
    close_quarter(cast)
    made = MADE[state](cast)
    for version in (0, made.version - 1, made.version + 1):
        with pytest.raises(StaleRecord):
            drafted_anew(cast, made, version=version)
    assert list(Ranking.objects.values_list("version", "content")) == [(made.version, made.content)]
    given = {"programme": cast.alpha, "by": cast.clerk, "on": DAY, "version": 1}
    with pytest.raises(StaleRecord):
        draft_ranking(**given, quarter=Period.parse("2024-Q1"))


def test_a_page_from_before_the_issue_begins_no_revision(cast, as_):
    close_quarter(cast)
    made = opened(cast)
    issue_ranking(made, version=made.version, by=cast.approver, on=AFTER)
    page = reverse("draft_ranking", args=[Q2])
    for version in (0, made.version):
        assert as_("clerk").post(page, making.sent(version)).status_code == 409
    assert Ranking.objects.count() == 1
    as_("clerk").post(page, making.sent(now(made).version))
    assert Ranking.objects.count() == 2


def test_the_database_refuses_a_change_and_the_deletion_of_an_issued_ranking(cast):
    close_quarter(cast)
    made = issued(cast)
    rows = Ranking.objects.filter(pk=made.pk)
    for values in ({"content": {}}, {"state": "open"}, {"as_of": AFTER}, {"revision": 7}):
        with pytest.raises(DatabaseError, match="is issued"), transaction.atomic():
            rows.update(**values)
    with pytest.raises(DatabaseError, match="only with its programme"), transaction.atomic():
        rows.delete()
        making.settle()


def change_something(cast, pick: random.Random) -> None:
    """One of the later changes that records allow."""
    projects, tasks = Project.objects.of(cast.alpha), Task.objects.of(cast.alpha)
    unit = pick.choice([cast.township_unit, cast.township2_unit, cast.bureau_unit])
    changes = [
        lambda: tasks.update(state=pick.choice(["closed", "signed"])),
        lambda: tasks.filter(pk=pick.choice(list(tasks)).pk).update(deadline=date(2024, 4, 2)),
        lambda: tasks.filter(number__startswith="Q").update(lead_unit=unit),
        lambda: projects.update(owner_unit=unit),
        lambda: making.finding(
            cast.alpha, f"Y{Finding.objects.count()}", unit, due_on=date(2024, 6, 3)
        ),
        lambda: FundLine.objects.filter(pk=cast.paid.pk).update(project=pick.choice(projects)),
        lambda: making.task(
            cast.alpha, f"Y{tasks.count()}", unit, deadline=date(2024, 6, 1), state="closed"
        ),
        lambda: making.exemption(
            making.building(cast.alpha, f"Y{projects.count()}", unit, 5),
            valid_from=date(2024, 1, 1),
        ),
    ]
    pick.choice(changes)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_issued_ranking_survives_fifty_later_changes_of_its_records(cast, seed):
    tasks_due(cast)
    close_quarter(cast)
    made = issued(cast)
    pick = random.Random(seed)  # noqa: S311
    for _number in range(50):
        change_something(cast, pick)
    assert now(made).content == made.content
    correction = drafted_anew(cast, made)
    assert correction.content["groups"] != made.content["groups"]
    assert (now(made).content, correction.revision) == (made.content, 2)


def test_the_place_before_is_that_which_was_issued(cast):
    tasks_due(cast)
    close_quarter(cast)
    made = issued(cast)
    Task.objects.of(cast.alpha).filter(number__startswith="Q").delete()
    given = {"programme": cast.alpha, "quarter": Q3, "by": cast.clerk}
    later = draft_ranking(**given, on=date(2024, 10, 8))
    [row] = [
        each
        for each in later.content["groups"][0]["tables"][1]["rows"]
        if each["unit"] == cast.township_unit.pk
    ]
    assert (row["place"], row["before"]) == (None, 1)
    assert made.content["groups"][0]["tables"][1]["rows"][0]["place"] == 1


def test_whoever_is_concerned_is_notified_and_no_helper(cast):
    close_quarter(cast)
    made = opened(cast)
    words = "2024年第二季度排名征求意见，复核申请截止2024-07-15。"
    everybody = {"alpha_bureau", "alpha_bureau2", "alpha_township", "alpha_township2"}
    assert {who for who, texts in unread_texts().items() if words in texts} == everybody
    one = object_to(cast, made)
    texts = unread_texts(dedupe_key=f"objection:{one.pk}")
    assert set(texts) == {"alpha_clerk", "alpha_approver"}
    answer(one, cast.clerk)
    assert unread_texts(dedupe_key=f"objection:{one.pk}") == {}
    assert set(unread_texts(dedupe_key=f"objection-answered:{one.pk}")) == {"alpha_township"}
    issue_ranking(now(made), version=made.version, by=cast.approver, on=AFTER)
    assert set(unread_texts(dedupe_key=f"ranking-issued:{made.pk}")) == everybody
    assert unread_texts(dedupe_key=f"ranking-open:{made.pk}:{UNTIL}") == {}


def quarterly(cast) -> dict:
    return build(cast.alpha, ReportKind.QUARTERLY, Q2, cast.alpha.today())


def headings(content: dict) -> list[str]:
    return [section["heading"] for section in content["sections"]]


def all_done(cast) -> None:
    """Another township, which comes before the one of ``tasks_due``."""
    given = {"deadline": making.MAY.last_day, "state": "closed"}
    for number in range(3):
        task(cast.alpha, f"Z{number}", cast.township2_unit, **given)


def test_the_quarterly_report_has_the_ranking_that_units_have_seen(cast):
    tasks_due(cast)
    all_done(cast)
    assert not any("排名" in each for each in headings(quarterly(cast)))
    made = drafted(cast)
    assert not any("排名" in each for each in headings(quarterly(cast)))
    open_ranking(made, version=made.version, on=DAY)
    content = quarterly(cast)
    assert headings(content)[-1].endswith(
        "季度排名（征求意见中，2024年4月、2024年5月、2024年6月未截止）"
    )
    blocks = content["sections"][-1]["blocks"]
    [table] = [one for one in blocks if one.get("title") == "乡镇任务排名"]
    assert table["rows"][1]["cells"][:3] == ["2", "—", "上坝镇"]
    text = str([one["sentences"] for one in blocks if one["type"] == "paragraph"])
    assert "到期任务4项，已销号3项，占75.00%" in text
    close_quarter(cast)
    drafted_anew(cast, made, on=DAY)
    issue_ranking(now(made), version=now(made).version, by=cast.approver, on=AFTER)
    assert headings(quarterly(cast))[-1].endswith("季度排名")


def test_word_page_and_workbook_of_the_report_have_the_ranking(cast, as_):
    tasks_due(cast)
    all_done(cast)
    opened(cast)
    content = quarterly(cast)
    document = Document(BytesIO(render_word(content, draft=True)))
    words = "\n".join(one.text for one in document.paragraphs)
    assert (
        "季度排名（征求意见中，2024年4月、2024年5月、2024年6月未截止）" in words
        and "占75.00%" in words
    )
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"上坝镇", "不适用", "75.00"} <= cells
    book = openpyxl.load_workbook(BytesIO(render_excel(content, draft=True)))
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"上坝镇", "不适用"} <= values
    run = making.report_run(cast.alpha, "quarterly", Q2, status="done", content=content)
    page = as_("leader").get(reverse("report", args=[run.pk]))
    assert page.status_code == 200
    assert f"lead={cast.township_unit.pk}" in page.text and "季度排名" in page.text


def test_a_table_without_anything_due_says_so_on_page_and_in_the_files(cast, as_):
    opened(cast)
    words = "至本季度末，乡镇无已登记的到期应整改问题，均不适用。"
    address = reverse("ranking", args=[Q2])
    assert as_("clerk").get(address).text.count(words) == 1
    book = openpyxl.load_workbook(BytesIO(as_("clerk").get(f"{address}file/").content))
    assert [cell.value for cell in book["乡镇 整改"]["A"]].count(words) == 1
    assert words in str(quarterly(cast)["sections"][-1]["blocks"])
    making.finding(cast.alpha, "W1", cast.township_unit, due_on=date(2024, 6, 3))
    drafted_anew(cast, Ranking.objects.get(), on=DAY)
    assert words not in as_("clerk").get(address).text


def test_a_monthly_report_has_no_ranking(cast):
    opened(cast)
    content = build(cast.alpha, ReportKind.MONTHLY, making.JUNE, cast.alpha.today())
    assert not any("排名" in each for each in headings(content))


def test_the_quarterly_report_is_not_approved_while_units_may_object(cast):
    close_quarter(cast)
    made = opened(cast)
    closing = closing_of(cast.alpha, Q2)
    given = {"status": "done", "content": quarterly(cast), "closing": closing.closed_at}
    run = making.report_run(cast.alpha, "quarterly", Q2, **given)
    assert "正在征求意见" in approval_refusal(run, cast.approver)
    issue_ranking(now(made), version=made.version, by=cast.approver, on=AFTER)
    assert "请重新生成报告" in approval_refusal(run, cast.approver)
