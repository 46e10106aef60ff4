from django import forms
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.text import TextField
from core.web.forms import QuantityField, RecordForm
from core.web.widgets import dress
from programmes.services.months import closed_reason


class ProgressForm(RecordForm):
    """A report on a task, of this month or the last; the last one unless it is closed. A quantity
    that is left empty stays as it stands on the task."""

    needs = ("version", "submission_id")

    text = TextField(label=_("progress"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    done_quantity = QuantityField(label=_("done so far"), required=False)

    def __init__(self, *args, task, day, **kwargs):
        self.task = task
        self.merged = () if task.target_quantity is None else ("done_quantity",)
        super().__init__(*args, **kwargs)
        this = Period.containing(day)
        months = [this, this.previous()]
        choices = [(str(month), month.label()) for month in months]
        self.fields["month"] = forms.ChoiceField(label=_("month"), choices=choices)
        closed = closed_reason(task.programme, this.previous())
        usual = this if closed else this.previous()
        self.initial.update(version=task.version, month=str(usual))
        self.order_fields(["month", "text", "done_quantity"])
        dress(self)
        if task.target_quantity is None:
            del self.fields["done_quantity"]
        else:
            self.fields["done_quantity"].help_text = _("of %(target)s %(unit)s") % {
                "target": f"{task.target_quantity.normalize():f}",
                "unit": task.quantity_unit,
            }

    def start(self) -> dict:
        return self.standing(self.task)

    def mine(self) -> dict[str, str]:
        mine = super().mine()
        return {name: mine[name] or self.started_from().get(name, "") for name in mine}

    def values(self) -> dict:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "month": Period.parse(data["month"]),
            "text": data["text"],
            "done_quantity": data.get("done_quantity"),
            "version": data["version"],
            "submission_id": data["submission_id"],
        }
