"""Telling people, and taking back what is no longer to be done."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models.functions import Now
from django.utils import translation

from accounts.models import User
from notifications.models import Notice, NoticeQuerySet


def notify(
    recipients: Iterable[User], programme_id: int, text: str, url: str, dedupe_key: str
) -> None:
    """A notice for each of the recipients, in the transaction of what they are told about. Who
    was told under this key before is not told again."""
    notices = [
        Notice(
            recipient=person,
            programme_id=programme_id,
            text=text,
            url=url,
            dedupe_key=dedupe_key,
        )
        for person in recipients
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notice_language() -> translation.override:
    """A notice is written in the county's language, whichever the writer reads the pages in."""
    return translation.override(settings.LANGUAGE_CODE)


def mark_read(notices: NoticeQuerySet) -> int:
    """How many were unread until now; those read before keep the time at which they were."""
    return notices.unread().update(read_at=Now())


def resolve(*keys: str) -> None:
    """What the keys stand for is done: nobody finds it open any longer."""
    mark_read(Notice.objects.filter(dedupe_key__in=keys))


def transfer_unread(giver: User, taker: User) -> int:
    """What one person has not read yet waits for another; says how many notices."""
    for notice in Notice.objects.filter(recipient=giver).unread():
        notify([taker], notice.programme_id, notice.text, notice.url, notice.dedupe_key)
    return mark_read(Notice.objects.filter(recipient=giver))
