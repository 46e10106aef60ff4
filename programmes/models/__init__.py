from programmes.models.agreements import Agreement, AgreementAttachment, AgreementDelivery
from programmes.models.audit import AuditEntry
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.calendar import CalendarDay
from programmes.models.choices import ImportChoice
from programmes.models.contributions import (
    Contribution,
    ContributionAttachment,
    ContributionKind,
)
from programmes.models.documents import Document, DocumentAttachment
from programmes.models.facts import ReportedFact
from programmes.models.feedback import FeedbackSheet
from programmes.models.light_rules import LightDay, TaskLightRule
from programmes.models.need_answers import NeedAnswer
from programmes.models.need_events import NeedEvent
from programmes.models.needs import Need, NeedAttachment, NeedCategory
from programmes.models.network import Membership
from programmes.models.periods import ReportingPeriod
from programmes.models.programme import Programme, Role
from programmes.models.progress import TaskProgress
from programmes.models.remarks import TaskRemark
from programmes.models.task_events import TaskEvent
from programmes.models.task_force import Mechanism, SecondedPerson
from programmes.models.task_groups import SLOTS, TaskGroup
from programmes.models.task_lists import TaskList
from programmes.models.task_parts import TaskMilestone, TaskOccurrence, TaskRecurrence
from programmes.models.task_places import TaskListVersion, TaskPlace
from programmes.models.task_requests import TaskRequest
from programmes.models.task_supports import TaskSupport
from programmes.models.tasks import Task, TaskAttachment
from programmes.models.visits import Visit, VisitAttachment

__all__ = [
    "Agreement", "AgreementAttachment", "AgreementDelivery",
    "AuditEntry", "CalendarDay", "Contribution", "ContributionAttachment", "ContributionKind",
    "Document", "DocumentAttachment", "FeedbackSheet", "ImportChoice", "LightDay", "Mechanism",
    "Membership", "Need", "NeedAnswer", "NeedAttachment", "NeedCategory", "NeedEvent", "Programme",
    "ProgrammeQuerySet", "ProgrammeRecord", "ReportedFact", "ReportingPeriod", "Role", "SLOTS",
    "SecondedPerson", "Task", "TaskAttachment", "TaskEvent", "TaskGroup", "TaskLightRule",
    "TaskList", "TaskListVersion", "TaskMilestone", "TaskOccurrence", "TaskPlace", "TaskProgress",
    "TaskRecurrence", "TaskRemark", "TaskRequest", "TaskSupport", "Visit", "VisitAttachment",
]  # fmt: skip
