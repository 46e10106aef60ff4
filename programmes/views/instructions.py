"""The list of leaders' instructions, with what became of each."""

from django.utils.translation import gettext_lazy

from core.web.list_pages import ListPage
from core.web.routes import routes
from programmes.choices import RemarkKind
from programmes.models import TaskRemark
from programmes.tables.instructions import InstructionFilter, InstructionTable


class Instructions(ListPage):
    model = TaskRemark
    permission = "programmes.lead"
    shows_present = True
    table_class, filterset_class = InstructionTable, InstructionFilter
    title = gettext_lazy("Instructions and what became of them")
    filled_by = "programmes.lead"
    empty = gettext_lazy("No instruction is recorded: record one on the page of its task.")

    def get_queryset(self):
        rows = super().get_queryset().filter(kind=RemarkKind.INSTRUCTION).with_outcome()
        rows = rows.select_related("task__lead_unit", "led_to_task", "led_to_event")
        return rows.order_by("-on", "-pk")


urlpatterns = routes("tasks/", ("instructions/", Instructions, "instructions"))
