from programmes.models.audit import AuditEntry
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.choices import ImportChoice
from programmes.models.documents import Document, DocumentAttachment
from programmes.models.facts import ReportedFact
from programmes.models.needs import Need, NeedAttachment, NeedCategory
from programmes.models.network import Membership
from programmes.models.periods import ReportingPeriod
from programmes.models.programme import Programme, Role
from programmes.models.tasks import Task, TaskAttachment, TaskList, TaskProgress

__all__ = [
    "AuditEntry", "Document", "DocumentAttachment", "ImportChoice", "Membership", "Need",
    "NeedAttachment", "NeedCategory", "Programme", "ProgrammeQuerySet", "ProgrammeRecord",
    "ReportedFact", "ReportingPeriod", "Role", "Task", "TaskAttachment", "TaskList", "TaskProgress",
]  # fmt: skip
