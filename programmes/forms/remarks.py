from django.utils.translation import gettext_lazy as _

from core.web.fields import model_fields
from core.web.forms import RecordForm
from programmes.models import TaskRemark


@model_fields(TaskRemark, "text", "is_internal")
class CommentForm(RecordForm):
    """``may_be_internal``: the author reads what is for the task force and leadership only."""

    required_hidden = ("submission_id",)

    def __init__(self, *args, may_be_internal, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_be_internal:
            del self.fields["is_internal"]

    def values(self) -> dict:
        """The arguments of ``add_remark``."""
        names = [field.name for field in self.visible_fields()]
        return {name: self.cleaned_data[name] for name in names}


@model_fields(TaskRemark, "leader", "on", "text", "is_internal")
class InstructionForm(CommentForm):
    """Whose instruction it is, and of which day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].required = True
        if "is_internal" in self.fields:
            self.fields["is_internal"].help_text = _(
                "Of a task that a helper leads, the task force and the leadership alone read "
                "instructions."
            )
