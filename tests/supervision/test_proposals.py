"""What is proposed as a finding, and that nothing is proposed twice."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.figures.origins import usual_due_day
from supervision.figures.proposals import proposals
from supervision.models import DeclinedProposal, Finding, FindingSource
from tests.counting import statements
from tests.making import DAY, JUNE, MAY, building, entry, finding, line, posted, sent, task


def keys(cast, kind) -> list[str]:
    found = proposals(cast.clerk, cast.alpha, DAY)
    return [one.key for one in found if one.key.startswith(kind)]


def test_red_and_twice_yellow_projects_are_proposed_with_their_sentence(cast):
    one = building(cast.alpha, "Y1", cast.bureau_unit, 1200, name="连续黄灯工程")
    for month, amount in ((MAY, 250), (JUNE, 70)):  # 20 and 23 points behind
        entry(one, month, amount)
    [proposal] = [
        found
        for found in proposals(cast.clerk, cast.alpha, DAY)
        if found.about.get("project") == one
    ]
    assert proposal.unit == cast.bureau_unit
    assert proposal.text.startswith("连续黄灯工程：")
    assert "低于序时" in proposal.text or "低" in proposal.text


def test_missing_reports_overdue_tasks_and_idle_money_are_proposed(cast):
    late = task(cast.alpha, "L1", cast.bureau_unit, text="逾期任务", deadline=date(2024, 7, 1))
    helper = task(cast.alpha, "L2", cast.helper_unit, text="帮扶", deadline=date(2024, 7, 1))
    money = line(cast.alpha, "M1", payer_unit=cast.helper_unit, project=cast.road)
    posted(money, "planned", 100, date(2024, 2, 5))
    posted(money, "arrived", 100, date(2024, 2, 10))
    assert keys(cast, "missing") == [f"missing:{cast.dam.pk}:{JUNE}"]
    assert f"task:{late.pk}:2024-07-01" in keys(cast, "task")
    assert not any(f"task:{helper.pk}:" in key for key in keys(cast, "task"))
    assert keys(cast, f"money:{money.pk}") == [f"money:{money.pk}:2024-07"]


def test_what_is_recorded_or_declined_is_not_proposed_again(as_, cast):
    client, key = as_("clerk"), f"missing:{cast.dam.pk}:{JUNE}"
    page = client.get(reverse("finding_proposals"))
    assert "水库2024年6月未按时报送" in page.text
    address = f"{reverse('new_finding')}?proposal={key}"
    form = client.get(address).context["form"]
    assert (form.initial["unit"], form.initial["project"]) == (cast.bureau2_unit, cast.dam)
    fields = {
        "source": cast.finding.source_id,
        "found_on": "2024-07-08",
        "text": form.initial["text"],
        "unit": cast.bureau2_unit.pk,
        "colour": "reminder",
        "project": cast.dam.pk,
    }
    assert client.post(address, sent(**fields)).status_code == 302
    assert Finding.objects.get(origin=key).project == cast.dam
    assert keys(cast, "missing") == []
    light = proposals(cast.clerk, cast.alpha, DAY)[0].key
    decline = reverse("decline_proposal", args=[light])
    assert client.post(decline, sent(reason="已有说明")).status_code == 302
    assert DeclinedProposal.objects.get().key == light
    assert light not in keys(cast, "")
    assert client.get(decline).url == reverse("finding_proposals")


def of_missing_report(cast, client) -> tuple[str, dict]:
    """The address of the form that records the proposal, and its fields."""
    key = f"missing:{cast.dam.pk}:{JUNE}"
    address = f"{reverse('new_finding')}?proposal={key}"
    initial = client.get(address).context["form"].initial
    given = {"text": initial["text"], "unit": cast.bureau2_unit.pk, "project": cast.dam.pk}
    fixed = {"source": cast.finding.source_id, "found_on": "2024-07-08", "colour": "reminder"}
    return address, {**given, **fixed}


def test_a_proposal_that_another_person_recorded_leads_to_its_finding(as_, cast):
    client = as_("clerk")
    address, fields = of_missing_report(cast, client)
    assert client.post(address, sent(**fields)).status_code == 302
    made = Finding.objects.get(project=cast.dam, origin__startswith="missing")
    before, page = Finding.objects.count(), reverse("finding", args=[made.pk])
    answer = client.post(address, sent(**fields), follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "已立为问题" in answer.text
    assert client.get(address).url == page
    assert Finding.objects.count() == before


@pytest.mark.parametrize("state", ["open", "closed"])
def test_what_a_finding_recorded_is_not_proposed_again_in_any_state(as_, cast, state):
    address, fields = of_missing_report(cast, as_("clerk"))
    assert as_("clerk").post(address, sent(**fields)).status_code == 302
    Finding.objects.filter(project=cast.dam).update(state=state)
    assert keys(cast, "missing") == []
    # An import of the same ledger elsewhere knows no origin, the words are the same.
    Finding.objects.filter(project=cast.dam).update(origin="")
    assert keys(cast, "missing") == []
    Finding.objects.filter(project=cast.dam).update(found_on=date(2024, 6, 30))
    assert keys(cast, "missing") == [f"missing:{cast.dam.pk}:{JUNE}"]


def test_what_was_declined_stays_readable_with_reason_person_and_day(as_, cast):
    client, key = as_("clerk"), f"missing:{cast.dam.pk}:{JUNE}"
    assert 'id="declined"' not in client.get(reverse("finding_proposals")).text
    decline = reverse("decline_proposal", args=[key])
    assert client.post(decline, sent(reason="已有说明")).status_code == 302
    page = client.get(reverse("finding_proposals"))
    [one] = page.context["declined"]
    assert (one.key, one.reason, one.created_by) == (key, "已有说明", cast.clerk)
    shown = page.text.partition('id="declined"')[2]
    day = timezone.localdate(one.created_at).isoformat()
    for words in ("已不予立项或维持现状：1项", one.text, "已有说明", str(cast.clerk), day):
        assert words in shown


def test_a_declined_proposal_is_not_recorded_after_all(as_, cast):
    client = as_("clerk")
    address, fields = of_missing_report(cast, client)
    decline = reverse("decline_proposal", args=[f"missing:{cast.dam.pk}:{JUNE}"])
    assert client.post(decline, sent(reason="已有说明")).status_code == 302
    before = Finding.objects.count()
    answer = client.post(address, sent(**fields), follow=True)
    assert answer.redirect_chain == [(reverse("finding_proposals"), 302)]
    assert "该建议已处理，不再提示。" in answer.text
    assert Finding.objects.count() == before


def test_a_proposal_names_the_open_findings_about_the_same_record(as_, cast):
    late = task(cast.alpha, "L1", cast.bureau_unit, deadline=date(2024, 7, 1))
    money = line(cast.alpha, "M1", payer_unit=cast.helper_unit, project=cast.road)
    posted(money, "planned", 100, date(2024, 2, 5))
    posted(money, "arrived", 100, date(2024, 2, 10))
    about = {"project": cast.dam, "task": late, "fund_line": money}
    for name, record in about.items():
        finding(cast.alpha, f"K-{name}", cast.bureau_unit, **{name: record})
        finding(cast.alpha, f"Z-{name}", cast.bureau_unit, state="closed", **{name: record})
    page = as_("clerk").get(reverse("finding_proposals"))
    found = {one.key: [f.number for f in one.findings] for one in page.context["proposals"]}
    assert found[f"missing:{cast.dam.pk}:{JUNE}"] == ["K-project"]
    assert found[f"task:{late.pk}:2024-07-01"] == ["K-task"]
    assert found[f"money:{money.pk}:2024-07"] == ["K-fund_line"]
    assert "已有未销号问题：" in page.text
    assert (
        f'href="{reverse("finding", args=[Finding.objects.get(number="K-task").pk])}"' in page.text
    )


@pytest.mark.parametrize("who", ["bureau", "helper", "leader"])
def test_only_the_task_force_reads_what_is_proposed(as_, who):
    assert as_(who).get(reverse("finding_proposals")).status_code == 403


def test_the_page_takes_the_same_statements_for_one_and_for_many(as_, cast):
    client, address = as_("clerk"), reverse("finding_proposals")
    given = {"programme": cast.alpha, "text": "旧建议", "reason": "已办", "created_by": cast.clerk}
    DeclinedProposal.objects.create(key="old", **given)
    few = statements(client, address)
    for number in range(20):
        one = task(cast.alpha, f"V{number}", cast.bureau_unit, deadline=date(2024, 7, 1))
        finding(cast.alpha, f"V{number}", cast.bureau_unit, task=one)
        DeclinedProposal.objects.create(key=f"old{number}", **given)
    assert statements(client, address) == few


def test_idle_money_is_named_and_each_proposal_opens_what_it_is_about(as_, cast):
    money = line(cast.alpha, "M1", payer_unit=cast.helper_unit, project=cast.road)
    posted(money, "planned", 100, date(2024, 2, 5))
    posted(money, "arrived", 100, date(2024, 2, 10))
    found = {one.key: one for one in proposals(cast.clerk, cast.alpha, DAY)}
    one = found[f"money:{money.pk}:2024-07"]
    assert one.text.startswith(f"M1 {cast.road.name}：")
    assert one.address == reverse("fund_line", args=[money.pk])
    page = as_("clerk").get(reverse("finding_proposals")).text
    for each in found.values():
        assert f'href="{each.address}"' in page


def test_the_form_of_a_proposal_has_its_source_and_day(as_, cast):
    source = FindingSource.objects.create(programme=cast.alpha, name="月度调度")
    address = f"{reverse('new_finding')}?proposal=missing:{cast.dam.pk}:{JUNE}"
    initial = as_("clerk").get(address).context["form"].initial
    assert (initial["source"], initial["due_on"]) == (source, date(2024, 7, 31))


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2024, 7, 21), date(2024, 7, 31)),
        (date(2024, 7, 22), date(2024, 8, 31)),
        (date(2024, 12, 31), date(2025, 1, 31)),
    ],
)
def test_the_day_of_a_proposal_is_the_end_of_the_month_or_of_the_next(on, due):
    assert usual_due_day(on) == due
