"""The second factor: a code from an app on the person's phone (TOTP, RFC 6238).

django-otp stores the secret, accepts each code once, and throttles wrong codes. Nothing is sent to
another service: the QR code is drawn here.
"""

from base64 import b32encode

import segno
from django.utils.safestring import SafeString
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from core.actors import acting_as, actor_of

# Key in a session that has given a code.
SESSION_KEY = "second_factor"


def device_of(user: User) -> TOTPDevice:
    """Returns the person's device, or a new one with an unconfirmed secret."""
    found = TOTPDevice.objects.filter(user=user).order_by("-confirmed", "pk").first()
    if found:
        return found
    # A GET request of the set-up page has no actor of its own.
    with acting_as(actor_of(user)):
        return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def verify_code(user: User, token: str) -> bool:
    """Whether the code is right, unused, and not throttled. The first right code confirms the
    device."""
    device = verify_token(user, device_of(user).persistent_id, token)
    if device is not None and not device.confirmed:
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device is not None


def remove_device(user: User) -> None:
    """Deletes the device (lost phone); the next sign-in sets up another."""
    TOTPDevice.objects.filter(user=user).delete()


def secret_text(device: TOTPDevice) -> str:
    """The secret in groups of four characters, for typing."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def qr_code(device: TOTPDevice) -> SafeString:
    """The secret as a QR code, in inline SVG without styles or external addresses."""
    code = segno.make(device.config_url, error="m", micro=False)
    return SafeString(code.svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None))
