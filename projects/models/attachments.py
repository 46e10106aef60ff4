from django.db import models

from core.attachments.kinds import register_attachment
from core.attachments.models import Attachment
from projects.models.project import Project


@register_attachment
class ProjectAttachment(Attachment):
    record_name = "project"
    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments")
