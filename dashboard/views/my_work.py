"""“My work”: the first page after signing in of everybody but the leadership."""

from django.utils.translation import gettext as _

from core.periods import Period
from core.web.pages import Page
from dashboard.my_work import Item, my_tasks
from notifications.models import Notice
from programmes.models import Membership, Need, Task
from programmes.services.months import closed_reason
from projects.models import Project


class MyWork(Page):
    template_name = "dashboard/my_work.html"

    def get_title(self):
        return _("My tasks") if self.may("programmes.use_helper_wording") else _("My work")

    def get_context_data(self, **kwargs):
        as_helper = self.may("programmes.use_helper_wording")
        return super().get_context_data(
            sees_business=self.may("programmes.view"),
            uses_helper_wording=as_helper,
            may_report=self.may("programmes.report_tasks"),
            items=self._items(),
            **self._notices(),
            **self._month(),
            **self._needs(as_helper),
            **kwargs,
        )

    def _notices(self) -> dict:
        notices = self.visible(Notice).unread()
        return {"notices": notices, "newest_notice": max((n.pk for n in notices), default=None)}

    def _items(self) -> list[Item]:
        """The tasks that the user's unit leads or supports, also for users who see all."""
        tasks = self.visible(Task)
        helpers = self.visible(Membership).helpers().values_list("unit", flat=True)
        return my_tasks(
            tasks.filter(tasks.seen_by_unit(self.request.user)),
            on=self.request.day,
            user=self.request.user,
            helpers=set(helpers),
            sees_lateness=self.may("programmes.see_lateness_of_helpers"),
        )

    def _month(self) -> dict:
        """The last ended month's projects to report, for users with the right to report."""
        if not self.may("projects.report"):
            return {}
        month = Period.last_ended(self.request.day)
        due = self.visible(Project).due_to_report(month)
        if not self.may("programmes.manage"):
            due = due.filter(owner_unit=self.request.user.unit_id)
        missing = due.not_reported(month).select_related("owner_unit")
        closed = closed_reason(self.request.programme, month)
        return {"month": month, "due": due.count(), "missing": missing, "closed_message": closed}

    def _needs(self, as_helper: bool) -> dict:
        needs = self.visible(Need).select_related("township", "category")
        if as_helper:
            return {"unanswered": needs.unanswered()}
        return {"own_needs": needs.filter(township=self.request.user.unit_id).with_answer()}
