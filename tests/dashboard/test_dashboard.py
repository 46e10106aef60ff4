"""Who sees the dashboard, what it costs, and how it stands empty."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit, User
from programmes.models import Membership, Need, Task
from programmes.services.programmes import create_programme
from programmes.services.roles import grant_role
from projects.models import Project

pytestmark = pytest.mark.usefixtures("empty_cache")


def queries_of(client, address="/dashboard/"):
    """The statements of a page of which nothing is cached, without those that a test's own
    transaction adds."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]


def test_published_figures_stand_beside_the_counted_ones(leader):
    rows = leader.get("/dashboard/").context["published"]

    assert [(row.fact.label, row.published, row.computed) for row in rows] == [
        ("储备项目库项目", "139个", "139个"),
        ("储备项目库总投资", "1468亿元", "1,468.00亿元"),
        ("已签约招商引资项目", "11个", "11个"),
        ("签约总投资", "103.3亿元", "103.30亿元"),
        ("乡镇帮扶需求", "80条", "80条"),
    ]


def test_the_indicators_wait_to_be_entered(leader):
    page = leader.get("/dashboard/")

    assert [each.name for each in page.context["indicators"]] == ["三项主要指标", "十项指标"]
    assert page.content.decode().count("待录入") == 2


def test_the_page_asks_at_most_31_questions(leader):
    assert len(queries_of(leader)) <= 33


def test_more_rows_ask_no_more_questions(leader, sample):
    few = len(queries_of(leader))
    need = Need.objects.first()
    for number in range(30):
        unit = Unit.objects.create(name=f"单位{number}")
        values = {"programme": sample, "number": f"T{number}", "text": "任务"}
        Task.objects.create(lead_unit=unit, **values)
        Membership.objects.create(programme=sample, unit=unit, tier="N", channel="企业")
        Need.objects.create(township=need.township, category=need.category, **values)
        Project.objects.create(programme=sample, code=f"P{number}", name="项目", owner_unit=unit)

    assert len(queries_of(leader)) == few


def test_as_of_an_earlier_day_the_months_end_earlier(leader):
    leader.post("/as-of/", {"day": "2024-04-03", "next": "/dashboard/"})
    page = leader.get("/dashboard/")

    assert page.context["month"].label() == "2024年3月"
    course = page.context["sections"][0][1][0]
    assert course.get_title().startswith("1—3月完成投资7.15亿元")


@pytest.fixture
def empty(db, sign_in):
    programme = create_programme(
        code="kong", name="空", county="空县", start_year=2024, end_year=2027
    )
    user = User.objects.create_user("first", name="首位", unit=programme.leadership)
    grant_role(user=user, programme=programme, name="leadership")
    return sign_in("first")


def test_an_empty_programme_says_what_to_do_next(empty):
    page = empty.get("/dashboard/")
    words = page.content.decode()

    assert page.status_code == 200
    assert [tile.text for tile in page.context["tiles"]] == ["—"] * 7
    assert "暂无项目数据：请先导入项目台账。" in words
    assert "<canvas" not in words
    assert page.context["published"] == []


def test_every_chart_of_an_empty_programme_is_served(empty):
    for name in ("course", "idle", "helpers", "needs", "open-findings", "closing-days"):
        data = empty.get(f"/charts/{name}.json").json()
        assert data["title"].startswith(("暂无", "没有"))
