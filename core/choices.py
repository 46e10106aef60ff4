from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The words of a remark that say that a row, or the rest of a published row, is illustrative.
ILLUSTRATIVE_WORDS = "演示数据"


class Provenance(TextChoices):
    RECORDED = "recorded", _("recorded")
    PUBLISHED = "published", _("published")
    ILLUSTRATIVE = "illustrative", _("illustrative")
    PLACEHOLDER = "placeholder", _("placeholder")


class EventKind(TextChoices):
    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_REFUSED = "sign_in_refused", _("sign-in refused")
    PASSWORD_REFUSED = "password_refused", _("wrong own password")
    SIGN_OUT = "sign_out", _("signed out")
    EXPORT = "export", _("exported")
    DOWNLOAD = "download", _("downloaded")
    IMPORT = "import", _("imported")
    REFUSED = "refused", _("was refused")
    NOT_FOUND = "not_found", _("asked for what is not there")
    RESTORE = "restore", _("restored a backup")
    BACKUP = "backup", _("made a backup")


class ImportState(TextChoices):
    """The state of an uploaded workbook; the worker processes the ``TO_`` states."""

    TO_CHECK = "to_check", _("waits to be checked")
    CHECKED = "checked", _("checked")
    TO_IMPORT = "to_import", _("waits to be imported")
    IMPORTED = "imported", _("imported")
    TO_UNDO = "to_undo", _("waits to be undone")
    UNDONE = "undone", _("undone")


class ImportStep(TextChoices):
    """The steps of the worker over the rows of a workbook, in this order."""

    READ = "read", _("Rows read")
    CHECKED = "checked", _("Rows checked")
    COMPARED = "compared", _("Rows compared with what is held")
    WRITTEN = "written", _("Records written")
    LOOKED_AT = "looked_at", _("Records looked at for changes since")
    TAKEN_BACK = "taken_back", _("Records taken back")
    PROVED = "proved", _("The database checks that nothing is left hanging …")


class Light(TextChoices):
    """A colour of the light of a project in a month, or of a task on a day, which is red, yellow,
    green or none. NONE: the rule does not apply. MISSING: a field that the rule needs is empty.
    EXEMPT: an exemption is valid. NOT_DUE: not begun, before the planned start, and nothing done of
    the year's plan."""

    RED = "red", _("red")
    YELLOW = "yellow", _("yellow")
    WATCH = "watch", _("watch")
    GREEN = "green", _("green")
    UNREPORTED = "unreported", _("not reported")
    UNPLANNED = "unplanned", _("no yearly plan")
    MISSING = "missing", _("a field is missing, not rated")
    EXEMPT = "exempt", _("exempt")
    NOT_DUE = "not_due", _("before the planned start")
    NONE = "", _("no light")
