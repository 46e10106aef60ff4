"""Tasks as rows of another record's page."""

from core.web.pages import PageMixin
from programmes.models import Task
from programmes.services.months import shown_month


def shown_tasks(page: PageMixin):
    """The tasks that the user sees, with all that ``programmes/task_rows.html`` shows of them."""
    user, day = page.request.user, page.request.day
    month = shown_month(page.request.programme)
    rows = page.visible(Task).with_known_deadline(user).with_state(day)
    rows = rows.with_report_of(month).with_due_report(month, on=day)
    helps = page.may("programmes.use_helper_wording")
    rows = rows.with_lists(day, as_helper=helps)
    if helps:
        rows = rows.with_own_report(user.unit_id, month)
    return rows.select_related("lead_unit")
