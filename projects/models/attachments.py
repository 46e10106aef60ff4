from django.db import models

from core.attachments.models import Attachment, register_attachment
from projects.models.project import Project


@register_attachment
class ProjectAttachment(Attachment):
    record_name = "project"
    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments")
