"""A phone number behind a name is told from it, and shown in part."""

import pytest

from core.phones import mask_phone, split_phone


@pytest.mark.parametrize(
    ("text", "name", "phone", "shown"),
    [
        ("张三 13812345678", "张三", "13812345678", "138****5678"),
        ("张三（电话：138-1234-5678）", "张三", "138-1234-5678", "138****5678"),
        ("吉克阿木13812345678", "吉克阿木", "13812345678", "138****5678"),
        ("陈 七 (手机 +86 13912345678)", "陈 七", "+86 13912345678", "139****5678"),
        ("王五，联系电话 ０８３３－４５２１２３４", "王五", "0833-4521234", "083****1234"),
        (
            "李四13812345678/0833-4521234、13712345678",
            "李四",
            "13812345678、0833-4521234",
            "138****5678、083****1234",
        ),
        ("王 4521234", "王", "4521234", "****34"),
        ("13812345678", "", "13812345678", "138****5678"),
        ("张三、李四", "张三、李四", "", ""),
        ("沙马 (2组)", "沙马 (2组)", "", ""),
        ("", "", "", ""),
    ],
)
def test_name_and_phone_are_parted_and_the_phone_masked(text, name, phone, shown):
    assert split_phone(text) == (name, phone)
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(("phone", "shown"), [("12", "****12"), ("x", "****"), ("、", "")])
def test_what_is_no_number_is_masked_as_well(phone, shown):
    assert mask_phone(phone) == shown
