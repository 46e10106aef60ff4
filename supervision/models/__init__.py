from supervision.models.assessment import AssessmentAttachment, AssessmentItem
from supervision.models.evaluations import Evaluation, ScoreObjection
from supervision.models.finding_events import FindingEvent, RectificationReport, SecondLook
from supervision.models.finding_requests import FindingRequest
from supervision.models.findings import Finding, FindingAttachment
from supervision.models.orders import Order
from supervision.models.proposals import DeclinedProposal
from supervision.models.publications import MediaLevel, Publication, PublicationAttachment
from supervision.models.rankings import Objection, Ranking
from supervision.models.rules import FindingRule, RankingRule
from supervision.models.scorecards import Scorecard, ScoreLine
from supervision.models.scores import Falsification, ManualScore, ManualScoreAttachment
from supervision.models.sources import FindingSource

__all__ = [
    "AssessmentAttachment",
    "AssessmentItem",
    "DeclinedProposal",
    "Evaluation",
    "Falsification",
    "Finding",
    "FindingAttachment",
    "FindingEvent",
    "FindingRequest",
    "FindingRule",
    "FindingSource",
    "ManualScore",
    "ManualScoreAttachment",
    "MediaLevel",
    "Objection",
    "Order",
    "Publication",
    "PublicationAttachment",
    "Ranking",
    "RankingRule",
    "RectificationReport",
    "ScoreLine",
    "ScoreObjection",
    "Scorecard",
    "SecondLook",
]
