from django.db import models

from core.attachments.models import Attachment
from projects.models.project import Project


class ProjectAttachment(Attachment):
    record_name = "project"
    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments")
