from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    """Where an uploaded workbook stands. What waits is done by the worker."""

    TO_CHECK = "to_check", _("waits to be checked")
    CHECKED = "checked", _("checked")
    TO_IMPORT = "to_import", _("waits to be imported")
    IMPORTED = "imported", _("imported")
    UNDONE = "undone", _("undone")
