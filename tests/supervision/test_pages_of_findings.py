"""The list of findings, the page of an order, evidence, and numbers that are the same."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.attachments import services
from supervision.models import Finding, FindingAttachment, Order
from supervision.services.orders import sign_order
from tests.counting import statements
from tests.making import DAY, finding, order, sent
from tests.rights.conftest import PDF


@pytest.fixture
def file(cast, settings, tmp_path) -> FindingAttachment:
    settings.MEDIA_ROOT = tmp_path / "media"
    upload = SimpleUploadedFile("佐证.pdf", PDF)
    return services.attach(FindingAttachment, cast.finding, upload, by=cast.bureau)


@pytest.mark.parametrize(
    ("state", "stays"),
    [("open", False), ("rectifying", False), ("rectified", False), ("closed", True)],
)
def test_the_evidence_of_a_closed_finding_stays(as_, cast, file, state, stays):
    Finding.objects.filter(pk=cast.finding.pk).update(state=state)
    address = reverse("remove_finding_attachment", args=[cast.finding.pk, file.pk])
    page = as_("bureau").post(address, sent(1), follow=True).text
    assert FindingAttachment.objects.exists() == stays
    assert ("佐证材料随问题保留" in page) == stays


def test_a_finding_under_an_order_is_not_deleted_and_says_so_before_a_reason_is_typed(as_, cast):
    address = reverse("delete_finding", args=[cast.finding.pk])
    assert as_("clerk").get(address).status_code == 200
    one = order(cast.alpha, cast.finding, created_by=cast.clerk)
    sign_order(one, version=1, by=cast.approver, on=DAY)
    answer = as_("clerk").get(address, follow=True)
    assert answer.redirect_chain == [(reverse("finding", args=[cast.finding.pk]), 302)]
    assert f"“征地滞后”已列入{one.number}，不能删除。" in answer.text
    assert Finding.objects.filter(pk=cast.finding.pk).exists()


@pytest.mark.parametrize("number", ["d1", "Ｄ１", "D 1", " ｄ1"])
def test_a_number_that_differs_in_case_or_width_alone_is_the_same(as_, cast, number):
    fields = {"source": cast.finding.source_id, "found_on": "2024-07-08", "text": "另一问题"}
    fields |= {"unit": cast.bureau_unit.pk, "colour": "reminder", "number": number}
    page = as_("clerk").post(reverse("new_finding"), sent(**fields))
    assert "已有" in str(page.context["form"].errors["number"])
    with pytest.raises(IntegrityError), transaction.atomic():
        finding(cast.alpha, number.strip(), cast.bureau_unit)


def test_the_light_follows_the_text_in_the_list(as_, cast):
    table = as_("clerk").get(reverse("findings")).context["table"]
    assert [column.name for column in table.columns][:2] == ["text", "light"]


def signed(cast, *findings):
    one = order(cast.alpha, *findings, created_by=cast.clerk)
    sign_order(one, version=1, by=cast.approver, on=DAY)
    return reverse("order", args=[one.pk])


@pytest.mark.parametrize(
    ("who", "state", "offered"),
    [
        ("bureau", "open", True),
        ("bureau", "rectifying", True),
        ("bureau", "rectified", False),
        ("bureau", "closed", False),
        ("clerk", "open", True),
        ("leader", "open", False),
        ("finance", "open", False),
    ],
)
def test_an_order_leads_its_unit_to_the_report_on_each_finding(as_, cast, who, state, offered):
    page = signed(cast, cast.finding)
    Finding.objects.filter(pk=cast.finding.pk).update(state=state)
    address = reverse("report_on_finding", args=[cast.finding.pk])
    assert (address in as_(who).get(page).text) == offered


@pytest.mark.parametrize("who", ["clerk", "bureau"])
def test_the_page_of_an_order_takes_the_same_statements_for_many(as_, cast, who):
    client, page = as_(who), signed(cast, cast.finding)
    few = statements(client, page)
    many = signed(
        cast, *(finding(cast.alpha, f"O{number}", cast.bureau_unit) for number in range(20))
    )
    assert statements(client, many) == few


def test_an_order_is_not_saved_without_demands(as_, cast):
    fields = {"kind": "order", "colour": "yellow", "unit": cast.bureau_unit.pk}
    fields |= {"findings": [cast.finding.pk], "due_on": "2024-08-01"}
    page = as_("clerk").post(reverse("new_order"), sent(**fields, demands=" "))
    assert list(page.context["form"].errors) == ["demands"]
    assert not Order.objects.exists()
    page = as_("clerk").post(reverse("new_order"), sent(**fields, demands="限期整改"))
    assert (page.status_code, Order.objects.get().demands) == (302, "限期整改")
