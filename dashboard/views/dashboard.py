"""The first page of each role, the dashboard, and its charts as JSON."""

from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.periods import Period
from core.web.page_cache import cached_part
from core.web.pages import Page, PageMixin
from dashboard.charts import CHARTS, SECTIONS
from dashboard.figures import DashboardFigures
from dashboard.published import compare_published, open_indicators
from dashboard.tiles import all_tiles
from projects.choices import LightKind

# The first page by right; the first right that a person has decides.
FIRST_PAGES = (
    ("programmes.work", "my_work"),
    ("dashboard.view_dashboard", "dashboard"),
    ("programmes.see_people", "people"),
    ("programmes.read_audit", "audit"),
)


class Home(PageMixin, View):
    """Redirects the leadership to the dashboard, administrators to the people, auditors to the
    record of changes, and all others to their work."""

    def get(self, request):
        pages = [page for right, page in FIRST_PAGES if self.may(right)]
        return redirect(pages[0] if pages else "my_work")


class Dashboard(Page):
    permission = "dashboard.view_dashboard"
    template_name = "dashboard/dashboard.html"
    title = _("Dashboard")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            month=Period.last_ended(self.request.day),
            content=cached_part("dashboard", self.request, self.draw),
            **kwargs,
        )

    def draw(self) -> str:
        """The figures and charts. Reads the programme again: the request's was read before the
        number of the newest change."""
        self.request.programme.refresh_from_db()
        figures = DashboardFigures.of(self.request)
        context = {
            "tiles": all_tiles(figures),
            "month": figures.month,
            "counts_of_lights": figures.counts_of_lights,
            "has_lights": any(figures.counts_of_lights[LightKind.OVERALL].values()),
            "indicators": open_indicators(figures),
            "sections": self._sections(figures),
            "published": compare_published(figures),
        }
        return render_to_string("dashboard/content.html", context)

    def _sections(self, figures):
        return [
            (
                section.heading,
                [chart.of(self.request, shared_figures=figures) for chart in section.charts],
            )
            for section in SECTIONS
        ]


class ChartData(PageMixin, View):
    """The data of one chart as JSON."""

    permission = "dashboard.view_dashboard"
    http_method_names = ["get", "head", "options"]

    def get(self, request, name):
        if name not in CHARTS:
            raise Http404
        return CHARTS[name].as_view()(request)
