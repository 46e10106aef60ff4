from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from accounts import attempts, services
from accounts.choices import Outcome
from core.web.client_address import client_address
from core.web.forms import dress

# The same message for unknown, disabled, dormant, locked-out and mistaken sign-ins.
WRONG = _(
    "Sign-in name or password is wrong, or there were too many wrong attempts: after five, wait "
    "15 minutes."
)
WRONG_PASSWORD = _(
    "The password is wrong, or there were too many wrong attempts: after five, wait 15 minutes."
)


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}
    # Whether an earlier refusal in the record counts this one.
    is_repeated = False

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        try:
            attempt = attempts.start_attempt(name, client_address(self.request))
        except attempts.TooManyAttempts as error:
            self.is_repeated = error.is_repeated
            raise self.get_invalid_login_error() from error
        cleaned = super().clean()
        attempts.record_outcome(attempt, Outcome.GOOD)
        return cleaned

    def confirm_login_allowed(self, user):
        """Refuses the dormant after the same hashing and with the same message."""
        super().confirm_login_allowed(user)
        if user.is_dormant:
            raise self.get_invalid_login_error()


def check_own_password(request, password: str) -> str:
    """Checks the person's own password. Wrong ones count as on the sign-in page; a right one is not
    stored as an attempt. Raises ValidationError."""
    person = request.user
    try:
        attempt = attempts.start_attempt(person.username, client_address(request))
    except attempts.TooManyAttempts as error:
        if not error.is_repeated:
            services.record_wrong_password(person, request.path)
        raise forms.ValidationError(WRONG_PASSWORD) from error
    if not person.check_password(password):
        services.record_wrong_password(person, request.path)
        raise forms.ValidationError(WRONG_PASSWORD)
    attempt.delete()
    return password


class ChangePasswordForm(PasswordChangeForm):
    """One's own password: the old one, and twice the new one."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if self.user.must_change_password:
            self.fields["old_password"].label = _("One-time password")
        dress(self)

    def clean_old_password(self):
        return check_own_password(self.request, self.cleaned_data["old_password"])

    def validate_password_for_user(self, user, *names):
        """Errors of the new password appear at its first field, not at the repetition."""
        super().validate_password_for_user(user, "new_password1")


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        dress(self)

    def clean_password(self):
        return check_own_password(self.request, self.cleaned_data["password"])


class CodeForm(forms.Form):
    token = forms.RegexField(
        r"^[0-9]{6}\Z",
        label=_("code of the app"),
        error_messages={"invalid": _("A code has six digits.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
