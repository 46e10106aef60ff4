"""A browser at the county's sample, as it stands after the set-up."""

from collections.abc import Callable
from typing import Any

import pytest

from mabian.sample.loading import load_sample, stored_password
from programmes.models import Programme


@pytest.fixture
def county(transactional_db: None) -> Programme:
    load_sample()
    return Programme.objects.get(code="mabian")


@pytest.fixture
def at(live_server: Any, page: Any, county: Programme) -> Callable[[str], Any]:
    """``at("/my/")``: the browser's page at that address of the sample."""

    def go(address: str) -> Any:
        page.goto(f"{live_server.url}{address}")
        return page

    return go


@pytest.fixture
def sign_in(at: Callable[[str], Any], page: Any) -> Callable[[str], Any]:
    """``sign_in("clerk")``: signed in by the form as one of the sample's people, and no other."""

    def sign_in(name: str) -> Any:
        page.context.clear_cookies()
        at("/sign-in/")
        page.get_by_label("登录名").fill(name)
        page.get_by_label("密码").fill(stored_password())
        page.get_by_role("button", name="登录").click()
        page.wait_for_load_state()
        assert "/sign-in/" not in page.url
        return page

    return sign_in
