from django import forms


class MarkReadForm(forms.Form):
    """The newest notice on the page; later ones stay unread."""

    newest = forms.IntegerField(min_value=1, max_value=2**63 - 1)
