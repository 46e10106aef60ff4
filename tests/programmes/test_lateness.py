"""Only the task force and the leadership know that a helper is late
(docs/rules.md#lateness-of-helpers)."""

import pytest
from django.urls import reverse

from programmes.models import Task
from programmes.services.roles import grant_role
from tests import making

LATE = "2024-06-30"  # the day by which `help_task` was due; the cast's day is eight days later


@pytest.fixture
def supported(cast):
    """The bureau and the other helper support the helper's late task."""
    making.support(cast.help_task, cast.bureau_unit, cast.helper2_unit)
    return cast


def pages(cast) -> list[str]:
    return [
        reverse("tasks"),
        reverse("tasks") + "?_export=csv",
        reverse("task", args=[cast.help_task.pk]),
        reverse("unit", args=[cast.helper_unit.pk]),
    ]


@pytest.mark.parametrize(
    ("who", "knows"),
    [
        ("clerk", True),
        ("approver", True),
        ("leader", True),
        ("helper", True),
        ("finance", False),
        ("bureau", False),
        ("helper2", False),
    ],
)
def test_by_when_a_helper_must_give_feedback_is_known_to_few(as_, supported, who, knows):
    client = as_(who)
    for address in pages(supported):
        response = client.get(address)
        text = b"".join(response).decode()
        assert response.status_code == 200 and "培训致富带头人" in text, address
        assert (LATE in text) == knows, address
    # The digest of the task force names it.
    is_told = who in ("helper", "clerk", "approver")
    assert (LATE in client.get(reverse("my_work")).text) == is_told


@pytest.mark.parametrize(
    ("who", "late"),
    [("clerk", 1), ("leader", 1), ("helper", 1), ("finance", 0), ("bureau", 0), ("helper2", 0)],
)
def test_no_filter_tells_that_a_helper_is_late(as_, supported, who, late):
    client = as_(who)
    counts = {}
    for value in ("yes", "no"):
        page = client.get(reverse("tasks"), {"due": value, "helper": "yes"})
        counts[value] = len(page.context["table"].rows)
    seen = Task.objects.visible_to(getattr(supported, who)).led_by_helpers(supported.alpha).count()
    assert counts == {"yes": late, "no": seen - late}


def test_no_order_tells_it_either(supported):
    """Sorted by deadline, a helper's tasks stand among those without one."""
    tasks = Task.objects.visible_to(supported.finance).with_known_deadline(supported.finance)
    dated = tasks.filter(known_deadline__isnull=False)
    assert list(dated) == [supported.road_task]


def test_who_supports_a_partner_is_told_no_day(as_, supported):
    page = as_("bureau").get(reverse("my_work")).text
    assert "由帮扶方牵头" in page
    assert "商请" not in page and "逾期" not in page


def test_what_is_known_in_one_county_is_not_in_another(supported):
    grant_role(user=supported.beta.clerk, programme=supported.alpha, name="finance")
    rows = Task.objects.visible_to(supported.beta.clerk)
    known = rows.with_known_deadline(supported.beta.clerk).of(supported.alpha)
    assert known.get(number="T2").known_deadline is None


@pytest.mark.parametrize("who", ["bureau", "finance", "helper2"])
def test_who_may_not_know_the_day_reads_that_the_lead_unit_knows_it(as_, supported, who):
    client = as_(who)
    for address in pages(supported):
        assert "时限由牵头单位掌握" in b"".join(client.get(address)).decode(), address


def test_a_task_without_a_deadline_has_a_dash(as_, supported):
    supported.road_task.supporting_units.clear()
    Task.objects.filter(pk=supported.road_task.pk).update(deadline=None)
    text = as_("bureau").get(reverse("task", args=[supported.road_task.pk])).text
    assert "时限由牵头单位掌握" not in text
