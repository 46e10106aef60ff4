"""The measures of the benchmark."""

import io
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import bare
import database
import xlsxwriter
from django.db import connection, connections, transaction
from django.db.models import F
from django.test import RequestFactory
from installation import build
from measuring import SYSTEM, Measure, Work, client_for, file, page

from core.actors import acting_as
from core.files.exporters import pieces_of
from core.periods import Period
from core.web.columns import MoneyColumn, MonthColumn, NameColumn
from core.web.tables import Table
from programmes.models import Programme, Task
from projects.cross_programme_export import TITLE, cross_programme_table
from projects.importers import LedgerImporter
from projects.models import MonthEntry, Project

FILTERED = "/projects/?signed=yes&stage=building&sort=-year_amount"
WORD = "饮水"  # occurs in one name of 28
HEADS = (
    "项目编码", "项目名称", "项目阶段", "责任单位", "所在乡镇", "总投资", "责任人", "形象进度",
)  # fmt: skip
PEOPLE = ("clerk", "leadership", "unit_reporter", "helper_reporter")
TASK_PAGES = (
    *((who, "list of tasks", "/tasks/") for who in PEOPLE),
    ("clerk", "list of tasks, last page", "/tasks/?page=2"),
    ("clerk", "list of tasks, red, by deadline", "/tasks/?light=red&sort=deadline"),
    ("clerk", "list of tasks, by light", "/tasks/?sort=light"),
    ("clerk", "list of tasks, not reported", "/tasks/?reported=no&sort=feedback"),
    ("clerk", "list of tasks, done late", "/tasks/?outcome=late"),
    ("clerk", "list of tasks, searched", f"/tasks/?q={WORD}"),
    ("clerk", "a task", "/tasks/{one}/"),
    ("clerk", "board of tasks", "/tasks/board/"),
    ("unit_reporter", "board of tasks", "/tasks/board/"),
    ("clerk", "calendar of deadlines", "/tasks/calendar/"),
    ("helper_reporter", "calendar of deadlines", "/tasks/calendar/"),
    ("clerk", "events of tasks", "/tasks/events/"),
    *((who, "my work", "/my/") for who in ("clerk", "unit_reporter", "helper_reporter")),
)
# The columns of the file of all projects.
FILE_COLUMNS = (
    "programme__name name worst_light stage month_amount year_amount due_twelfths plan"
    " total_investment provenance code owner_unit__name sector__name township__name"
)


def all_measures(size, small):
    return [
        *pages(size),
        *tasks(),
        *of_small(small),
        *after_writes(),
        *files(),
        *tables(),
        *imports(),
    ]


def pages(size):
    clerk, plain = client_for("bench_clerk1"), client_for("bench_clerk1", bare.MIDDLEWARE)
    last, month = -(-size.projects // 50), Period.last_ended(size.day)
    one = Project.objects.filter(programme=1).order_by("code")[7].pk
    yield Measure("bare page", page(plain, "/bare/1/"))
    for name, address in {
        "list of projects": "/projects/",
        "list, filtered and sorted": FILTERED,
        "list, last page": f"/projects/?page={last}",
        "list, searched": f"/projects/?q={WORD}",
        "a project": f"/projects/{one}/",
        "the month's list": f"/projects/month/{month}/",
        "the month by unit": f"/projects/month/{month}/grid/",
        "the grid of all units": f"/projects/month/{month}/grid/?unit=all",
        "search in the top bar": f"/search/?q={WORD}",
        "search of a rare name": "/search/?q=XM00077",
    }.items():
        yield Measure(name, page(clerk, address))
    reporter = client_for("bench_unit_reporter1")
    yield Measure("list by a unit", page(reporter, "/projects/"))
    yield Measure("the grid of a unit", page(reporter, f"/projects/month/{month}/grid/"))


def tasks():
    """The pages of tasks, as the task force, the leadership, a bureau and a helper read them."""
    people = {name: client_for(f"bench_{name}1") for name in PEOPLE}
    one = Task.objects.filter(programme=1, state="in_progress").order_by("number")[7].pk
    for who, name, address in TASK_PAGES:
        yield Measure(f"{name}, {who}", page(people[who], address.format(one=one)))


def of_small(small):
    """The same pages in the small installation."""
    other = connections.create_connection("default")
    name = connection.settings_dict["NAME"].removesuffix(database.ENDING)
    other.settings_dict = {**connection.settings_dict, "NAME": f"{name}_small{database.ENDING}"}

    @contextmanager
    def small_database():
        large = connections["default"]
        connections["default"] = other
        try:
            yield
        finally:
            connections["default"] = large

    def at(work: Work) -> Work:
        def run():
            with small_database():
                return work()

        return run

    with small_database():
        build(small)
        clerk, plain = client_for("bench_clerk1"), client_for("bench_clerk1", bare.MIDDLEWARE)
        leader = client_for("bench_leadership1")
    yield Measure("small: bare page", at(page(plain, "/bare/1/")))
    for name, address in {
        "list of projects": "/projects/",
        "list, filtered and sorted": FILTERED,
    }.items():
        yield Measure(f"small: {name}", at(page(clerk, address)), name)
    yield Measure("small: search", at(page(clerk, f"/search/?q={WORD}")), "search in the top bar")
    yield Measure("small: dashboard", at(page(leader, "/dashboard/")), "dashboard, again")


def after_writes():
    leader = client_for("bench_leadership2")

    def write() -> None:
        with transaction.atomic(), acting_as(SYSTEM):
            entry = MonthEntry.objects.filter(programme=2).order_by("-month", "project_id")[:1]
            MonthEntry.objects.filter(pk__in=[row.pk for row in entry]).update(
                amount=F("amount") + 1
            )

    yield Measure("dashboard, first after a write", page(leader, "/dashboard/"), before=write)
    yield Measure("dashboard, again", page(leader, "/dashboard/"))


def files():
    leader = client_for("bench_leadership1")
    month = Period.last_ended(Programme.objects.get(pk=1).today())
    yield Measure("CSV of a programme", file(leader, "/projects/?_export=csv"), share=4)
    yield Measure("Excel of a programme", file(leader, "/projects/?_export=xlsx"), share=4)

    projects, day = Project.objects.all(), date(month.year + 1, 1, 8)
    shown = projects.with_lights(month).with_stage(on=day)

    def raw() -> None:
        table = cross_programme_table(shown, month, day=day)
        rows = table.data.data.values(*FILE_COLUMNS.split())
        words, values = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            query = cursor.mogrify(words, values).decode()
            cursor.copy_expert(f"COPY ({query}) TO STDOUT", io.StringIO())

    def whole(kind: str) -> Work:
        def write() -> None:
            table = cross_programme_table(shown, month, day=day)
            for _piece in pieces_of(table, kind, str(TITLE)):
                pass

        return write

    baseline = "raw COPY of all projects"
    yield Measure(baseline, raw, share=4)
    yield Measure("CSV of all projects", whole("csv"), baseline, share=4)
    yield Measure("Excel of all projects", whole("xlsx"), baseline, share=4)

    def eight() -> None:
        for _piece in pieces_of(Eight(projects.order_by("programme_id", "code")), "xlsx"):
            pass

    yield Measure("Excel of eight columns of all projects", eight, share=4)


class Eight(Table):
    """A table with the columns of the reference table."""

    plain_rows = True
    total_investment, arrived_amount, planned_start = MoneyColumn(), MoneyColumn(), MonthColumn()
    owner_unit = NameColumn("owner_unit")

    class Meta(Table.Meta):
        model = Project
        fields = (
            "name", "owner_unit", "total_investment", "arrived_amount", "planned_start", "kind",
            "person", "image_progress",
        )  # fmt: skip


def tables():
    """Fifty rows drawn by the stock template of django-tables2 and by the platform's."""
    rows = Project.objects.filter(programme=1).select_related("owner_unit").order_by("code")[:50]

    request = RequestFactory().get("/")

    def draw(template: str) -> Work:
        return lambda: Eight(rows, template_name=template).as_html(request)

    stock = "fifty rows by the stock template"
    yield Measure(stock, draw("django_tables2/bootstrap5.html"), stock)
    yield Measure("fifty rows of a table", draw("core/table.html"), stock)


def imports():
    path = Path(tempfile.mkdtemp(prefix="mabian-bench-"), "ledger.xlsx")
    _ledger(path, 10_000)
    programme = Programme.objects.get(pk=1)

    def run() -> None:
        with acting_as(SYSTEM), transaction.atomic():
            result = LedgerImporter(programme).run(path)
            if not result.is_good:
                raise SystemExit(str(result.errors[0]))
            transaction.set_rollback(True)

    yield Measure("import of 10,000 rows", run, share=20)


def _ledger(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["2025年12月项目台账（单位：万元）"])
    sheet.write_row(1, 0, HEADS)
    for n in range(rows):
        values = (f"DR{n:05d}", f"第{n}号项目", "在建", f"县0001局{n % 20 + 1:02d}", "县0001上坝镇")
        sheet.write_row(2 + n, 0, (*values, n % 9000 + 1, "张三", "路基完成"))
    book.close()
