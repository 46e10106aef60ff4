from supervision.models.assessment import AssessmentAttachment, AssessmentItem
from supervision.models.finding_events import FindingEvent, RectificationReport, SecondLook
from supervision.models.finding_requests import FindingRequest
from supervision.models.findings import Finding, FindingAttachment
from supervision.models.orders import Order
from supervision.models.proposals import DeclinedProposal
from supervision.models.publications import MediaLevel, Publication, PublicationAttachment
from supervision.models.rules import FindingRule
from supervision.models.sources import FindingSource

__all__ = [
    "AssessmentAttachment",
    "AssessmentItem",
    "DeclinedProposal",
    "Finding",
    "FindingAttachment",
    "FindingEvent",
    "FindingRequest",
    "FindingRule",
    "FindingSource",
    "MediaLevel",
    "Order",
    "Publication",
    "PublicationAttachment",
    "RectificationReport",
    "SecondLook",
]
