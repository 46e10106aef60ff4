from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from accounts import attempts, services
from accounts.choices import Outcome
from core.web.client_address import client_address
from core.web.widgets import dress

# Who is unknown, disabled, dormant, shut out or mistaken hears the same.
WRONG = _(
    "Sign-in name or password is wrong, or there were too many wrong attempts: after five, wait "
    "15 minutes."
)
WRONG_PASSWORD = _(
    "The password is wrong, or there were too many wrong attempts: after five, wait 15 minutes."
)


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        try:
            attempt = attempts.begin(name, client_address(self.request))
        except attempts.TooManyAttempts as error:
            raise self.get_invalid_login_error() from error
        cleaned = super().clean()
        attempts.settle(attempt, Outcome.GOOD)
        return cleaned

    def confirm_login_allowed(self, user):
        """Who is dormant is refused after the same hashing and in the same words."""
        super().confirm_login_allowed(user)
        if user.is_dormant:
            raise self.get_invalid_login_error()


def check_own(request, password: str) -> str:
    """One's own password again; wrong ones count as those of the sign-in page do, the right one
    is no sign-in."""
    person = request.user
    try:
        attempt = attempts.begin(person.username, client_address(request))
    except attempts.TooManyAttempts as error:
        services.tell_of_wrong_password(person, request.path)
        raise forms.ValidationError(WRONG_PASSWORD) from error
    if not person.check_password(password):
        services.tell_of_wrong_password(person, request.path)
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
        return check_own(self.request, self.cleaned_data["old_password"])

    def validate_password_for_user(self, user, *names):
        """What is wrong with the new one stands beside it, not beside its repetition."""
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
        return check_own(self.request, self.cleaned_data["password"])


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
