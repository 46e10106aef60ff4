import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Outcome
from accounts.models import SignInAttempt, Unit, User
from accounts.passwords import folded
from core.web.filters import FilterSet, SearchFilter, SeveralFilter, TextFilter, YesNoFilter
from programmes.attempts import known_names
from programmes.choices import RoleName, TaskState, Tier, Urgency
from programmes.models import Membership, Need, NeedCategory, Role, Task, TaskList
from programmes.people import units_of as units_with_people


def units_of(tiers):
    """The units of these tiers, for the choices of a filter."""

    def choices(request):
        members = Membership.objects.visible_to(request.user).of(request.programme)
        units = Unit.objects.visible_to(request.user)
        return units.filter(pk__in=members.filter(tier__in=tiers).values("unit"))

    return choices


def units_in(model, field: str):
    """The units that stand in a field of the rows that the person may see."""

    def choices(request):
        rows = model.objects.visible_to(request.user).of(request.programme)
        units = Unit.objects.visible_to(request.user)
        return units.filter(pk__in=rows.order_by().values(field))

    return choices


def of_programme(model):
    """A catalogue's entries that the person may see."""

    def choices(request):
        return model.objects.visible_to(request.user).of(request.programme)

    return choices


class MembershipFilter(FilterSet):
    tier = filters.ChoiceFilter(choices=Tier.choices, label=_("tier"))
    channel = filters.CharFilter(label=_("channel"))
    q = SearchFilter(fields=("unit__name", "channel"))

    class Meta:
        model = Membership
        fields = ("tier", "channel", "q")


class TaskFilter(FilterSet):
    usual = ("list", "state", "lead", "due", "q")

    list = filters.ModelChoiceFilter(queryset=of_programme(TaskList), label=_("list"))
    state = SeveralFilter(choices=TaskState.choices, label=_("state"))
    lead = filters.ModelChoiceFilter(
        queryset=units_in(Task, "lead_unit"), field_name="lead_unit", label=_("lead unit")
    )
    helper = YesNoFilter(label=_("led by a helper"), method="by_helper")
    due = YesNoFilter(label=_("due by the day"), method="by_due")
    done = YesNoFilter(label=_("done"), method="by_done")
    q = SearchFilter(fields=("number", "text", "lead_unit__name", "person"))

    class Meta:
        model = Task
        fields = ("list", "state", "lead", "helper", "due", "done", "q")

    def by_helper(self, rows, name, value):
        led = self.visible(Task).led_by_helpers(self.programme).values("pk")
        return rows.filter(pk__in=led) if value == "yes" else rows.exclude(pk__in=led)

    def by_due(self, rows, name, value):
        tasks = self.visible(Task).with_known_deadline(self.request.user)
        due = tasks.filter(known_deadline__lte=self.day).values("pk")
        return rows.filter(pk__in=due) if value == "yes" else rows.exclude(pk__in=due)

    def by_done(self, rows, name, value):
        return rows.filter(state=TaskState.CLOSED) if value == "yes" else rows.not_done()


class NeedFilter(FilterSet):
    township = filters.ModelChoiceFilter(queryset=units_of([Tier.TOWNSHIP]), label=_("township"))
    category = filters.ModelChoiceFilter(queryset=of_programme(NeedCategory), label=_("category"))
    urgency = filters.ChoiceFilter(choices=Urgency.choices, label=_("urgency"))
    answered = YesNoFilter(label=_("answered"), method="by_answered")
    amount = YesNoFilter(label=_("amount stated"), method="by_amount")
    q = SearchFilter(fields=("number", "text", "township__name", "person"))

    class Meta:
        model = Need
        fields = ("township", "category", "urgency", "answered", "amount", "q")

    def by_answered(self, rows, name, value):
        return rows.answered() if value == "yes" else rows.unanswered()

    def by_amount(self, rows, name, value):
        return rows.filter(amount__isnull=value == "no")


class PersonFilter(FilterSet):
    unit = filters.ModelChoiceFilter(
        queryset=lambda request: units_with_people(request.programme), label=_("unit")
    )
    role = filters.ChoiceFilter(choices=RoleName.choices, label=_("role"), method="by_role")
    active = YesNoFilter(label=_("may sign in"), method="by_active")
    dormant = YesNoFilter(label=_("dormant"), method="by_dormant")
    q = SearchFilter(fields=("name", "username", "unit__name"))

    class Meta:
        model = User
        fields = ("unit", "role", "active", "dormant", "q")

    def by_role(self, rows, name, value):
        roles = self.visible(Role).filter(name=value)
        return rows.filter(pk__in=roles.values("user"))

    def by_active(self, rows, name, value):
        allowed = rows.filter(is_active=True).awake().values("pk")
        return rows.filter(pk__in=allowed) if value == "yes" else rows.exclude(pk__in=allowed)

    def by_dormant(self, rows, name, value):
        return rows.dormant() if value == "yes" else rows.awake()


class AttemptFilter(FilterSet):
    """Names are looked for among the people of the programme alone: no search spells out, letter
    by letter, what is masked."""

    outcome = SeveralFilter(choices=Outcome.choices, label=_("outcome"))
    known = YesNoFilter(label=_("known sign-in name"), method="by_known")
    address = TextFilter(label=_("address"), lookup_expr="icontains")
    on = filters.DateFilter(
        field_name="at",
        lookup_expr="date",
        label=_("day"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    q = TextFilter(label=_("Search"), method="by_person")

    class Meta:
        model = SignInAttempt
        fields = ("outcome", "known", "address", "on", "q")

    def by_known(self, rows, name, value):
        known = list(known_names(self.programme))
        return rows.filter(name__in=known) if value == "yes" else rows.exclude(name__in=known)

    def by_person(self, rows, name, value):
        wanted = folded(value)
        known = known_names(self.programme)
        return rows.filter(name__in=[key for key in known if wanted in folded(known[key])])
