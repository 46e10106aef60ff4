"""The pages of seconded staff and of working mechanisms, and their addresses."""

from django.utils.translation import gettext_lazy as _

from core.web.record_pages import ListOfKind, RecordOfKind, record_urls
from programmes.figures.mechanisms import mechanism_counts
from programmes.forms.task_force import MechanismForm, SecondedForm
from programmes.models import Mechanism, Membership, SecondedPerson
from programmes.tables.task_force import (
    MechanismFilter,
    MechanismTable,
    SecondedFilter,
    SecondedTable,
)
from programmes.views.history import HistoryMixin


class SecondedList(ListOfKind):
    model = SecondedPerson
    table_class, filterset_class = SecondedTable, SecondedFilter
    empty = _("Nobody is listed here. Add the staff seconded to the task force.")

    def get_queryset(self):
        return super().get_queryset().select_related("home_unit")


class SecondedRecord(HistoryMixin, RecordOfKind):
    model = SecondedPerson
    facts = ("home_unit", "first_day", "last_day", "duty")


class MechanismList(ListOfKind):
    """The mechanisms, and above them who has none, for whoever sees all of them."""

    model = Mechanism
    template_name = "programmes/mechanisms.html"
    table_class, filterset_class = MechanismTable, MechanismFilter
    empty = _("No mechanism fits. Change the filters, import them, or add one.")

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "document")

    def get_context_data(self, **kwargs):
        if self.may("programmes.count_tasks"):
            here = self.visible(Membership).present(on=self.request.day).select_related("unit")
            kwargs["counts"] = mechanism_counts(here, self.visible(Mechanism))
        return super().get_context_data(**kwargs)


class MechanismRecord(HistoryMixin, RecordOfKind):
    model = Mechanism
    facts = ("duties", "person", "contact", "document", "basis")


urlpatterns = [
    *record_urls(SecondedList, SecondedRecord, SecondedForm, prefix="network/seconded"),
    *record_urls(MechanismList, MechanismRecord, MechanismForm, prefix="network/mechanisms"),
]
