"""docs/security.md keeps its word: each promise has a test that exists, or says why it has none."""

import ast
import re
from functools import cache

from mabian.environment import CHECKOUT

TEST = re.compile(r"tests/[\w/]+\.py::\w+(?:\[[^\]|]+\])?")
NUMBER = re.compile(r"V([1-9]|1[0-7])\.[1-9]\d?\.[1-9]\d?|7\.1\.(4\.([1-9]|10)( [a-e]\))?|5\.[12])")
REASON = re.compile(r"(operator|not claimed): \w+")


def rows() -> list[list[str]]:
    """Promise, items and what holds it, of each line of each table."""
    text = (CHECKOUT / "docs/security.md").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[1] != "Items" and not row[0].startswith("---")]


def items(row: list[str]) -> list[str]:
    return re.findall("`([^`]+)`", row[1])


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((CHECKOUT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def exists(test: str) -> bool:
    path, _, name = test.partition("::")
    name = name.partition("[")[0]
    return name.startswith("test_") and (CHECKOUT / path).is_file() and name in functions(path)


def test_each_row_has_three_cells_and_one_sentence_of_its_own():
    found = rows()
    assert len(found) > 50
    assert [row for row in found if len(row) != 3 or not all(row)] == []
    assert len({row[0] for row in found}) == len(found)


def test_each_promise_is_held_by_tests_that_exist_or_says_why_not():
    for promise, _items, held in rows():
        if not REASON.match(held):
            for test in held.split(", "):
                assert TEST.fullmatch(test), (promise, test)
                assert exists(test), (promise, test)


def test_the_test_would_miss_a_test_that_is_gone():
    assert not exists("tests/platform/test_security_doc.py::test_that_nobody_wrote")
    assert not exists("tests/platform/test_gone.py::test_x")


def test_each_number_has_the_form_of_its_standard():
    for row in rows():
        assert row[1] == "—" or items(row), row[0]
        assert [item for item in items(row) if not NUMBER.fullmatch(item)] == [], row[0]


def test_nothing_is_both_promised_and_left_to_others():
    held, left = set(), set()
    for row in rows():
        (left if REASON.match(row[2]) else held).update(items(row))
    assert held & left == set()
    assert len(held) > 90
    assert left


def test_the_deviations_are_decisions():
    text = (CHECKOUT / "docs/security.md").read_text("utf-8")
    heads = re.findall("^###? (.+)$", (CHECKOUT / "docs/decisions.md").read_text("utf-8"), re.M)
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    linked = re.findall(r"decisions\.md#([\w-]+)", text)
    assert linked and set(linked) <= anchors
    for number in ("V6.2.5", "V6.2.10"):
        assert any(number in items(row) and "not claimed" in row[2] for row in rows())
