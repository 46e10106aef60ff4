"""The rows of our lists are drawn fast, and say what django-tables2 would say cell by cell."""

import django_tables2 as tables
import pytest
from django.template import engines
from django.utils.html import format_html

from accounts.models import SignInAttempt
from core.web.columns import MoneyColumn
from core.web.tables import Table
from programmes.tables.attempts import AttemptTable
from projects.models import Project
from tests.making import kind_of_approval, order, work_rows
from tests.pages.addresses import list_addresses

# No helper reads them.
OF_SUPERVISION = {"findings", "orders", "publications", "assessment"}
STOCK = (
    "{% for row in table.paginated_rows %}<tr>{% for column, cell in row.items %}"
    "<td {{ column.attrs.td.as_html }}>{{ cell }}</td>{% endfor %}</tr>\n{% endfor %}"
)


def stock(table: Table) -> str:
    drawn = engines["django"].from_string(STOCK).render({"table": table})
    return drawn.replace("<td >", "<td>")


@pytest.mark.parametrize("who", ["clerk", "helper"])
@pytest.mark.parametrize("name", sorted(list_addresses()))
def test_each_list_says_the_same(as_, cast, who, name):
    work_rows(cast.dam, kind_of_approval(cast.alpha, "环评批复"))
    order(cast.alpha, cast.finding)
    response = as_(who).get(list_addresses()[name])
    if who == "helper" and name in OF_SUPERVISION:
        assert response.status_code == 403
        return
    table = response.context["table"]
    assert len(table.rows) > 0
    assert table.body() == stock(table)


def test_the_sample_says_the_same(sample, client, django_user_model):
    client.force_login(django_user_model.objects.get(username="leader"))
    for address in [*list_addresses().values(), "/reports/"]:
        table = client.get(address).context["table"]
        assert table.body() == stock(table), address


def test_people_and_their_attempts_say_the_same(as_, cast):
    people = as_("sysadmin").get("/people/").context["table"]
    assert people.body() == stock(people)
    SignInAttempt.objects.create(name="<alpha>", address="10.0.0.1", outcome="wrong")
    attempts = AttemptTable(SignInAttempt.objects.all(), known={})
    assert len(attempts.rows) > 0
    assert attempts.body() == stock(attempts)


class Mixed(Table):
    """Columns of every kind that a table of ours may have."""

    name = tables.Column(linkify=("take_back_note", [tables.A("pk"), tables.A("owner_unit_id")]))
    owner = tables.Column(accessor="owner_unit__name", default="<none>")
    nature = tables.Column(empty_values=())
    whole = MoneyColumn(accessor="total_investment")
    bare = tables.Column(accessor="total_investment")
    start = tables.Column(accessor="planned_start")
    signed = tables.BooleanColumn()
    every = tables.TemplateColumn("{{ record.code }}", accessor="code")
    nothing = tables.Column(accessor="owner_unit__pk", empty_values=())

    class Meta(Table.Meta):
        model = Project
        fields = ("name",)

    def render_nothing(self, column, bound_column, table):
        return format_html("<b>{}</b>", f"{bound_column.name}{table.places}{column.orderable}")


def test_columns_of_every_kind_say_the_same(cast):
    cast.road.name, cast.road.nature = "<b>路&", "new"
    cast.road.save()
    for rows in (Project.objects.of(cast.alpha), [cast.road, cast.dam]):
        table = Mixed(rows)
        assert table.body() == stock(table)
    assert "&lt;b&gt;路&amp;" in table.body()


def test_a_column_of_what_no_record_has_is_an_error(cast):
    class Wrong(Table):
        absent = tables.Column()

    with pytest.raises(AttributeError, match="absent"):
        Wrong(Project.objects.of(cast.alpha)).body()
