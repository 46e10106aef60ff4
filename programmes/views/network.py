"""The pages of the network and of its units, and their addresses."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.facts import Section
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from programmes.figures.phones import contact_of
from programmes.figures.picture import narrow_picture, wide_picture
from programmes.forms.network import MemberForm
from programmes.models import Mechanism, Membership, Need, SecondedPerson, Task
from programmes.panels import unit_loads
from programmes.services.network import create_member, edit_member, remove_member
from programmes.tables.network import MembershipFilter, MembershipTable
from programmes.tables.task_force import MechanismTable, SecondedTable
from programmes.views.agreement_rows import agreements_of_unit
from programmes.views.history import HistoryMixin
from programmes.views.task_rows import shown_tasks
from programmes.views.visit_rows import visits_of_unit


class NetworkList(ListOfKind):
    model = Membership
    template_name = "programmes/network.html"
    table_class, filterset_class = MembershipTable, MembershipFilter
    empty = gettext_lazy("No unit stands here yet. Import the network's workbook first.")

    def get_title(self):
        return gettext_lazy("Helper network")

    def more_table_kwargs(self):
        """Leaves out the count for people who do not see all tasks."""
        left_out = () if self.may("programmes.count_tasks") else ("led_tasks",)
        return {"exclude": left_out, "loads": self.loads}

    @cached_property
    def places(self) -> list[Membership]:
        """All that fit the filters, on whatever page of the table."""
        return list(self.object_list)

    @cached_property
    def loads(self) -> dict[int, list[str]]:
        """What each unit has, in words; for who does not see all of it, that of their own alone."""
        sees_all, own = self.may("programmes.count_tasks"), self.request.user.unit_id
        places = [one for one in self.places if sees_all or one.unit_id == own]
        found = {one.unit_id: task_words(one) for one in places}
        for load_of in unit_loads:
            for key, words in load_of(self, places).by_unit.items():
                found[key].append(words)
        return found

    def get_context_data(self, **kwargs):
        given = (self.request.programme.county, self.places, self.loads)
        wide, narrow = wide_picture(*given), narrow_picture(*given)
        return super().get_context_data(wide=wide, narrow=narrow, **kwargs)

    def get_queryset(self):
        led = self.visible(Task).as_of(self.request.day).listed()
        led = led.filter(lead_unit=OuterRef("unit")).order_by().values("lead_unit")
        count = Subquery(led.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        rows = super().get_queryset().select_related("unit").annotate(led_count=count)
        return rows.annotate(is_left=Q(left_on__lte=self.request.day))


def task_words(place) -> list[str]:
    return [_("tasks %(n)s") % {"n": place.led_count}] if place.led_count else []


class UnitRecord(HistoryMixin, RecordOfKind):
    """A unit's place in the programme, and its tasks that the person may see: they are counted
    where these are all of them."""

    model = Membership
    template_name = "programmes/unit.html"
    title_field = "unit"
    facts = ("industry", "joined_on", "left_on")

    def get_queryset(self):
        return super().get_queryset().select_related("unit")

    def get_sections(self):
        unit = self.object.unit
        found = (visits_of_unit(self, unit), agreements_of_unit(self, unit))
        return [*self.of_task_force(), *(section for section in found if section.rows)]

    def of_task_force(self) -> list[Section]:
        """The unit's mechanism and its people in the task force, where the user sees them."""
        unit = self.object.unit
        mechanisms = self.visible(Mechanism).filter(unit=unit).select_related("unit", "document")
        seconded = self.visible(SecondedPerson).filter(home_unit=unit).select_related("home_unit")
        tables = (
            (gettext_lazy("Working mechanism"), "mechanism", MechanismTable(list(mechanisms))),
            (gettext_lazy("Seconded to the task force"), "seconded", SecondedTable(list(seconded))),
        )
        return [Section(title, anchor, table) for title, anchor, table in tables if table.data.data]

    def contact(self) -> str:
        """The contact of another unit is no matter of a helper."""
        is_own = self.object.unit_id == self.request.user.unit_id
        sees = is_own or not self.may("programmes.use_helper_wording")
        return contact_of(self.request.user, self.object) if sees else ""

    def get_context_data(self, **kwargs):
        tasks, unit = shown_tasks(self).listed(), self.object.unit
        day = self.request.day
        return super().get_context_data(
            contact=self.contact(),
            former_names=unit.former_names.all(),
            has_left=self.object.has_left(on=self.request.day),
            sees_all=self.may("programmes.count_tasks") or unit.pk == self.request.user.unit_id,
            led=tasks.filter(lead_unit=unit),
            supported=tasks.filter(supporting_units=unit),
            needs=self.visible(Need)
            .filter(township=unit)
            .with_state(day)
            .select_related("category"),
            **kwargs,
        )


class CreateMember(CreateRecord):
    def create(self, **values):
        return create_member(**values)


class EditMember(EditRecord):
    def edit(self, version, **values):
        edit_member(self.record, version=version, **values)


class RemoveMember(DeleteRecord):
    def delete(self, version, reason):
        remove_member(self.record, version=version, reason=reason)


urlpatterns = record_urls(
    NetworkList, UnitRecord, MemberForm, create=CreateMember, edit=EditMember, delete=RemoveMember
)
