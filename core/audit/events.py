"""Events in words: what was signed in, exported, refused, kept."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TOLD = {
    "sign_in": gettext_lazy("signed in"),
    "sign_in_refused": gettext_lazy("was refused at sign-in under the name “%(about)s”"),
    "password_refused": gettext_lazy("gave a wrong password of their own at %(about)s"),
    "sign_out": gettext_lazy("signed out"),
    "export": gettext_lazy("exported “%(about)s”"),
    "download": gettext_lazy("downloaded “%(about)s”"),
    "import": gettext_lazy("imported “%(about)s”"),
    "refused": gettext_lazy("was refused %(about)s"),
    "not_found": gettext_lazy("asked for %(about)s, which is not there for them"),
    "restore": gettext_lazy("restored a backup: %(about)s"),
    "backup": gettext_lazy("made a backup: %(about)s"),
}
DETAILS = {
    "format": gettext_lazy("format"),
    "rows": gettext_lazy("rows"),
    "filters": gettext_lazy("filters"),
    "step": gettext_lazy("step of the import"),
    "created": gettext_lazy("created"),
    "updated": gettext_lazy("updated"),
    "unchanged": gettext_lazy("unchanged"),
    "errors": gettext_lazy("errors"),
    "sha256": gettext_lazy("check sum"),
    "record": gettext_lazy("record"),
    "files": gettext_lazy("files"),
    "tables": gettext_lazy("tables"),
    "method": gettext_lazy("method"),
    "of": gettext_lazy("state of"),
}
SHORT = 12  # so much of a check sum tells files apart


def describe_event(event: dict[str, Any]) -> str:
    """The row of an event as words without who and when."""
    kind, about = event.get("kind", ""), event.get("about", "")
    said = str(TOLD.get(kind, kind)) % {"about": about}
    details = event.get("details") or {}
    more = [
        _("%(field)s: %(value)s") % {"field": DETAILS[name], "value": _value(name, value)}
        for name in DETAILS
        if (value := details.get(name)) not in (None, "", {}, [])
    ]
    return _("%(said)s (%(more)s)") % {"said": said, "more": _("; ").join(more)} if more else said


def _value(name: str, value: Any) -> str:
    if name == "sha256":
        return str(value)[:SHORT]
    if isinstance(value, dict):
        return _(", ").join(f"{key} {one}" for key, one in value.items())
    return str(value)
