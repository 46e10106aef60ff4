"""The projects that answer a need, on the need's page."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy

from core.web.facts import Section
from programmes.models import Need
from projects.models import Project


def answering_projects(view: Any, need: Need) -> Section:
    rows = view.visible(Project).filter(need_links__need=need).with_stage(on=view.request.day)
    rows = rows.annotate(covers=F("need_links__amount"))
    return Section(
        gettext_lazy("Answering projects"),
        "projects",
        template="projects/answering_projects.html",
        rows=rows.select_related("owner_unit"),
    )
