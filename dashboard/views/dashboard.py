"""The first page of each role, the dashboard, and its charts as JSON."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.web.pages import Page, PageMixin
from dashboard import tiles as figures
from dashboard.charts import CHARTS, SECTIONS
from dashboard.figures import Facts
from dashboard.published import beside_published, open_indicators

# The first page of whoever has the right, the nearest to their work first.
FIRST_PAGES = (
    ("programmes.work", "my_work"),
    ("dashboard.view_dashboard", "dashboard"),
    ("programmes.see_people", "people"),
)


class Home(PageMixin, View):
    """Leadership lands on the dashboard, the administrators on the people, all others on their
    work."""

    def get(self, request):
        pages = [page for right, page in FIRST_PAGES if self.may(right)]
        return redirect(pages[0] if pages else "my_work")


class Dashboard(Page):
    permission = "dashboard.view_dashboard"
    template_name = "dashboard/dashboard.html"
    title = _("Dashboard")

    def get_context_data(self, **kwargs):
        """What is not shown, because it is ready, is not asked either."""
        facts = Facts.of(self.request)
        return super().get_context_data(
            month=facts.month,
            tiles=SimpleLazyObject(lambda: figures.six(facts)),
            indicators=SimpleLazyObject(lambda: open_indicators(facts)),
            sections=SimpleLazyObject(lambda: self._sections(facts)),
            published=SimpleLazyObject(lambda: beside_published(facts)),
            ready_key=self.ready_key(),
            **kwargs,
        )

    def _sections(self, facts):
        return [
            (section.heading, [chart.of(self.request, given=facts) for chart in section.charts])
            for section in SECTIONS
        ]


class ChartData(PageMixin, View):
    """The data of one chart, for those who may see the dashboard."""

    permission = "dashboard.view_dashboard"
    http_method_names = ["get", "head", "options"]

    def get(self, request, name):
        if name not in CHARTS:
            raise Http404
        return CHARTS[name].as_view()(request)
