"""Labels for devices, from the User-Agent header."""

from django.utils.translation import gettext as _

# The first match counts: most browsers also include the names further down.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Qaxbrowser", "奇安信浏览器"),
    ("360", "360 浏览器"),
    ("QIHU", "360 浏览器"),
    ("UOSBrowser", "UOS 浏览器"),
    ("UBrowser", "UC 浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("UOS", "UOS"),
    ("Linux", "Linux"),
)


def device_label(agent: str) -> str:
    """Browser and system according to the User-Agent header, which is not verified."""
    found = [
        next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or _("unknown device")
