"""Pages opened from a record that the query names: an instruction, a visit, a list or its
adjustment."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.web.pages import PageMixin
from programmes.models import Membership, TaskList, TaskListVersion, TaskRemark, Visit


def row_of_query(page: PageMixin, name: str, rows: Any) -> Any:
    """The row whose key is in the query; None where it has none. Raises Http404."""
    key = page.request.GET.get(name, "")
    return get_object_or_404(rows, pk=key) if key.isdecimal() else None


class FromRemark(PageMixin):
    """A page opened from an instruction (``?remark=``), from which something follows."""

    @cached_property
    def remark(self) -> TaskRemark | None:
        rows = self.visible(TaskRemark).open_instructions().select_related("task")
        return row_of_query(self, "remark", rows)

    def is_shared(self) -> bool:
        """Whether all units of the task may read the instruction: not an internal one, nor one
        about a task of a helper."""
        remark: Any = self.remark
        units = remark.task.reporting_units()
        helpers = self.visible(Membership).helpers().filter(unit__in=units)
        return not remark.is_internal and not helpers.exists()

    def quoted(self) -> str:
        """The instruction in words."""
        words = _("Instruction of %(leader)s of %(day)s: %(text)s")
        remark: Any = self.remark
        return words % {"leader": remark.leader, "day": remark.on, "text": remark.text}


class FromVisit(PageMixin):
    """A page opened from a visit (``?visit=``), from which a task follows."""

    @cached_property
    def visit(self) -> Visit | None:
        rows = self.visible(Visit).with_follow_up().filter(task=None)
        return row_of_query(self, "visit", rows)

    def visit_in_words(self) -> str:
        visit: Any = self.visit
        words = _("From the visit of %(day)s: %(visit)s, %(purpose)s")
        return words % {"day": visit.day, "visit": visit, "purpose": visit.purpose}


class OfAdjustment(PageMixin):
    """A page opened from an adjustment (``?adjustment=``), by which a new task comes in."""

    @cached_property
    def adjustment(self) -> TaskListVersion | None:
        rows = self.visible(TaskListVersion).select_related("list")
        return row_of_query(self, "adjustment", rows)

    @property
    def chosen_list(self) -> TaskList | None:
        """That of the adjustment, else of the query (``?list=``)."""
        if self.adjustment:
            return self.adjustment.list
        return row_of_query(self, "list", self.visible(TaskList))
