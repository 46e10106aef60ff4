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


ENDED = (Stage.COMPLETED, Stage.TRIAL, Stage.OPERATING)
BEGUN = (Stage.BUILDING, *ENDED)


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


class NoteSubject(TextChoices):
    LAND = "land", _("land")
    PEOPLE = "people", _("local people")


class Light(TextChoices):
    """The light of a project in a month. NONE: the rule does not apply."""

    RED = "red", _("red")
    YELLOW = "yellow", _("yellow")
    WATCH = "watch", _("watch")
    GREEN = "green", _("green")
    UNREPORTED = "unreported", _("not reported")
    UNPLANNED = "unplanned", _("no yearly plan")
    NONE = "", _("no light")
