"""More projects than a page of a list holds."""

import pytest

from tests.making import JUNE, building, entry, wan


@pytest.fixture
def many(cast):
    """Sixty projects more, each with an entry: two pages."""
    for number in range(60):
        code, plan, total = f"M{number:02d}", 100 + number, wan(f"{number}.12")
        given = {"name": f"第{number}个", "total_investment": total}
        made = building(cast.alpha, code, cast.bureau_unit, plan, **given)
        entry(made, JUNE, f"{number}.345678")
    return cast
