"""The Word file of an order, opened and read back."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from core.audit.models import Event
from core.choices import Provenance
from supervision.models import Order
from supervision.services.orders import receive_order, revoke_order, sign_order
from tests.making import DAY, finding, order


@pytest.fixture
def findings(cast):
    given = {"measures": "6月底前完成征地", "person": "王某"}
    one = finding(cast.alpha, "F1", cast.bureau_unit, text="征地进度滞后", **given)
    return [one, finding(cast.alpha, "F2", cast.bureau_unit, text="台账不全", due_on=None)]


def drafted(cast, findings, **values) -> Order:
    given = {"created_by": cast.clerk, "demands": "征地协议签订并有影像", "colour": "yellow"}
    return order(cast.alpha, *findings, **{**given, **values})


def signed(cast, findings, **values) -> Order:
    made = drafted(cast, findings, **values)
    sign_order(made, version=1, by=cast.approver, on=DAY)
    return made


def opened(client, made: Order):
    answer = client.get(reverse("order_file", args=[made.pk]))
    assert answer.status_code == 200
    return Document(BytesIO(answer.content))


def lines(document) -> list[str]:
    return [one.text for one in document.paragraphs if one.text.strip()]


def has_watermark(document) -> bool:
    return 'string="草稿"' in document.sections[0].header._element.xml


def test_a_signed_order_has_its_number_unit_elements_and_places(as_, cast, findings):
    document = opened(as_("bureau"), signed(cast, findings))
    assert lines(document) == [
        "督办单",
        "督办〔2024〕1号",
        f"{cast.bureau_unit}：",
        "根据工作方案，现就下列问题予以督办（督办颜色：黄），请按要求整改。",
        "请于2024年7月31日前反馈整改情况。",
        "（单位署名、盖章）",
        "　　　　年　　月　　日",
        f"签发人：{cast.approver}　签发日期：2024年7月8日",
        "签收人：　　　　　　　签收时间：　　　　年　　月　　日",
    ]
    [table] = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    unit = str(cast.bureau_unit)
    assert rows[:3] == [
        ["序号", "问题", "整改措施", "责任单位/责任人", "整改时限", "完成（销号）标准"],
        ["1", "征地进度滞后", "6月底前完成征地", f"{unit}\n王某", "2024年7月31日", "—"],
        ["2", "台账不全", "—", unit, "—", "—"],
    ]
    assert rows[3][:2] == ["督办要求", "征地协议签订并有影像"]
    assert not has_watermark(document)


def test_a_draft_has_no_number_and_is_marked_as_one(as_, cast, findings):
    document = opened(as_("clerk"), drafted(cast, findings))
    found = lines(document)
    assert found[:2] == ["督办单", "（草稿，未编号）"]
    assert not any("签发" in line for line in found)
    assert has_watermark(document)


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [("reminder", "提示函", "予以提示"), ("letter", "督办函", "予以督办")],
)
def test_each_form_has_its_title(as_, cast, findings, kind, title, words):
    made = drafted(cast, findings, kind=kind, basis="", provenance=Provenance.ILLUSTRATIVE)
    first, _number, mark, _unit, opening, *_others = lines(opened(as_("clerk"), made))
    assert (first, mark) == (title, "（演示数据）")
    assert opening.startswith("现就下列问题") and words in opening


@pytest.mark.parametrize(("kind", "verb"), [("reminder", "提示"), ("letter", "督办")])
def test_a_reminder_letter_reminds(as_, cast, findings, kind, verb):
    document = opened(as_("clerk"), drafted(cast, findings, kind=kind))
    assert lines(document)[3] == (
        f"根据工作方案，现就下列问题予以{verb}（{verb}颜色：黄），请按要求整改。"
    )
    assert document.tables[0].rows[-1].cells[0].text == f"{verb}要求"


@pytest.mark.parametrize(
    ("basis", "start"),
    [
        ("根据县委常委会议纪要。", "根据县委常委会议纪要，现就"),
        ("根据《根据方案》", "根据《根据方案》，现就"),
        ("根据根据地建设方案", "根据根据地建设方案，现就"),
        ("根据", "现就"),
    ],
)
def test_the_basis_is_led_in_once(as_, cast, findings, basis, start):
    document = opened(as_("clerk"), drafted(cast, findings, basis=basis))
    assert lines(document)[3].startswith(start)


def test_who_signed_for_it_is_named_and_what_is_revoked_is_marked(as_, cast, findings):
    made = signed(cast, findings)
    receive_order(made, version=2, by=cast.bureau, at=datetime(2024, 7, 8, 4, 54, tzinfo=UTC))
    last = f"签收人：{cast.bureau}　签收时间：2024年7月8日 12:54"
    assert lines(opened(as_("bureau"), made))[-1] == last
    revoke_order(made, version=3, reason="问题有误")
    assert lines(opened(as_("clerk"), made))[2] == "（已撤销：问题有误）"


def test_the_download_is_recorded_and_refused_to_others(as_, cast, findings):
    made = signed(cast, findings)
    answer = as_("bureau").get(reverse("order_file", args=[made.pk]))
    assert "attachment" in answer["Content-Disposition"]
    event = Event.objects.get(kind="download")
    assert event.about == f"督办〔2024〕1号 {cast.bureau_unit}.docx"
    for who, status in (("helper", 403), ("bureau2", 404)):
        assert as_(who).get(reverse("order_file", args=[made.pk])).status_code == status
    draft = drafted(cast, findings)
    assert as_("bureau").get(reverse("order_file", args=[draft.pk])).status_code == 404
