"""Phone numbers: split from the name before them, and masked."""

import re
import unicodedata

# A mobile number, with or without +86; a line with its area code; a line of the same town.
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[-—– ]?\d{7,8}(?!\d)"
    r"|(?<!\d)[2-8]\d{6,7}(?!\d)"
)
# Numbers of identity cards and mobile phones are not stored of private people.
PRIVATE = re.compile(
    r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
)
# Labels and punctuation around a number.
PHONE_LABELS = re.compile(
    r"(?:联系)?(?:电话|手机|座机|方式|号码|tel|phone)+|[\s:：,，、;；/()（）+-]+$", re.I
)
MAX_NUMBERS = 2  # per text; further numbers are dropped


def split_phone(text: str) -> tuple[str, str]:
    """Splits “张三（电话：13812345678）” into name and phone; without a number the whole text is
    the name."""
    plain = unicodedata.normalize("NFKC", text)
    found = PHONE.findall(plain)
    if not found:
        return text, ""
    name = PHONE_LABELS.sub("", PHONE.sub("", plain))
    return PHONE_LABELS.sub("", name).strip(" ():,"), "、".join(found[:MAX_NUMBERS])


def contains_private_number(text: str) -> bool:
    """Whether the text holds a number of an identity card or of a mobile telephone."""
    return bool(PRIVATE.search(unicodedata.normalize("NFKC", text)))


def mask_phone(phone: str) -> str:
    """138****5678; a short number shows its last two digits only."""
    masked = [_mask_digits(re.sub(r"\D", "", one)) for one in phone.split("、") if one]
    return "、".join(masked)


def _mask_digits(digits: str) -> str:
    if len(digits) > 11 and digits.startswith("86"):
        digits = digits[2:]
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 10 else f"****{digits[-2:]}"
