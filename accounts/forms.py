from django.contrib.auth.forms import PasswordChangeForm

from core.widgets import dress


class ChangePasswordForm(PasswordChangeForm):
    """One's own password: the old one, and twice the new one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
