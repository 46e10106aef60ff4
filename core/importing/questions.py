"""The questions of a preview as errors, for an import without a person to answer them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.importing.rows import QUESTION, Problem


def unanswered(importer: Any) -> Iterator[Problem]:
    """The words for which nothing was chosen, and the columns of amounts that are not read."""
    for one in importer.unknown.values():
        if one.needs_choice:
            words = QUESTION % {"column": one.column, "words": one.words, "count": one.rows}
            yield Problem(None, one.column, one.words, with_instructions(words))
    for table in importer.tables:
        _computed, unread = table.unread(importer.computed)
        for head in (head for head in unread if head.unit or head.unit_above):
            words = with_instructions(_("Column “%(words)s”") % {"words": head.words})
            sheet = importer.sheet_name(table)
            yield Problem(head.row, head.words, head.words, words, sheet, head.index)


def with_instructions(question: str) -> str:
    message = _(
        "%(question)s: not chosen yet. Upload the workbook under “Import” in the browser and "
        "choose in the preview what is meant: it is remembered for this command, too."
    )
    return message % {"question": question}
