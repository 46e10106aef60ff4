"""A form whose record somebody else deleted: whether saving again creates it."""

from django.urls import reverse

from core.records import StaleRecord
from supervision.views import findings
from tests.making import JUNE, sent

GONE, ANEW = "其间该记录已被删除，无法再保存", "再次保存即重新填报"


def test_a_deleted_record_is_not_made_anew(as_, cast, monkeypatch):
    def deleted(*args, **values):
        raise StaleRecord(None)

    monkeypatch.setattr(findings, "edit_finding", deleted)
    one = cast.finding
    fields = {"source": one.source_id, "found_on": one.found_on.isoformat(), "text": "改过的问题"}
    fields |= {"unit": one.unit_id, "number": one.number}
    page = as_("clerk").post(reverse("edit_finding", args=[one.pk]), sent(1, **fields))
    assert page.status_code == 409
    assert (GONE in page.text, ANEW in page.text, "改过的问题" in page.text) == (True, False, True)


def test_an_entry_that_was_taken_back_is(as_, cast):
    page = reverse("project_entry", args=[cast.dam.pk, JUNE])
    answer = as_("clerk").post(page, sent(3, amount="10"))
    assert answer.status_code == 409
    assert (GONE in answer.text, ANEW in answer.text) == (False, True)
