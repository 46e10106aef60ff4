"""A request for a host that is not the platform's."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/tasks/", "/sign-in/"])
def test_a_foreign_host_is_refused_with_a_page(client, settings, address):
    settings.ALLOWED_HOSTS = ["bangfu.example.gov.cn"]
    answer = client.get(address, headers={"host": "other.example"})
    assert answer.status_code == 400
    assert "请求有误" in answer.text
