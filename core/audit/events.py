"""Descriptions of events."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EVENT_LABELS = {
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
DETAIL_LABELS = {
    "format": gettext_lazy("format"),
    "rows": gettext_lazy("rows"),
    "filters": gettext_lazy("filters"),
    "step": gettext_lazy("step of the import"),
    "created": gettext_lazy("created"),
    "updated": gettext_lazy("updated"),
    "unchanged": gettext_lazy("unchanged"),
    "errors": gettext_lazy("errors"),
    "notes": gettext_lazy("what else it does"),
    "confirmed": gettext_lazy("confirmed by whoever imported"),
    "sha256": gettext_lazy("check sum"),
    "record": gettext_lazy("record"),
    "files": gettext_lazy("files"),
    "tables": gettext_lazy("tables"),
    "method": gettext_lazy("method"),
    "of": gettext_lazy("state of"),
}
SHORT_HASH = 12  # digits shown of a check sum


def describe_event(event: dict[str, Any]) -> str:
    """Describes the row of an event, without actor and time."""
    kind, about = event.get("kind", ""), event.get("about", "")
    label = str(EVENT_LABELS.get(kind, kind)) % {"about": about}
    details = event.get("details") or {}
    more = [
        _("%(field)s: %(value)s") % {"field": DETAIL_LABELS[name], "value": _value(name, value)}
        for name in DETAIL_LABELS
        if (value := details.get(name)) not in (None, "", {}, [], False)
    ]
    return _("%(said)s (%(more)s)") % {"said": label, "more": _("; ").join(more)} if more else label


def _value(name: str, value: Any) -> str:
    if name == "sha256":
        return str(value)[:SHORT_HASH]
    if value is True:
        return _("yes")
    if isinstance(value, dict):
        return _(", ").join(f"{key} {one}" for key, one in value.items())
    return str(value)
