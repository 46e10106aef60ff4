import re

import pytest

from core.pinyin import initials_pattern


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("xwy", "玄武岩纤维拉丝项目"),
        ("XWY", "建筑用玄武岩灰岩矿开发"),
        ("ncgl", "农村公路"),
        ("cqgl", "重庆公路"),  # 重 is read chong and zhong
        ("zqgl", "重庆公路"),
        ("mbx", "马边县"),
    ],
)
def test_text_is_found_by_the_first_letters_of_its_pinyin(word, text):
    assert re.search(initials_pattern(word), text)


def test_letters_stand_for_neighbouring_characters():
    assert not re.search(initials_pattern("xyls"), "玄武岩纤维拉丝项目")
    assert re.search(initials_pattern("qwls"), "qwls")


@pytest.mark.parametrize("word", ["x", "公路", "p1", "a b", "v" * 3, "ui", "a" * 13, "é", ""])
def test_other_words_are_no_initials(word):
    assert initials_pattern(word) == ""
