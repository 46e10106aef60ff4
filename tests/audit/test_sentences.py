"""Each change reads as a sentence: who, when, from where, what, from what to what, and why."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from core.actors import acting_as, actor_of, with_reason
from core.audit.entries import group_entries, row_entries
from core.audit.models import Action, AuditRow
from core.audit.services import record_event
from core.audit.titles import RecordTitles
from core.choices import EventKind
from core.kinds import IGNORED_COLUMNS, TRAILING_COLUMNS, kind_of_table, registered_kinds
from programmes.choices import RoleName
from programmes.services.roles import grant_role
from supervision.services.orders import sign_order
from tests import making
from tests.making import DAY, JUNE, order


@pytest.fixture
def since(cast):
    """The entries written after the test began, oldest first."""
    last = AuditRow.objects.first().pk

    def written(places=2):
        return group_entries(
            list(AuditRow.objects.filter(pk__gt=last).order_by("pk")), places=places
        )

    return written


def test_a_sentence_says_who_when_where_what_and_why(cast, since):
    with acting_as(actor_of(cast.clerk), "10.22.3.17"), with_reason("文件更正"):
        cast.road.total_investment = making.wan("5001.5")
        cast.road.township = None
        cast.road.actual_start = date(2024, 3, 1)
        cast.road.save()
    (entry,) = since()
    at = f"{localtime(entry.at):%Y-%m-%d %H:%M}"
    assert str(entry) == (
        f"{at} alpha_clerk（{cast.force}）（来自10.22.3.17）修改项目“农村公路”（P1）："
        "乡镇由上坝镇改为（空）；总投资由5,000.00万元改为5,001.50万元；"
        "实际开工由（空）改为2024年3月。理由：文件更正"
    )


def test_what_one_act_did_to_one_row_is_one_entry(cast, since):
    with acting_as(actor_of(cast.clerk)):
        cast.help_task.state = "in_progress"
        cast.help_task.deadline = date(2024, 12, 31)
        cast.help_task.save()
        cast.help_task.state = "closed"
        cast.help_task.save()
    (entry,) = since()
    assert [str(change) for change in entry.changes] == [
        "完成时限由2024-06-30改为2024-12-31",
        "状态由待签收改为已销号",
    ]
    assert len(entry.rows) == 3


def test_each_row_has_a_line_of_its_own_in_a_file(cast):
    last = AuditRow.objects.first().pk
    cast.help_task.person, cast.help_task.deadline = "李四", None
    cast.help_task.save()
    lines = row_entries(list(AuditRow.objects.filter(pk__gt=last).order_by("pk")))
    assert sorted(str(change) for line in lines for change in line.changes) == [
        "完成时限由2024-06-30改为（空）",
        "责任人由（空）改为“李四”",
    ]


def test_an_amount_is_as_exact_as_it_is_stored(cast, since):
    cast.road.total_investment = Decimal("50000000.01")
    cast.road.save()
    assert str(since()[0].changes[0]) == "总投资由5,000.00万元改为5,000.000001万元"
    assert str(since(places=0)[0].changes[0]) == "总投资由5,000万元改为5,000.000001万元"


def test_a_new_row_says_what_it_holds_and_a_deleted_one_what_it_held(cast, since):
    made = making.entry(cast.school, JUNE, "12.5", problems="征地")
    made.delete()
    for entry, word in zip(entries_of_one_by_one(since()), ("新建", "删除"), strict=True):
        assert entry.action_label == word
        assert entry.title == "项目“学校”（P4）的月度填报“2024年6月”"
        assert "当月完成投资 12.50万元；存在问题 征地" in entry.content


def entries_of_one_by_one(entries):
    return [line for entry in entries for line in row_entries(entry.rows)]


def test_links_say_both_ends_and_a_deleted_object_keeps_its_name(cast, since):
    lone = making.project(cast.alpha, "P9", None, name="废止项目")
    lone.supporting_units.add(cast.helper_unit)
    lone.supporting_units.clear()
    lone.delete()
    abouts = [entry.title for entry in since()]
    assert abouts == ["项目“废止项目”（P9）", "项目“废止项目”（P9）的帮扶单位“省帮扶厅”"]


def test_what_is_secret_is_told_as_changed_and_a_phone_as_well(cast, since):
    cast.clerk.set_password("另一个足够长的密码123")
    cast.clerk.save()
    cast.road.phone = "13812345678"
    cast.road.save()
    entries = since()
    person, road = entries[0], entries[-1]
    assert "密码 已更改（内容不记录）" in person.description
    assert cast.clerk.password not in " ".join(map(str, entries))
    assert "联系电话 已更改（内容不记录）" in str(road)
    assert "5678" not in str(road)


def test_roles_are_told_of_the_person(cast, since):
    role = grant_role(user=cast.finance, programme=cast.alpha, name=RoleName.UNIT_REVIEWER)
    made = next(entry for entry in since() if entry.first.table_name == "programmes_role")
    assert made.title == f"人员“alpha_finance（{cast.force}）”的角色“单位审核人”"
    role.delete()


@pytest.mark.parametrize(
    ("kind", "about", "details", "said"),
    [
        ("sign_in", "", {}, "登录"),
        ("sign_in_refused", "nobody", {}, "以“nobody”登录被拒绝"),
        (
            "export",
            "项目",
            {"format": "xlsx", "rows": 12, "filters": {"项目阶段": "在建"}},
            "导出“项目”（格式：xlsx；行数：12；筛选条件：项目阶段 在建）",
        ),
        ("refused", "/people/", {}, "访问被拒绝：/people/"),
    ],
)
def test_events_are_told_in_words(cast, since, kind, about, details, said):
    with acting_as("system:signin"):
        record_event(EventKind(kind), about=about, **details)
    (entry,) = since()
    assert (entry.description, entry.actor) == (said, "系统（登录）")


def test_no_field_of_a_recorded_table_is_called_in_english(db):
    """What people read has Chinese names: tables, columns and choices."""
    foreign = []
    for kind in registered_kinds():
        words = {"": str(kind.label)}
        for name, field in kind.columns.items():
            if name in IGNORED_COLUMNS | kind.ignored_columns | {kind.parent}:
                continue
            words[name] = kind.column_label(name)
            words |= {f"{name}={key}": str(label) for key, label in field.flatchoices or ()}
        foreign += [(kind.table, *word) for word in words.items() if not is_chinese(word[1])]
    assert foreign == [], "\n".join(map(str, foreign))


def is_chinese(words: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in words) or words in TERMS


TERMS = {"“1”", "“5”", "“N”", "jpg", "png", "pdf", "docx", "xlsx"}


def test_every_audited_table_has_a_registered_kind(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, string_to_array(encode(tgargs, 'escape'), E'\\\\000') FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'record_insert'"
        )
        recorded = dict(cursor.fetchall())
    recorded.pop("core_event")
    assert recorded.keys() - {kind.table for kind in registered_kinds()} == set()
    for table, words in recorded.items():
        hidden = set(filter(None, words[2].split(",")))
        kind = kind_of_table(table)
        assert hidden <= kind.redacted_columns | kind.ignored_columns, table


def test_the_names_of_fifty_changes_take_as_many_questions_as_those_of_one(cast):
    rows = list(AuditRow.objects.filter(table_name="projects_monthentry"))
    changes = list(AuditRow.objects.exclude(table_name="core_event")[:200])
    assert len(changes) > 100
    counts = []
    for some in (rows[:1], changes):
        with CaptureQueriesContext(connection) as queries:
            group_entries(some)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1 <= 4


def test_words_of_actions_are_those_of_the_record():
    assert [str(action.label) for action in Action] == ["新建", "修改", "删除"]
    assert set(TRAILING_COLUMNS) == {"provenance", "published_fields", "source_note"}


def test_a_row_without_a_title_is_named_by_its_kind(cast):
    draft = order(cast.alpha, cast.finding, created_by=cast.clerk)
    key = ("supervision_order", str(draft.pk))
    assert RecordTitles([key]).full_title(*key) == "督办单"
    sign_order(draft, version=1, by=cast.approver, on=DAY)
    assert RecordTitles([key]).full_title(*key) == "督办单“督办〔2024〕1号”"
