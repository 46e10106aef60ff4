"""Notices to people."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.kinds import register

TEXT_LENGTH = 500


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The recipient's own notices."""
        return self.filter(recipient=user.pk) if user.is_authenticated else self.none()

    def of(self, programme):
        return self.filter(programme_id=programme.pk)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def count_for_programme(self, programme):
        """A subquery that counts the notices of a programme."""
        rows = self.filter(programme_id=programme).order_by().values("programme_id")
        count = models.Subquery(rows.annotate(number=models.Count("pk")).values("number"))
        return Coalesce(count, 0)


@register(
    label=_("notice"),
    title_template="{text}",
    column_labels={"recipient_id": _("recipient"), "text": _("text"), "read_at": _("read at")},
    ignored_columns=("url", "dedupe_key"),
)
class Notice(models.Model):
    """A notice to one person, sent once per ``dedupe_key``.

    ``text`` is stored as of the event; ``url`` is the path of the page to act on. A notice is read
    when it is opened, or when its subject is resolved.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    programme_id = models.BigIntegerField()
    text = models.CharField(max_length=TEXT_LENGTH)
    url = models.CharField(max_length=200)
    dedupe_key = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key", "recipient"], name="unique_notice")
        ]
        indexes = [
            models.Index(
                fields=["recipient", "programme_id"],
                condition=models.Q(read_at__isnull=True),
                name="notices_unread",
            )
        ]

    def __str__(self):
        return self.text
