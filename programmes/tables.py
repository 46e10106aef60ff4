import django_tables2 as tables
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import SignInAttempt, User
from core.web.tables import (
    DayColumn,
    MoneyColumn,
    ProvenanceColumn,
    QuantityColumn,
    Table,
    WideColumn,
)
from programmes.attempts import masked
from programmes.models import Membership, Need, Task
from programmes.words import feedback_word


class MembershipTable(Table):
    unit = tables.Column(linkify=("unit", [tables.A("unit_id")]), verbose_name=_("unit"))
    led_tasks = tables.Column(verbose_name=_("tasks led"), accessor="led_count", orderable=False)
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Membership
        fields = ("tier", "channel", "unit", "led_tasks", "mark")


class TaskTable(Table):
    text = WideColumn(linkify=("task", [tables.A("pk")]))
    deadline = DayColumn(accessor="known_deadline", verbose_name=_("deadline"))
    target_quantity = QuantityColumn()
    done_quantity = QuantityColumn()
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Task
        fields = (
            "number",
            "list",
            "text",
            "lead_unit",
            "person",
            "deadline",
            "target_quantity",
            "done_quantity",
            "quantity_unit",
            "state",
            "mark",
        )


class HelperTaskTable(TaskTable):
    """A helper's own tasks, in the words kept for partners."""

    state = tables.Column(verbose_name=_("feedback"))

    class Meta(TaskTable.Meta):
        pass

    def render_state(self, record):
        return feedback_word(record.state)

    value_state = render_state


class NeedTable(Table):
    text = WideColumn(linkify=("need", [tables.A("pk")]))
    amount = MoneyColumn(verbose_name=_("amount"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Need
        fields = ("number", "township", "category", "text", "amount", "person", "urgency", "mark")


class PersonTable(Table):
    """``roles_here`` stands on each row, read for the whole page at once."""

    name = tables.Column(linkify=("person", [tables.A("pk")]))
    roles = WideColumn(verbose_name=_("roles"), orderable=False, empty_values=())
    is_active = tables.Column(verbose_name=_("state"))
    last_login = tables.DateTimeColumn(format="Y-m-d H:i", verbose_name=_("last sign-in"))

    class Meta(Table.Meta):
        model = User
        fields = ("name", "username", "unit", "roles", "is_active", "last_login")

    def render_roles(self, record):
        return _now(", ").join(role.get_name_display() for role in record.roles_here) or "—"

    value_roles = render_roles

    def render_is_active(self, record):
        if not record.is_active:
            return _now("disabled")
        if record.is_dormant:
            return _now("dormant")
        return _now("first password") if record.must_change_password else _now("may sign in")

    value_is_active = render_is_active

    def value_last_login(self, value):
        return f"{localtime(value):%Y-%m-%d %H:%M}" if value else ""


class AttemptTable(Table):
    """``known`` says for a name whose it is; other names are masked, in the file as well."""

    at = tables.DateTimeColumn(format="Y-m-d H:i:s", verbose_name=_("time"))
    name = tables.Column(verbose_name=_("sign-in name"), orderable=False)
    address = tables.Column(verbose_name=_("address"))
    outcome = tables.Column(verbose_name=_("outcome"))

    class Meta(Table.Meta):
        model = SignInAttempt
        fields = ("at", "name", "address", "outcome")

    def __init__(self, *args, known: dict[str, str], **kwargs):
        self.known = known
        super().__init__(*args, **kwargs)

    def render_name(self, value):
        return self.known.get(value) or masked(value)

    value_name = render_name

    def value_at(self, value):
        return f"{localtime(value):%Y-%m-%d %H:%M:%S}"
