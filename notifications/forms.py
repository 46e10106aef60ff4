from django import forms


class MarkReadForm(forms.Form):
    """The newest notice that stood on the page: what arrived since has not been seen."""

    newest = forms.IntegerField(min_value=1, max_value=2**63 - 1)
