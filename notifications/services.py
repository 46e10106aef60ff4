"""Sends notices, and marks them read."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models.functions import Now
from django.utils import translation
from django.utils.text import Truncator

from accounts.models import User
from notifications.models import TEXT_LENGTH, Notice, NoticeQuerySet


def notify(
    recipients: Iterable[User], programme_id: int, text: str, url: str, dedupe_key: str
) -> None:
    """Creates a notice for each recipient, in the transaction of the change; a long text is cut.
    Recipients with a notice of this key are skipped."""
    shown = Truncator(text.strip()).chars(TEXT_LENGTH)
    given = {"programme_id": programme_id, "text": shown, "url": url, "dedupe_key": dedupe_key}
    notices = [Notice(recipient=person, **given) for person in recipients]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notice_language() -> translation.override:
    """Activates the language of notices: the county's, not the one of the person who acts."""
    return translation.override(settings.LANGUAGE_CODE)


def mark_read(notices: NoticeQuerySet) -> int:
    """Marks unread notices read; returns how many."""
    return notices.unread().update(read_at=Now())


def resolve(*keys: str) -> None:
    """Marks the notices of these keys read, since their subject is done."""
    mark_read(Notice.objects.filter(dedupe_key__in=keys))


def transfer_unread(source: User, target: User) -> int:
    """Moves unread notices from one person to another; returns how many."""
    for notice in Notice.objects.filter(recipient=source).unread():
        notify([target], notice.programme_id, notice.text, notice.url, notice.dedupe_key)
    return mark_read(Notice.objects.filter(recipient=source))
