"""Password validators, named and configured in the settings."""

import re
import secrets
import string
import unicodedata

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import PasswordRecord

# Letters and digits that are not confused when copied from paper.
ALPHABET = "".join(set(string.ascii_letters + string.digits) - set("0O1lI"))
# Characters that people substitute for letters: @ for a, 4 for a, 3 for e …
LOOKALIKES = str.maketrans("@4301!$5", "aaeoiiss")
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def one_time_password() -> str:
    """A random password of 14 characters in three classes, changed at the first sign-in."""
    while True:
        password = "".join(secrets.choice(ALPHABET) for _n in range(14))
        if len(character_classes(password)) >= 3:
            return password


def character_classes(password: str) -> set[str]:
    """The character classes used: upper, lower, digit, other (signs and Chinese)."""
    return {_class_of(character) for character in password}


def _class_of(character: str) -> str:
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    return "digit" if character.isdigit() else "other"


def normalized(text: str) -> str:
    """The text without case, width, spaces and invisible characters (joiners, direction marks)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    visible = (sign for sign in plain if unicodedata.category(sign) != "Cf")
    return "".join("".join(visible).split())


class LengthValidator:
    """Requires a minimum number of characters."""

    def __init__(self, min_length: int = 10):
        self.min_length = min_length

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_length")

    def get_help_text(self):
        return _("Use %(least)s characters or more.") % {"least": self.min_length}


class ClassesValidator:
    """Requires three of: capital letters, small letters, digits, others."""

    def validate(self, password, user=None):
        if len(character_classes(password)) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self):
        return _(
            "Use three of these: capital letters, small letters, digits, other signs or Chinese."
        )


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses a common password, also with digits and signs around it or in place of letters."""

    def validate(self, password, user=None):
        core = EDGES.sub("", password.casefold())
        for plain in (password, core, core.translate(LOOKALIKES)):
            super().validate(plain, user)

    def get_error_message(self):
        return self.get_help_text()

    def get_help_text(self):
        return _("Do not use a common password, with digits or signs around it neither.")


class NamesValidator:
    """Refuses a password that contains the person's name, sign-in name, or a word of the unit's
    name (of Chinese, any three consecutive characters)."""

    def validate(self, password, user=None):
        if user is None:
            return
        names = {normalized(user.username), normalized(user.name), *name_parts(user.unit.name)}
        if any(len(name) > 1 and name in normalized(password) for name in names):
            raise ValidationError(self.get_help_text(), code="password_names")

    def get_help_text(self):
        return _("It must not hold your name, your sign-in name or words of your unit's name.")


def name_parts(name: str) -> set[str]:
    """The name itself, its words of four letters or more, and of a run of Chinese each three
    consecutive characters."""
    found = {normalized(name)}
    for word in re.findall(r"[a-z]{4,}|[\u3400-\u9fff]+", name.casefold()):
        chinese = not word.isascii()
        pieces = {word[at : at + 3] for at in range(len(word) - 2)} if chinese else {word}
        found |= pieces
    return found


class HistoryValidator:
    """Refuses the last ``count`` passwords including the current one, and stores their hashes."""

    def __init__(self, count: int = 5):
        self.count = count

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        hashes = user.passwords.values_list("password", flat=True)[: self.count]
        if any(check_password(password, old) for old in {user.password, *hashes}):
            raise ValidationError(self.get_help_text(), code="password_history")

    def password_changed(self, password, user=None):
        PasswordRecord.objects.create(user=user, password=user.password)
        latest = user.passwords.values("pk")[: self.count]
        user.passwords.exclude(pk__in=list(latest.values_list("pk", flat=True))).delete()

    def get_help_text(self):
        return _("It must not be one of your last %(kept)s passwords.") % {"kept": self.count}
