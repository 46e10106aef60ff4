"""What follows the text of a document: the mention of its annex, the place of the issuer and of the
day, and the annex on landscape pages: every project with a plan of the year."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from core.files.word_layout import (
    BODY,
    FANG_SONG,
    HEI,
    TEXT_HEIGHT,
    TITLE,
    TITLE_SIZE,
    add_indented,
    add_landscape,
    add_run,
    add_signature,
)
from reports.renderers.word_tables import add_grid

ANNEX = "有年度计划的项目进度表"
NUMBER = {"label": "序号", "kind": "count"}
PLAN = "年计划"
LEFT_OUT = {"项目编码", "行业", "乡镇", "开工以来累计", "进度灯", "形象进度", "存在问题"}


def add_ending(document: Document, content: dict) -> None:
    table = annex_of(content["projects"])
    if table["rows"]:
        document.add_paragraph()
        add_run(add_indented(document), f"附件：{ANNEX}", FANG_SONG, BODY)
    add_signature(document)
    if table["rows"]:
        _annex(document, table, content)


def annex_of(projects: dict) -> dict:
    """The projects with a plan of the year, with the columns that fit a page."""
    columns = projects["columns"]
    kept = [place for place, each in enumerate(columns) if each["label"] not in LEFT_OUT]
    plan = next(place for place, each in enumerate(columns) if each["label"].endswith(PLAN))
    planned = [row for row in projects["rows"] if row["cells"][plan] is not None]
    return {
        "columns": [NUMBER, *(columns[place] for place in kept)],
        "rows": [
            {**row, "cells": [number, *(row["cells"][place] for place in kept)]}
            for number, row in enumerate(planned, 1)
        ],
        "total": None,
    }


def _annex(document: Document, table: dict, content: dict) -> None:
    add_landscape(document)
    add_run(document.add_paragraph(), "附件", HEI, BODY)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(34)
    add_run(title, f"{ANNEX}{content['issue']}", TITLE, TITLE_SIZE)
    add_grid(document, table, content["decimals"], TEXT_HEIGHT)
