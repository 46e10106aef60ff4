"""The second factor: a code from an app on the person's phone (TOTP, RFC 6238).

django-otp stores the secret, accepts each code once, and throttles wrong codes. Nothing is sent to
another service: the QR code is drawn here.
"""

from base64 import b32encode

import segno
from django.db import transaction
from django.utils.safestring import SafeString
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from accounts.models import User
from accounts.services import lock_user

# Keys in a session: it has given a code; the secret that it shows until the first code.
SESSION_KEY, SECRET_KEY = "second_factor", "second_factor_secret"


def device_of(user: User) -> TOTPDevice | None:
    """The person's device; None before the first right code."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def offered_device(user: User, session) -> TOTPDevice:
    """A device that is not stored, for the set-up page. Its secret is the session's own: nobody
    who signed in earlier has seen it."""
    secret = session.setdefault(SECRET_KEY, default_key())
    return TOTPDevice(user=user, name="app", key=secret, confirmed=True)


def verify_code(user: User, session, token: str) -> bool:
    """Whether the code is right, unused, and not throttled. The first right code stores the
    device whose secret the session shows."""
    if device := device_of(user):
        return verify_token(user, device.persistent_id, token) is not None
    return SECRET_KEY in session and _confirm(offered_device(user, session), token)


@transaction.atomic
def _confirm(device: TOTPDevice, token: str) -> bool:
    """Store the device and take its first code; with a wrong code nothing is stored."""
    lock_user(device.user)
    if device_of(device.user):
        return False  # another session was first
    remove_device(device.user)  # with a secret that was never confirmed
    device.save()
    is_right = device.verify_token(token)
    transaction.set_rollback(not is_right)
    return is_right


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
    return SafeString(code.svg_inline(scale=4, light="#fff", svgclass="qr-code", lineclass=None))
