from django import forms
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.text import TextField
from core.web.forms import QuantityField, RecordForm, dress
from programmes.services.months import closed_reason


class ProgressForm(RecordForm):
    """A report on a task for this month or the last; preset to the last unless it is closed. An
    empty quantity leaves the task's unchanged."""

    required_hidden = ("version", "submission_id")

    text = TextField(label=_("progress"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    done_quantity = QuantityField(label=_("done so far"), required=False)

    def __init__(self, *args, task, day, **kwargs):
        self.task = task
        self.merged_fields = () if task.target_quantity is None else ("done_quantity",)
        super().__init__(*args, **kwargs)
        this = Period.containing(day)
        months = [this, this.previous()]
        choices = [(str(month), month.label()) for month in months]
        self.fields["month"] = forms.ChoiceField(label=_("month"), choices=choices)
        is_closed = closed_reason(task.programme, this.previous())
        preset = this if is_closed else this.previous()
        self.initial.update(version=task.version, month=str(preset))
        self.order_fields(["month", "text", "done_quantity"])
        dress(self)
        if task.target_quantity is None:
            del self.fields["done_quantity"]
        else:
            self.fields["done_quantity"].help_text = _("of %(target)s %(unit)s") % {
                "target": f"{task.target_quantity.normalize():f}",
                "unit": task.quantity_unit,
            }

    def start_values(self) -> dict:
        return self.current_values(self.task)

    def submitted_values(self) -> dict[str, str]:
        mine = super().submitted_values()
        return {name: mine[name] or self.base_values().get(name, "") for name in mine}

    def values(self) -> dict:
        """The arguments of ``report_progress``."""
        data = self.cleaned_data
        return {
            "month": Period.parse(data["month"]),
            "text": data["text"],
            "done_quantity": data.get("done_quantity"),
            "version": data["version"],
        }
