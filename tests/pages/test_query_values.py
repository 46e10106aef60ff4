"""What a page says of a value in its address that it does not understand."""

import pytest

from core.web.filters import MAX_LENGTH

LIST = "/projects/"


def page(as_, query: str, address: str = LIST) -> str:
    return as_("clerk").get(f"{address}?{query}").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("month=9999-99", "月份：“9999-99”不在可选范围内，因此未显示任何行。"),
        ("stage=zz", "阶段：“zz”不在可选范围内，因此未显示任何行。"),
        ("owner=x", "责任单位：“x”不在可选范围内，因此未显示任何行。"),
        ("kind=" + "长" * 30, f"类型：“{'长' * 20}…”不在可选范围内，因此未显示任何行。"),
        ("q=" + "长" * 101, f"搜索：最多{MAX_LENGTH}个字，现为101个字，因此未显示任何行。"),
    ],
)
def test_a_filter_names_itself_and_the_value_in_one_sentence(as_, query, sentence):
    text = page(as_, query)
    assert sentence in text
    assert "选择一个有效的选项" not in text


def test_a_day_of_a_filter_keeps_the_way_to_write_it(as_):
    text = page(as_, "from=abc", "/projects/changes/")
    assert "起：“abc”不是日期" in text
    assert "截止日期早于" not in text


@pytest.mark.parametrize("day", ["abc", "2024-13-40", "9999-12-31"])
@pytest.mark.parametrize("address", [LIST, "/projects/board/", "/dashboard/", "/my/", "/tasks/"])
def test_each_page_says_of_which_day_it_is_where_the_one_of_its_address_is_none(as_, address, day):
    sentence = f"“{day}”不是日期（请写成2024-07-08），现显示2024-07-08的数据。"
    assert sentence in page(as_, f"as_of={day}", address)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sort=zz", "列表不能按“zz”排序，已忽略。"),
        ("sort=-zz&sort=code", "列表不能按“-zz”排序，已忽略。"),
        ("page=zz", "没有第“zz”页，现显示第1页。"),
        ("page=99", "没有第“99”页，现显示第1页。"),
        ("page=-1", "没有第“-1”页，现显示第1页。"),
        ("per_page=7", "每页不能显示“7”行，现为50行。"),
        ("columns=name,zz", "列表没有“zz”这一列，已忽略。"),
    ],
)
def test_a_list_says_what_it_leaves_out_and_shows_its_rows(as_, cast, query, sentence):
    text = page(as_, query)
    assert sentence in text
    assert cast.road.name in text


@pytest.mark.parametrize(
    "query", ["", "as_of=", "as_of=2024.6.30", "sort=&sort=-code", "page=1", "per_page=100"]
)
def test_what_is_understood_needs_no_sentence(as_, cast, query):
    text = page(as_, query)
    assert cast.road.name in text
    assert 'role="alert">' not in text.replace('role="alert" data-no', "")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{LIST}?_export=xlsx&month=9999-99", "“9999-99”不在可选范围内"),
        (f"{LIST}?_export=csv&as_of=abc", "“abc”不是日期"),
        ("/projects/by-sector/?_export=csv&stage=zz", "“zz”不在可选范围内"),
        ("/projects/all/csv/?month=9999-99", "“9999-99”不是月份"),
    ],
)
def test_no_file_is_made_of_what_is_not_understood(as_, address, words):
    answer = as_("clerk").get(address)
    assert answer.status_code == 400
    assert "文件未生成" in answer.text
    assert words in answer.text
