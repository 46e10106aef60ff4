"""Labels of actors."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.titles import RecordTitles

USER_PREFIX = "user:"
SYSTEM_ACTORS = {
    "system:setup": gettext_lazy("system (set-up)"),
    "system:import": gettext_lazy("system (import)"),
    "system:export": gettext_lazy("system (export)"),
    "system:beat": gettext_lazy("system (scheduled)"),
    "system:signin": gettext_lazy("system (sign-in)"),
    "system:test": gettext_lazy("system (test)"),
}


def actor_label(actor: str, titles: RecordTitles) -> str:
    """张三（交通局）, or 系统（导入）."""
    if actor.startswith(USER_PREFIX):
        return titles.title("accounts_user", actor.removeprefix(USER_PREFIX))
    return str(SYSTEM_ACTORS.get(actor, _("system (%(name)s)") % {"name": actor or "?"}))
