"""The findings of a unit of the county in its feedback sheet, to be filled in; a helper's sheet has
none (docs/rules.md#findings-in-feedback-sheets)."""

from programmes.exporters.feedback_parts import TEXT, YES, PartColumn, PartRow, SheetPart
from programmes.figures.sheet_codes import RowCode, mark_of
from programmes.models import FeedbackSheet
from supervision.figures.feedback import findings_of
from supervision.importers.finding_sheets import FINDING, LONGEST
from supervision.models import Finding

GUIDE = (
    "只填写浅色单元格：写明整改情况；已整改到位的，在“申请销号”选“是”。"
    "其他单元格请勿改动，填好后发回即可。"
)


def finding_columns(sheet: FeedbackSheet) -> list[PartColumn]:
    return [
        PartColumn("识别码", 2, is_hidden=True),
        PartColumn("问题编号", 12),
        PartColumn("问题内容", 40),
        PartColumn("整改时限", 11),
        PartColumn("上次整改情况", 30),
        PartColumn("整改情况", 40, TEXT, LONGEST),
        PartColumn("申请销号", 9, YES),
    ]


def finding_rows(sheet: FeedbackSheet) -> list[PartRow]:
    """The findings that the unit has to rectify."""
    return [_row(sheet, one) for one in findings_of(sheet)]


def _row(sheet: FeedbackSheet, one: Finding) -> PartRow:
    locked = [one.number, one.text, one.due_on.isoformat() if one.due_on else ""]
    code = RowCode(sheet.pk, FINDING, one.pk, one.version, mark_of(locked)).signed()
    return PartRow([code, *locked, one.situation])


finding_part = SheetPart("问题整改", finding_columns, finding_rows, GUIDE)
