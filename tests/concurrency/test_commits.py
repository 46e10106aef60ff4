"""What the database refuses at the very end of a request, when its view has answered already."""

import pytest
from django.test import Client
from django.urls import reverse

from core.web import form_pages
from programmes.forms.base import ProgrammeForm
from programmes.models import Need
from tests.making import sent
from tests.records import RECORDS

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_key_refused_at_the_commit_is_a_conflict_in_words(cast, monkeypatch):
    """As where a page writes without asking the database before its answer."""
    monkeypatch.setattr(
        ProgrammeForm, "choices_for", lambda self, name, model: model._default_manager.all()
    )
    monkeypatch.setattr(form_pages.connection, "check_constraints", lambda: None)
    client = Client(raise_request_exception=False)
    client.force_login(cast.clerk)
    values = {**RECORDS["need"].values(cast), "category": cast.beta.need.category.pk}
    page = client.post(reverse("new_need"), sent(**values))
    assert page.status_code == 409
    assert "他人刚刚保存了相同内容" in page.text
    assert not Need.objects.filter(text="缺水渠").exists()
