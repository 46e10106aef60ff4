"""The code of a row in a feedback sheet. It is signed, so that a row names nothing that was not
sent; what its reader may change is decided by rights and by the present records."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

SIGNER = Signer(salt="programmes.feedback_sheet")
TASK = "task"  # the kind of the code of a task
MARK = 12  # hexadecimal digits
# In the cell 无变化 of a task of which there is no earlier report to repeat.
FIRST_OF_HELPER, FIRST_OF_COUNTY = "首次反馈请写进展", "首次填报请写进展"


@dataclass(frozen=True)
class RowCode:
    """``mark``: of the words in the locked cells, by which a changed one is noticed."""

    sheet: int
    kind: str
    record: int
    version: int
    mark: str

    def signed(self) -> str:
        values = (self.sheet, self.kind, self.record, self.version, self.mark)
        return SIGNER.sign(".".join(map(str, values)))


def read_code(words: str) -> RowCode | None:
    """None for a code that this platform did not write."""
    try:
        sheet, kind, record, version, mark = SIGNER.unsign(words).split(".")
    except (BadSignature, ValueError):
        return None
    return RowCode(int(sheet), kind, int(record), int(version), mark)


def mark_of(words: Iterable[str]) -> str:
    """Equal for words that differ in white space alone, which office programs change."""
    plain = "|".join("".join(one.split()) for one in words)
    return hashlib.sha256(plain.encode()).hexdigest()[:MARK]
