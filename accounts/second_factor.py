"""The second factor: a code from an app on the person's phone (TOTP, RFC 6238).

django-otp keeps the secret, lets no code serve twice, and makes whoever guesses wait longer each
time. Nothing is sent anywhere: the picture to scan is drawn here.
"""

from base64 import b32encode

import segno
from django.utils.safestring import SafeString
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from core.actors import acting_as, actor_of

# Stands in a session that gave a code.
GIVEN = "second_factor"


def device_of(user: User) -> TOTPDevice:
    """The person's app; a new secret, not yet confirmed, where there is none."""
    found = TOTPDevice.objects.filter(user=user).order_by("-confirmed", "pk").first()
    if found:
        return found
    # The page that shows the secret is one that is only read otherwise.
    with acting_as(actor_of(user)):
        return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def accept(user: User, token: str) -> bool:
    """Whether the code is right, new, and not tried too soon after a wrong one. The first one that
    is right confirms that the secret has arrived."""
    device = verify_token(user, device_of(user).persistent_id, token)
    if device is not None and not device.confirmed:
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device is not None


def forget(user: User) -> None:
    """The phone is lost: the next sign-in sets up another one."""
    TOTPDevice.objects.filter(user=user).delete()


def secret_text(device: TOTPDevice) -> str:
    """The secret in groups of four, to be typed where nothing can be scanned."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def picture(device: TOTPDevice) -> SafeString:
    """The secret as a QR code, in SVG without styles or foreign addresses."""
    code = segno.make(device.config_url, error="m", micro=False)
    return SafeString(code.svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None))
