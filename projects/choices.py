from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    RESERVE = "reserve", _("in reserve")
    EARLY = "early", _("early work")
    TENDER = "tender", _("tendering")
    BUILDING = "building", _("in construction")
    COMPLETED = "completed", _("completed")
    TRIAL = "trial", _("trial operation")
    OPERATING = "operating", _("in operation")
    SURVEYING = "surveying", _("survey under way")
    ACCEPTED = "accepted", _("survey accepted")
    SUSPENDED = "suspended", _("suspended")
    TERMINATED = "terminated", _("terminated")
    TRANSFERRED = "transferred", _("transferred out")


DONE = (Stage.COMPLETED, Stage.TRIAL, Stage.OPERATING)
BEGUN = (Stage.BUILDING, *DONE)
NOT_BEGUN = (Stage.RESERVE, Stage.EARLY, Stage.TENDER)
ASIDE = (Stage.SUSPENDED, Stage.TERMINATED, Stage.TRANSFERRED)
# What a project was built or surveyed for is there.
FINISHED = (*DONE, Stage.ACCEPTED)
# The final stages.
ENDED = (*FINISHED, Stage.TERMINATED, Stage.TRANSFERRED)


class ProjectKind(TextChoices):
    CONSTRUCTION = "construction", _("construction")
    SURVEY = "survey", _("survey")


# The stages of each kind in order; those of ASIDE may be entered from any of them.
LINES = {
    ProjectKind.CONSTRUCTION: (*NOT_BEGUN, *BEGUN),
    ProjectKind.SURVEY: (Stage.EARLY, Stage.SURVEYING, Stage.ACCEPTED),
}


class YearClassName(TextChoices):
    """年度类别: of a year, independent of the stage (docs/rules.md#stages)."""

    CONTINUED = "continued", _("continued")
    STARTING = "starting", _("starting this year")
    FINISHING = "finishing", _("finishing this year")
    PREPARING = "preparing", _("in preparation")


class MatterLevel(TextChoices):
    """The level that coordinates a matter."""

    COUNTY = "county", _("county level")
    CITY = "city", _("city level")
    PROVINCE = "province", _("province level")


class MatterState(TextChoices):
    OPEN = "open", _("not asked")
    ASKED = "asked", _("asked")
    SUPPORTED = "supported", _("supported")
    DECLINED = "declined", _("not supported")


class SheetState(TextChoices):
    """The state of a unit's sheet of a month."""

    TYPING = "typing", _("being filled in")
    SUBMITTED = "submitted", _("submitted")
    REVIEWED = "reviewed", _("signed off")
    RETURNED = "returned", _("returned")


class Nature(TextChoices):
    NEW = "new", _("new")
    EXPANSION = "expansion", _("expansion")
    REBUILDING = "rebuilding", _("rebuilding")
    RELOCATION = "relocation", _("relocation")
    RESTORATION = "restoration", _("restoration")


class EntryOrigin(TextChoices):
    TYPED = "typed", _("typed")
    IMPORTED = "imported", _("imported")


class OpeningKind(TextChoices):
    TO_LAST_YEAR = "to_last_year", _("to the end of last year")
    EARLIER_MONTHS = "earlier_months", _("earlier months of this year")


class CountedKind(TextChoices):
    """Where an amount of completed investment comes from."""

    ENTRY = "entry", _("month entry")
    LATE = "late", _("late entry")
    EARLIER_MONTHS = "earlier_months", OpeningKind.EARLIER_MONTHS.label
    TO_LAST_YEAR = "to_last_year", OpeningKind.TO_LAST_YEAR.label


class NoteSubject(TextChoices):
    LAND = "land", _("land")
    PEOPLE = "people", _("local people")


class LightRuleName(TextChoices):
    PROGRESS = "progress", _("progress against schedule")
    START = "start", _("start")
    STATISTICS = "statistics", _("statistics")


class LightKind(TextChoices):
    """The lights of a project: the worst, and the three of the rules. The list of projects has a
    filter and a column of each name."""

    OVERALL = "warning", _("overall warning")
    PROGRESS = "light", _("progress light")
    START = "start", _("start light")
    STATISTICS = "statistics", _("statistics light")
