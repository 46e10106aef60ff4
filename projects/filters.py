import django_filters as filters
from django.db.models import Q
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.filters import (
    FilterSet,
    ModelChoiceFilter,
    MonthFilter,
    SearchFilter,
    SeveralFilter,
    SpanDayFilter,
    YesNoFilter,
)
from programmes.choices import Tier
from programmes.tables.choices import (
    catalogue_entries,
    month_choices,
    units_in_tiers,
    units_of_rows,
)
from projects.choices import LightKind, ProjectKind, Stage, YearClassName
from projects.figures.financing import financing_differs
from projects.lights import COLOURS, FIELDS
from projects.models import Park, Project, Sector, YearClass

NONE = _("none")

# Filters that name a light; helpers have none of them.
OF_LIGHTS = (*(kind.value for kind in LightKind), "exempt")


class StageFilter(SeveralFilter):
    """One or several stages, or no recorded stage."""

    def __init__(self, **kwargs):
        choices = [*Stage.choices, ("none", _("no stage recorded"))]
        super().__init__(choices=choices, label=_("stage"), **kwargs)

    def filter(self, rows, values):
        if not values:
            return rows
        found = Q(stage__in=values)
        return rows.filter(found | Q(stage__isnull=True) if "none" in values else found)


class LightFilter(SeveralFilter):
    """One or several colours of a light."""

    def __init__(self, kind: LightKind):
        choices = [(light.value, light.label) for light in COLOURS[kind]]
        super().__init__(choices=choices, field_name=FIELDS[kind], label=kind.label)


class ProjectFilter(FilterSet):
    primary = ("month", "stage", "warning", "owner", "q")

    month = MonthFilter(label=_("month"), choices=[])
    stage = StageFilter()
    warning = LightFilter(LightKind.OVERALL)
    light = LightFilter(LightKind.PROGRESS)
    start = LightFilter(LightKind.START)
    statistics = LightFilter(LightKind.STATISTICS)
    sector = ModelChoiceFilter(
        queryset=catalogue_entries(Sector), label=_("sector"), null_label=NONE, null_value="none"
    )
    township = ModelChoiceFilter(
        queryset=units_in_tiers([Tier.TOWNSHIP]),
        label=_("township"),
        null_label=_("across townships or outside the county"),
        null_value="none",
    )
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="owner_unit",
        label=_("responsible unit"),
        null_label=NONE,
        null_value="none",
    )
    official = filters.ChoiceFilter(label=_("lead official"), method="by_official", choices=[])
    park = ModelChoiceFilter(
        queryset=catalogue_entries(Park), label=_("park"), null_label=NONE, null_value="none"
    )
    kind = filters.ChoiceFilter(choices=ProjectKind.choices, label=_("kind"))
    year_class = filters.ChoiceFilter(
        choices=YearClassName.choices, label=_("class of the year"), method="by_year_class"
    )
    exempt = YesNoFilter(label=_("exempt from the progress light"), method="by_exemption")
    planned = YesNoFilter(label=_("plan of the year"), method="by_plan")
    reported = YesNoFilter(label=_("month reported"), method="by_report")
    total = YesNoFilter(label=_("total investment stated"), method="by_total")
    signed = YesNoFilter(label=_("signed deal"), method="by_signed")
    gap = filters.ChoiceFilter(
        choices=[("yes", _("differs from the total"))], label=_("financing"), method="by_gap"
    )
    q = SearchFilter(
        fields=("code", "name", "owner_unit__name", "person", "lead_official"), names=("name",)
    )

    def __init__(self, data=None, *args, month, **kwargs):
        """``month`` is that of the figures, whatever the query."""
        self.month = month
        super().__init__(data, *args, **kwargs)
        self.filters["month"].extra |= {
            "choices": month_choices(self.programme, max(self.day, self.programme.today())),
            "empty_label": _("now (%(month)s)") % {"month": month.label()},
        }
        self.filters["official"].extra["choices"] = SimpleLazyObject(self._officials)
        if self.request.user.has_perm("programmes.use_helper_wording", self.programme):
            for name in OF_LIGHTS:
                del self.filters[name]

    def _officials(self) -> list[tuple[str, str]]:
        """The officials of the projects that the user may see, and “none”."""
        names = self.visible(Project).exclude(lead_official="").order_by("lead_official")
        found = names.values_list("lead_official", flat=True).distinct()
        return [("none", str(NONE)), *((name, name) for name in found)]

    def by_plan(self, rows, name, value):
        return rows.filter(plan__isnull=value == "no")

    def by_exemption(self, rows, name, value):
        return rows.with_exemption(self.month).filter(is_exempt=value == "yes")

    def by_total(self, rows, name, value):
        return rows.filter(total_investment__isnull=value == "no")

    def by_gap(self, rows, name, value):
        return rows.filter(pk__in=financing_differs(self.visible(Project)).values("pk"))

    def by_report(self, rows, name, value):
        if value == "yes":
            return rows.reported(self.month)
        return rows.not_reported(self.month)

    def by_official(self, rows, name, value):
        return rows.filter(lead_official="" if value == "none" else value)

    def by_year_class(self, rows, name, value):
        """By the class in the year of the month."""
        named = self.visible(YearClass).filter(year=self.month.year, name=value)
        return rows.filter(pk__in=named.values("project"))

    def by_signed(self, rows, name, value):
        return rows.filter(signed=True) if value == "yes" else rows.exclude(signed=True)


class GroupFilter(ProjectFilter):
    """Of groups, whose figures are always those of a month."""

    def __init__(self, data=None, *args, month, **kwargs):
        if data is not None and not data.get("month"):
            data = data.copy()
            data["month"] = str(month)
        super().__init__(data, *args, month=month, **kwargs)
        self.filters["month"].extra |= {"empty_label": None, "initial": str(month)}


class ChangeFilter(ProjectFilter):
    """The same filters and a span of days; ``since`` is the default of the first day."""

    primary = ("from", "to", "stage", "owner", "q")

    def __init__(self, *args, since, **kwargs):
        super().__init__(*args, **kwargs)
        del self.filters["month"]
        ends = {"from": (_("from"), since), "to": (_("to"), self.day)}
        first = {
            name: SpanDayFilter(label=label, initial=day) for name, (label, day) in ends.items()
        }
        self.filters: dict[str, filters.Filter] = {**first, **self.filters}


class MonthEntriesFilter(ProjectFilter):
    """The filters that apply to one month's entries."""

    class Meta:
        model = Project
        fields = ("reported", "warning", "light", "owner", "q")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.filters) - set(self.Meta.fields):
            del self.filters[name]


class EntryFilter(FilterSet):
    month = filters.ChoiceFilter(label=_("month"), method="by_month", choices=[])
    unit = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=_("responsible unit"),
    )
    problems = YesNoFilter(label=_("problems stated"), method="by_problems")
    problem = SearchFilter(fields=("problems",), label=_("problems"))
    q = SearchFilter(fields=("project__code", "project__name", "image_progress", "problems"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = month_choices(self.programme, self.day)

    def by_month(self, rows, name, value):
        return rows.filter(month=Period.parse(value).start)

    def by_problems(self, rows, name, value):
        return rows.exclude(problems="") if value == "yes" else rows.filter(problems="")
