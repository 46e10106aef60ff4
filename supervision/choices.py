from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Colour(TextChoices):
    """The colour of a finding or an order (督办颜色), always with its word."""

    REMINDER = "reminder", _("reminder (colour)")
    YELLOW = "yellow", _("yellow (colour)")
    RED = "red", _("red (colour)")


class FindingState(TextChoices):
    """How far a finding is rectified (整改状态)."""

    OPEN = "open", _("not rectified")
    RECTIFYING = "rectifying", _("being rectified")
    RECTIFIED = "rectified", _("rectified, to be verified")
    CLOSED = "closed", _("finding closed")


# The responsible unit acts: it reports, requests another day or the closing.
TO_RECTIFY = (FindingState.OPEN, FindingState.RECTIFYING)
NOT_CLOSED = (*TO_RECTIFY, FindingState.RECTIFIED)
# What the county counts as rectified (已整改).
DONE = (FindingState.RECTIFIED, FindingState.CLOSED)


class FindingEventKind(TextChoices):
    FOUND = "found", _("finding recorded")
    BEGUN = "begun", _("first report")
    CLOSING_REQUESTED = "closing_requested", _("rectified, verification requested")
    CLOSED = "closed", _("finding verified and closed")
    SENT_BACK = "sent_back", _("sent back")
    WITHDRAWN = "withdrawn", _("request withdrawn")
    REOPENED = "reopened", _("finding reopened")
    DATE_MOVED = "date_moved", _("another day approved")
    DATE_SET = "date_set", _("day set by the task force")
    COLOUR_SET = "colour_set", _("colour changed")
    UNIT_CHANGED = "unit_changed", _("responsible unit changed")
    IMPORTED = "imported", _("imported from the ledger")


# The first event of a finding.
RECORDING = (FindingEventKind.FOUND, FindingEventKind.IMPORTED)


class FindingRequestKind(TextChoices):
    """What a unit requests of the task force about a finding."""

    CLOSING = "closing", _("verification and closing")
    DATE = "date", _("another day")


class Verification(TextChoices):
    """How a rectification was verified."""

    ON_SPOT = "on_spot", _("on the spot")
    PAPERS = "papers", _("by papers")


class MeasureKind(TextChoices):
    """What the work of a unit is measured by in a year; each is ranked by itself."""

    INVESTMENT = "investment", _("completed investment (measure)")
    TASKS = "tasks", _("tasks (measure)")
    RECTIFICATION = "rectification", _("rectification (measure)")
    MONEY = "money", _("money paid (measure)")


class RankingGroup(TextChoices):
    """The units that are ranked among each other."""

    TOWNSHIP = "township", pgettext_lazy("ranking", "townships")
    MEMBER = "member", pgettext_lazy("ranking", "member units")


class RankingState(TextChoices):
    DRAFTED = "drafted", _("ranking drafted")
    OPEN = "open", _("open to objections")
    ISSUED = "issued", _("ranking issued")


class ObjectionState(TextChoices):
    PENDING = "pending", _("objection to be answered")
    ACCEPTED = "accepted", _("objection accepted")
    REFUSED = "refused", _("objection refused")


class FindingOutcome(TextChoices):
    """Of rectified findings, by the day of the rectification."""

    IN_TIME = "in_time", _("rectified in time")
    LATE = "late", _("rectified late")
    UNKNOWN = "unknown", _("rectified, unknown whether in time")


class OrderKind(TextChoices):
    """An order (督办单), or a letter in its milder form (提示函) or to outside (督办函)."""

    ORDER = "order", _("supervision order")
    REMINDER = "reminder", _("reminder letter")
    LETTER = "letter", _("supervision letter")


class OrderState(TextChoices):
    DRAFT = "draft", _("order drafted")
    SIGNED = "signed", _("order signed and sent")
    RECEIVED = "received", _("order signed for")
    REVOKED = "revoked", _("order revoked")


# Its unit has it.
SENT = (OrderState.SIGNED, OrderState.RECEIVED)


class PublicationKind(TextChoices):
    ARTICLE = "article", _("article")
    BROADCAST = "broadcast", _("broadcast")
    FILM = "film", _("promotional film")


class AssessmentState(TextChoices):
    """How far an item of the self-assessment is written."""

    TO_DO = "to_do", _("statement to write")
    WRITTEN = "written", _("statement written")
    CHECKED = "checked", _("statement checked")


class FindingAge(TextChoices):
    """Days since a finding was found (发现至今)."""

    MONTH = "30", _("up to 30 days")
    TWO_MONTHS = "60", _("31 to 60 days")
    QUARTER = "90", _("61 to 90 days")
    OLDER = "more", _("more than 90 days")


# The first day of each age, counted from the day on which it was found.
AGES_FROM = {
    FindingAge.OLDER: 91,
    FindingAge.QUARTER: 61,
    FindingAge.TWO_MONTHS: 31,
    FindingAge.MONTH: 0,
}


class WallRows(TextChoices):
    """By what the wall of findings has a row."""

    UNIT = "unit", _("by responsible unit")
    SOURCE = "source", _("by source of findings")
    PROJECT = "project", _("by project")
    TOWNSHIP = "township", _("by township")


class WallColumns(TextChoices):
    """By what the wall of findings has a column."""

    COLOUR = "colour", _("by colour")
    AGE = "age", _("by days since found")


class ScoreGroup(TextChoices):
    """Who is scored by one scorecard; the values are tiers of the network. Helpers never are."""

    MEMBER = "member", _("member units (group)")
    TOWNSHIP = "township", _("townships (group)")


class ScorecardState(TextChoices):
    DRAFT = "draft", _("scorecard drafted")
    IN_FORCE = "in_force", _("scorecard in force")
    REPLACED = "replaced", _("scorecard replaced")


class LineKind(TextChoices):
    BASE = "base", _("base points")
    BONUS = "bonus", _("bonus")
    DEDUCTION = "deduction", _("deduction")


class LineFormula(TextChoices):
    """Where a score line has its points from: a measure of the unit, whose values are those of
    ``MeasureKind``, a person, or nothing yet."""

    INVESTMENT = "investment", _("key projects: completed investment")
    MONEY = "money", _("use of funds")
    TASKS = "tasks", _("tasks closed")
    RECTIFICATION = "rectification", _("findings rectified")
    BY_HAND = "by_hand", _("scored by hand")
    PUBLICITY = "publicity", _("publicity, scored by hand")
    NONE = "none", _("not yet available")


# A person gives the points, with a reason.
FORMULAS_BY_HAND = (LineFormula.BY_HAND, LineFormula.PUBLICITY)


class Grade(TextChoices):
    """等次, from the unrounded score."""

    GOOD = "good", _("grade good")
    FAIR = "fair", _("grade fairly good")
    PASSING = "passing", _("grade ordinary")
    POOR = "poor", _("grade poor")


class Lack(TextChoices):
    """Why a score line has no points: it is left out, and the others make up 100."""

    NO_FORMULA = "no_formula", _("not yet available")
    NOTHING_DUE = "nothing_due", _("not applicable: nothing is due")
    NOT_SCORED = "not_scored", _("to be scored by hand")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
