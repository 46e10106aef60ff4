"""The rankings of the quarters: the list of them, the page of one, its file and its buttons."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.files.downloads import download
from core.files.exporters import TYPES
from core.periods import Period
from core.web.form_pages import Button
from core.web.pages import Page, PageMixin
from core.web.routes import routes
from programmes.views.history import HistoryMixin
from supervision.exporters.ranking_book import ranking_book
from supervision.figures.ranking_helpers import HelperGift
from supervision.figures.ranking_tables import (
    ShownTable,
    shown_changes,
    shown_tables,
    unclosed,
)
from supervision.figures.rankings import tables_of
from supervision.forms.rankings import DraftForm
from supervision.models import Objection, Ranking
from supervision.services import rankings as services
from supervision.services.objections import why_no_objection


class QuarterOfAddress(PageMixin):
    """A page about a quarter of the programme's years; 404 for others."""

    permission = "supervision.view_rankings"

    @cached_property
    def quarter(self) -> Period:
        programme = self.request.programme
        try:
            quarter = Period.parse(self.kwargs["period"])
        except ValueError as error:
            raise Http404 from error
        is_within = programme.start_year <= quarter.year <= programme.end_year
        if quarter.kind != "quarter" or not is_within:
            raise Http404
        return quarter

    @property
    def sees_all(self) -> bool:
        return self.may("supervision.view")

    @cached_property
    def revisions(self) -> list[Ranking]:
        """Those that the person may see, the newest first."""
        rows = self.visible(Ranking).of_quarter(self.quarter)
        return list(rows.select_related("programme", "issued_by", "created_by"))

    @cached_property
    def ranking(self) -> Ranking | None:
        """That of the query, else the newest; None without any. 404 for an unknown revision."""
        number = self.request.GET.get("revision", "")
        found = [one for one in self.revisions if number in ("", str(one.revision))]
        if number and not found:
            raise Http404
        return found[0] if found else None

    def shown(self, ranking: Ranking) -> list[ShownTable]:
        """All tables, or to a unit those of its own group."""
        tables = tables_of(ranking.content)
        unit = None if self.sees_all else self.request.user.unit_id
        return shown_tables(ranking.content, tables, unit)

    def helpers(self, ranking: Ranking) -> list[HelperGift]:
        """Those with money or tasks; read by task force and leadership alone."""
        rows = ranking.content["helpers"] if self.sees_all else []
        return [one for one in map(HelperGift.from_json, rows) if not one.is_empty]

    def get_return_url(self) -> str:
        return reverse("ranking", args=[self.quarter])


class RankingPage(HistoryMixin, QuarterOfAddress, Page):
    template_name = "supervision/ranking.html"
    shows_present = True

    def history_object(self):
        return self.ranking

    def get_title(self):
        return _("Rankings of %(quarter)s") % {"quarter": self.quarter.label()}

    def get_context_data(self, **kwargs):
        today = self.request.programme.today()
        no_draft = services.why_no_draft(self.request.programme, self.quarter, today)
        return super().get_context_data(
            quarter=self.quarter,
            ranking=self.ranking,
            revisions=self.revisions,
            is_newest=self.ranking is None or self.ranking == self.revisions[0],
            sees_all=self.sees_all,
            own_unit=self.request.user.unit_id,
            why_no_draft=no_draft,
            may_manage=self.may("supervision.manage_rankings"),
            **(self._of(self.ranking) if self.ranking else {}),
            **kwargs,
        )

    def _of(self, ranking: Ranking) -> dict[str, Any]:
        today = self.request.programme.today()
        objections = self.visible(Objection).filter(ranking=ranking)
        pending = objections.pending().filter(unit=self.request.user.unit_id)
        return {
            "pending": [] if self.sees_all else list(pending.values_list("kind", flat=True)),
            "tables": self.shown(ranking),
            "helpers": self.helpers(ranking),
            "changes": shown_changes(ranking.content) if self.sees_all else [],
            "objections": objections.select_related("unit", "answered_by"),
            "unclosed": unclosed(ranking.content),
            "is_in_hand": not ranking.is_issued,
            "may_object": self.may("supervision.object_to_ranking", ranking)
            and not why_no_objection(ranking, self.request.user.unit_id, today),
            "may_issue": self.may("supervision.issue_rankings"),
            "why_not_issued": services.why_not_issued(ranking, today),
        }


class RankingFile(QuarterOfAddress, View):
    """The tables that the person sees, as a workbook."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, period):
        if self.ranking is None:
            raise Http404
        title = f"{request.programme.short_county}{self.ranking.period.label()}排名"
        tables = [one.table for one in self.shown(self.ranking)]
        data = ranking_book(title, tables, self.helpers(self.ranking))
        mark = "" if self.ranking.is_issued else f"-{self.ranking.get_state_display()}"
        return download(request, data, name=f"{title}{mark}.xlsx", content_type=TYPES["xlsx"])


class RankingList(Page):
    """The quarters that have ended, each with its newest ranking."""

    permission = "supervision.view_rankings"
    template_name = "supervision/rankings.html"
    title = gettext_lazy("Quarterly rankings")

    def get_context_data(self, **kwargs):
        rows = self.visible(Ranking).defer("content").order_by("quarter", "revision")
        newest = {one.period: one for one in rows}
        quarters = [(one, newest.get(one)) for one in self._quarters()]
        may_manage = self.may("supervision.manage_rankings")
        return super().get_context_data(quarters=quarters, may_manage=may_manage, **kwargs)

    def _quarters(self) -> Iterable[Period]:
        """The latest first."""
        programme = self.request.programme
        quarter = Period.last_ended(programme.today(), "quarter")
        while quarter.year >= programme.start_year:
            if quarter.year <= programme.end_year:
                yield quarter
            quarter = quarter.previous()


class RankingButton(QuarterOfAddress, Button):
    """About the ranking in hand."""

    permission = "supervision.manage_rankings"

    def find(self) -> Ranking:
        rows = self.visible(Ranking).of_quarter(self.quarter)
        return get_object_or_404(rows.order_by("-revision")[:1])

    @property
    def today(self):
        return self.request.programme.today()


class DraftRanking(RankingButton):
    """Computes the tables, or computes them anew."""

    form_class = DraftForm

    def find(self) -> Any:
        return self.quarter

    def perform(self, data):
        services.draft_ranking(
            programme=self.request.programme,
            quarter=self.quarter,
            by=self.request.user,
            on=self.today,
            version=data["version"],
        )
        return self.redirect_back(_("The tables are computed."))


class OpenRanking(RankingButton):
    def perform(self, data):
        services.open_ranking(self.find(), version=data["version"], on=self.today)
        return self.redirect_back(_("The ranking is open to objections; the units are notified."))


class DeleteRanking(RankingButton):
    def perform(self, data):
        services.delete_ranking(self.find(), version=data["version"])
        return self.redirect_back(_("The draft of the ranking is deleted."))


class IssueRanking(RankingButton):
    permission = "supervision.issue_rankings"

    def perform(self, data):
        given = {"by": self.request.user, "on": self.today}
        services.issue_ranking(self.find(), version=data["version"], **given)
        return self.redirect_back(_("The ranking is issued."))


urlpatterns = [
    *routes("supervision/quarter/", ("", RankingList, "rankings")),
    *routes(
        "supervision/quarter/<str:period>/",
        ("", RankingPage, "ranking"),
        ("file/", RankingFile, "ranking_file"),
        ("draft/", DraftRanking, "draft_ranking"),
        ("open/", OpenRanking, "open_ranking"),
        ("issue/", IssueRanking, "issue_ranking"),
        ("delete/", DeleteRanking, "delete_ranking"),
    ),
]
