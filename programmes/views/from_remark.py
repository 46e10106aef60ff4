"""Pages opened from a leader's instruction, from which something follows."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.web.pages import PageMixin
from programmes.models import Membership, TaskRemark


class FromRemark(PageMixin):
    """A page opened from an instruction (``?remark=``), from which something follows."""

    @cached_property
    def remark(self) -> TaskRemark | None:
        key = self.request.GET.get("remark", "")
        if not key.isdecimal():
            return None
        rows = self.visible(TaskRemark).open_instructions().select_related("task")
        return get_object_or_404(rows, pk=key)

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
