from django.db import models

from core.attachments.models import Attachment, register_attachment
from programmes.models.needs import Need
from programmes.models.tasks import Task


@register_attachment
class TaskAttachment(Attachment):
    """Evidence of a task; never compulsory."""

    record_name = "task"
    task = models.ForeignKey(Task, models.CASCADE, related_name="attachments")


@register_attachment
class NeedAttachment(Attachment):
    record_name = "need"
    need = models.ForeignKey(Need, models.CASCADE, related_name="attachments")
