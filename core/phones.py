"""Phone numbers: told from the name that they stand behind, and shown in part."""

import re
import unicodedata

# A mobile number, with or without +86; a line with its area code; a line of the same town.
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[-—– ]?\d{7,8}(?!\d)"
    r"|(?<!\d)[2-8]\d{6,7}(?!\d)"
)
# A number of an identity card, and one of a mobile telephone: of private people neither is kept.
PRIVATE = re.compile(
    r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
)
# What people write around a number, once the number itself is gone.
AROUND = re.compile(
    r"(?:联系)?(?:电话|手机|座机|方式|号码|tel|phone)+|[\s:：,，、;；/()（）+-]+$", re.I
)
AT_MOST = 2  # numbers that are kept


def split_phone(text: str) -> tuple[str, str]:
    """Name and phone of what was typed as one: “张三（电话：13812345678）”. Further numbers than
    two are left out; where there is no number, the text is the name as it stands."""
    plain = unicodedata.normalize("NFKC", text)
    found = PHONE.findall(plain)
    if not found:
        return text, ""
    name = AROUND.sub("", PHONE.sub("", plain))
    return AROUND.sub("", name).strip(" ():,"), "、".join(found[:AT_MOST])


def contains_private_number(text: str) -> bool:
    """Whether the text holds a number of an identity card or of a mobile telephone."""
    return bool(PRIVATE.search(unicodedata.normalize("NFKC", text)))


def mask_phone(phone: str) -> str:
    """138****5678; of a short number the last two digits alone, of what is none nothing."""
    shown = [_masked_one(re.sub(r"\D", "", one)) for one in phone.split("、") if one]
    return "、".join(shown)


def _masked_one(digits: str) -> str:
    if len(digits) > 11 and digits.startswith("86"):
        digits = digits[2:]
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 10 else f"****{digits[-2:]}"
