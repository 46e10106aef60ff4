"""What a password must be. Settings name these validators; numbers come from there."""

import re
import secrets
import string
import unicodedata

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import PasswordRecord

# Letters and digits that nobody takes for another when copying them from paper.
LETTERS = "".join(set(string.ascii_letters + string.digits) - set("0O1lI"))
# As people write a letter to please a rule.
DISGUISES = str.maketrans("@4301!$5", "aaeoiiss")
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def one_time_password() -> str:
    """Fourteen characters in three classes, to be changed at the first sign-in."""
    while True:
        password = "".join(secrets.choice(LETTERS) for _n in range(14))
        if len(classes_of(password)) >= 3:
            return password


def classes_of(password: str) -> set[str]:
    """Which of the four classes the characters are of; Chinese counts as a class with signs."""
    return {_class_of(character) for character in password}


def _class_of(character: str) -> str:
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    return "digit" if character.isdigit() else "other"


def folded(text: str) -> str:
    """Without case, width, spaces, and what nobody sees (joiners, marks of direction)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    seen = (sign for sign in plain if unicodedata.category(sign) != "Cf")
    return "".join("".join(seen).split())


class LengthValidator:
    """So many characters at least."""

    def __init__(self, least: int = 10):
        self.least = least

    def validate(self, password, user=None):
        if len(password) < self.least:
            raise ValidationError(self.get_help_text(), code="password_length")

    def get_help_text(self):
        return _("Use %(least)s characters or more.") % {"least": self.least}


class ClassesValidator:
    """Three of: capital letters, small letters, digits, others."""

    def validate(self, password, user=None):
        if len(classes_of(password)) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self):
        return _(
            "Use three of these: capital letters, small letters, digits, other signs or Chinese."
        )


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses a common password with digits and signs around it, or in place of letters, too."""

    def validate(self, password, user=None):
        core = EDGES.sub("", password.casefold())
        for plain in (password, core, core.translate(DISGUISES)):
            super().validate(plain, user)

    def get_error_message(self):
        return self.get_help_text()

    def get_help_text(self):
        return _("Do not use a common password, with digits or signs around it neither.")


class NamesValidator:
    """Refuses a password that holds the person's name, sign-in name, or a word of their unit's
    name: of Chinese any three characters of it that stand together."""

    def validate(self, password, user=None):
        if user is None:
            return
        names = {folded(user.username), folded(user.name), *words_of(user.unit.name)}
        if any(len(name) > 1 and name in folded(password) for name in names):
            raise ValidationError(self.get_help_text(), code="password_names")

    def get_help_text(self):
        return _("It must not hold your name, your sign-in name or words of your unit's name.")


def words_of(name: str) -> set[str]:
    """What makes a name out: itself, its words of four letters or more, and of a run of Chinese
    each three characters."""
    found = {folded(name)}
    for word in re.findall(r"[a-z]{4,}|[\u3400-\u9fff]+", name.casefold()):
        chinese = not word.isascii()
        pieces = {word[at : at + 3] for at in range(len(word) - 2)} if chinese else {word}
        found |= pieces
    return found


class HistoryValidator:
    """Refuses the last ``kept`` passwords, the present one among them, and keeps their hashes."""

    def __init__(self, kept: int = 5):
        self.kept = kept

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        hashes = user.passwords.values_list("password", flat=True)[: self.kept]
        if any(check_password(password, old) for old in {user.password, *hashes}):
            raise ValidationError(self.get_help_text(), code="password_history")

    def password_changed(self, password, user=None):
        PasswordRecord.objects.create(user=user, password=user.password)
        kept = user.passwords.values("pk")[: self.kept]
        user.passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()

    def get_help_text(self):
        return _("It must not be one of your last %(kept)s passwords.") % {"kept": self.kept}
