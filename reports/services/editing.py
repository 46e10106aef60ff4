"""Editing a draft before its approval: paragraph by paragraph, or in Word; returning it to the
task force, and submitting it again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.attachments.types import ContentType
from core.attachments.validators import error_of, validate_upload
from programmes.rules import is_approver
from reports.content.edits import TO_FILL, edited, places
from reports.models import CORRECTED, ReportRun
from reports.renderers import corrected, files
from reports.renderers.word import render_word
from reports.services.generation import Refused, final_content, lock, render
from reports.services.notices import notify_returned, notify_submitted, resolve_notices


@transaction.atomic
def edit_text(run: ReportRun, *, texts: list[str], by, version: int | None = None) -> ReportRun:
    """Store the words of every paragraph in order; empty ones leave it out. Words equal to the
    generated ones are no edit. Raises StaleRecord and Refused."""
    run = _locked(run, version)
    found = places(run.content, run.edits)
    pairs = zip(found, map(_tidy, texts), strict=True)
    edits = [_edit(place, text) for place, text in pairs if text != place.generated]
    if edits == [place.edit for place in found if place.edit]:
        return run
    run.edits = edits
    return _save(run, by)


def _tidy(text: str) -> str:
    """Without empty lines and spaces at the ends of lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _edit(place, text: str) -> dict:
    return {"section": place.section, "base": place.generated, "text": text}


def _locked(run: ReportRun, version: int | None, *, replaces_word: bool = False) -> ReportRun:
    """The locked run; raises StaleRecord, and Refused where it takes no edits."""
    run = lock(run, version)
    if reason := editing_refusal(run, replaces_word=replaces_word):
        raise Refused(reason)
    return run


def editing_refusal(run: ReportRun, *, replaces_word: bool = False) -> str:
    """Why the text cannot be edited, as a sentence; empty where it can."""
    newest = ReportRun.objects.of(run.programme).newest(run.kind, run.period)
    checks = (
        (not run.is_draft, _("It is approved already.")),
        (not run.is_done, _("It is not made yet.")),
        (newest != run, _("There is a newer revision.")),
        (
            bool(run.word) and not replaces_word,
            _("A corrected Word was put back: take it off first."),
        ),
    )
    return next((reason for refused, reason in checks if refused), "")


def _save(run: ReportRun, by, word: bytes = b"") -> ReportRun:
    """Store the edits with files of their own, and the corrected Word if any; the files before are
    deleted after the commit."""
    run.version += 1
    kept = render(run, final_content(run), f"edited-{run.version}", draft=True)
    if word:
        name = f"{CORRECTED}{run.version}.docx"
        kept[name] = files.write(run, name, word)
    run.files, run.edited_by, run.edited_at = kept, by, Now()
    about = ("edited_by", "edited_at", "updated_at")
    run.save(update_fields=["edits", "word", "files", "version", *about])
    run.refresh_from_db()
    transaction.on_commit(lambda: files.delete_others(run, kept))
    return run


@transaction.atomic
def put_back_word(run: ReportRun, *, upload: Any, by, version: int | None = None) -> ReportRun:
    """Store a corrected Word as the version to approve, and what was changed in it.

    Raises StaleRecord, Refused, and ValidationError for a file that is no Word of this report.
    """
    run = _locked(run, version, replaces_word=True)
    if not run.closing:
        raise Refused(_("The period is not closed yet: its closing makes another revision."))
    found = validate_upload(upload)
    if found.kind != ContentType.DOCX:
        raise ValidationError(_("Put back the Word file (docx) of this report."))
    before = corrected.lines_of(render_word(edited(run.content, run.edits), draft=True))
    after = _lines(found.served)
    _require_title(run, after)
    run.word = {"name": found.name, "lines": after, "changes": corrected.changes(before, after)}
    return _save(run, by, found.served)


def _lines(data: bytes) -> list[str]:
    """Raises ValidationError for a package that python-docx cannot read."""
    try:
        return corrected.lines_of(data)
    except (KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise error_of("damaged") from error


def _require_title(run: ReportRun, lines: list[str]) -> None:
    """Raises ValidationError for the file of another report."""
    title = run.title
    if title not in "".join(lines[:5]):
        words = _("The file does not begin with “%(title)s”: it is of another report.")
        raise ValidationError(words % {"title": title})


@transaction.atomic
def take_off_word(run: ReportRun, *, by, version: int | None = None) -> ReportRun:
    """Go back to the generated text with its edits. Raises StaleRecord and Refused."""
    run = lock(run, version)
    if not run.word or not run.is_draft:
        raise Refused(_("No corrected Word waits for approval."))
    run.word = {}
    return _save(run, by)


def text_to_fill(run: ReportRun) -> bool:
    """Whether words that the task force has to replace or take out are still in the text."""
    if run.word:
        return any(words in line for line in run.word["lines"] for words in TO_FILL)
    return any(place.is_to_fill for place in places(run.content, run.edits))


@transaction.atomic
def return_run(run: ReportRun, *, reason: str, by, version: int | None = None) -> ReportRun:
    """Return the draft to the clerks with a reason. Raises StaleRecord and Refused."""
    run = _locked_to_decide(run, version)
    if not is_approver(by, run.programme):
        raise Refused(_("Only an approver of the task force returns."))
    if run.returned_at:
        raise Refused(_("It is returned already."))
    if not reason.strip():
        raise Refused(_("Say why the report is returned."))
    run.returned_by, run.returned_at, run.return_reason = by, Now(), reason.strip()
    _save_decision(run)
    notify_returned(run)
    return run


@transaction.atomic
def submit_again(run: ReportRun, *, by, version: int | None = None) -> ReportRun:
    """Submit a returned draft to the approvers again. Raises StaleRecord and Refused."""
    run = _locked_to_decide(run, version)
    if not run.returned_at:
        raise Refused(_("It was not returned."))
    run.returned_by, run.returned_at, run.return_reason = None, None, ""
    _save_decision(run)
    notify_submitted(run, by)
    return run


def _locked_to_decide(run: ReportRun, version: int | None) -> ReportRun:
    run = lock(run, version)
    newest = ReportRun.objects.of(run.programme).newest(run.kind, run.period)
    if not run.is_draft or not run.is_done or newest != run:
        raise Refused(_("Only the newest draft is returned or submitted."))
    return run


def _save_decision(run: ReportRun) -> None:
    run.version += 1
    run.save(update_fields=["returned_by", "returned_at", "return_reason", "version", "updated_at"])
    run.refresh_from_db()
    resolve_notices(run.pk)
