"""The first page of each role, the dashboard, and its charts as JSON."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.web.pages import Page, PageMixin
from dashboard.charts import CHARTS, SECTIONS
from dashboard.figures import DashboardFigures
from dashboard.published import compare_published, open_indicators
from dashboard.tiles import six_tiles

# The first page by right; the first right that a person has decides.
FIRST_PAGES = (
    ("programmes.work", "my_work"),
    ("dashboard.view_dashboard", "dashboard"),
    ("programmes.see_people", "people"),
)


class Home(PageMixin, View):
    """Redirects the leadership to the dashboard, administrators to the people, and all others to
    their work."""

    def get(self, request):
        pages = [page for right, page in FIRST_PAGES if self.may(right)]
        return redirect(pages[0] if pages else "my_work")


class Dashboard(Page):
    permission = "dashboard.view_dashboard"
    template_name = "dashboard/dashboard.html"
    title = _("Dashboard")

    def get_context_data(self, **kwargs):
        """Lazy, so that parts found in the cache read no figures."""
        figures = DashboardFigures.of(self.request)
        return super().get_context_data(
            month=figures.month,
            tiles=SimpleLazyObject(lambda: six_tiles(figures)),
            indicators=SimpleLazyObject(lambda: open_indicators(figures)),
            sections=SimpleLazyObject(lambda: self._sections(figures)),
            published=SimpleLazyObject(lambda: compare_published(figures)),
            ready_key=self.ready_key(),
            **kwargs,
        )

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
