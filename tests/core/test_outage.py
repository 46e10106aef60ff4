"""When the database does not answer, the page says so, and that nothing was saved."""

import pytest
from django.db import InterfaceError, OperationalError

from core.web.error_pages import server_error


def answer(rf, error):
    try:
        raise error
    except Exception:
        return server_error(rf.get("/"))


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("gone")])
def test_an_outage_is_503_and_asks_to_wait(rf, error, monkeypatch, db):
    monkeypatch.setattr("core.web.error_pages.connection.close", lambda: None)
    response = answer(rf, error)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "本次操作未保存" in response.content.decode()


def test_any_other_failure_is_500(rf):
    response = answer(rf, ZeroDivisionError())
    assert response.status_code == 500
    assert "本次操作未保存" in response.content.decode()
