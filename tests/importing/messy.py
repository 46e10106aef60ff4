"""A small ledger, tidy, and what hands do to such sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADS = (
    "序号", "项目编码", "项目名称", "建设性质", "所属行业", "所在乡镇", "项目阶段", "总投资",
    "至上年底累计完成投资", "2024年计划投资", "6月完成投资", "1-6月累计完成投资", "形象进度",
    "计划开工", "实际开工", "计划竣工", "存在问题", "包联领导", "责任单位", "是否入库纳统",
)  # fmt: skip
CODE, NAME, SECTOR, TOWNSHIP, STAGE = 1, 2, 4, 5, 6
MONEY = range(7, 12)
TOTAL, PLAN, MONTH = 7, 9, 10
START, STARTED, FINISH = 13, 14, 15
UNIT = 18
TITLE = "马边县重点项目推进情况表(截至2024年6月底)"
RECORDS = (
    (
        1, "XM-01", "丁家磷矿二期", "扩建", "磷化工", "荣丁镇", "在建", 17928.02,
        1200.5, 8000, 650, 4100.25, "井巷掘进", "2024-01", "2024-02", "2025-12",
        "汛期施工受阻", "县领导01", "县经济信息化局", "是",
    ),
    (
        2, "XM-02", "磷酸铁锂配套工程", "新建", "磷化工", "劳动镇", "前期工作", 130000,
        0, None, None, None, "可研编制中", "2024-12", None, "2026-06",
        None, "县领导01", "县经济信息化局", None,
    ),
    (
        3, "XM-03", "茶叶加工园", "新建", "农业", "荍坝镇", "在建", 3000,
        0, 1500, 0, 300, "基础完成", "2024-03", "2024-03", "2024-12",
        None, "县领导02", "县农业农村局", "否",
    ),
    (
        4, "XM-04", "芦稿溪水库", "新建", "水利", "民主镇", "在建", 9100,
        2000, 2400, 180.75, 900, "大坝填筑", "2022-10", "2022-10", "2025-06",
        None, "县领导02", "县水务局", "是",
    ),
)  # fmt: skip


@dataclass
class Mess:
    """A sheet to be built: what stands above the heads, the heads, the rows, and what is done to
    the finished sheet."""

    above: list[list] = field(default_factory=lambda: [[TITLE], ["单位:万元"]])
    heads: list[list] = field(default_factory=lambda: [list(HEADS)])
    rows: list[list] = field(default_factory=lambda: [list(row) for row in RECORDS])
    name: str = "台账"

    def put(self, column: int, *values: Any) -> "Mess":
        """Other values in a column, from the first row down."""
        for row, value in zip(self.rows, values, strict=False):
            row[column] = value
        return self

    def head(self, column: int, words: str) -> "Mess":
        self.heads[-1][column] = words
        return self

    @property
    def first_row(self) -> int:
        return len(self.above) + len(self.heads) + 1

    def fill(self, sheet: Worksheet) -> Worksheet:
        sheet.title = self.name
        for row in [*self.above, *self.heads, *self.rows]:
            sheet.append(row)
        return sheet


def summed(words: str, rows: Sequence[Sequence], at: int = 0) -> list:
    """A row of sums with its words in one of the columns."""
    total: list = [None] * len(HEADS)
    for column in MONEY:
        total[column] = round(sum(row[column] or 0 for row in rows), 2)
    total[at] = words
    return total


def save(path: Path, *messes: Mess, after: Callable[[Worksheet], Any] = lambda sheet: None) -> Path:
    """One sheet for each mess; ``after`` finishes the first."""
    book = Workbook()
    for number, mess in enumerate(messes):
        sheet = mess.fill(book.active if not number else book.create_sheet())
        if not number:
            after(sheet)
    book.save(path)
    return path
