"""Whoever answers a person starts from ``visible_to``; the exceptions say why they may not."""

import re

import pytest

from programmes.scopes import READS_WHOLE
from reports.models import READERS
from tests.rights.reading import ROOT, files, is_looked_at, reaches

# (file, what it reaches): why that shows nobody what is not theirs. One no longer needed fails.
HANGS_ON = "of a record that was itself found by visible_to; whoever sees it sees what hangs on it"
NAMES = "only the names of units, which are no secret to whoever may sign in"
THIS_ONE = "the programme of the page alone, to read from it whether visible_to finds any rows"
MANAGED = "rows of the form's own programme, for whoever may write there; seen by all of it"
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("funds/views.py", "line.postings.filter"): HANGS_ON,
    ("dashboard/first_steps.py", "Programme.objects"): THIS_ONE,
    ("programmes/context_processors.py", "Programme.objects"): THIS_ONE,
    ("programmes/forms/base.py", "Unit.objects"): NAMES,
    ("programmes/forms/needs.py", "Unit.objects"): NAMES,
    ("programmes/forms/contributions.py", "Unit.objects"): NAMES,
    ("programmes/forms/network.py", "Membership.objects"): MANAGED,
    ("programmes/forms/task_force.py", "Membership.objects"): MANAGED,
    ("programmes/forms/people.py", "Unit.objects"): NAMES,
    ("programmes/views/network.py", "unit.former_names.all"): HANGS_ON,
    ("programmes/forms/task_lists.py", "TaskList.objects"): MANAGED,
    ("programmes/forms/task_lists.py", "Task.objects"): MANAGED,
    ("programmes/forms/tasks.py", "TaskList.objects"): MANAGED,
    ("programmes/forms/progress.py", "Unit.objects"): NAMES,
    ("programmes/forms/task_grid.py", "Unit.objects"): NAMES,
    ("programmes/views/task_grid.py", "Unit.objects"): NAMES,
    ("programmes/forms/documents.py", "Document.objects"): MANAGED,
    ("programmes/forms/feedback.py", "FeedbackSheet.objects"): (
        "the day of the last sheet of the page's own programme, for the task force that makes them"
    ),
    ("projects/forms/project.py", "FinancingSource.objects"): MANAGED,
    ("supervision/forms/findings.py", "Membership.objects"): MANAGED,
    ("supervision/views/scorecards.py", "self.card.lines.all"): HANGS_ON,
    ("supervision/views/scorecards.py", "self.object.lines.all"): HANGS_ON,
    ("projects/views/projects.py", "class FiltersByMonth"): (
        "adds the month's figures to the rows of the lists that extend it"
    ),
    ("projects/views/entry.py", "self.project.entries.filter"): HANGS_ON,
    ("projects/views/together.py", "YearClass.objects"): HANGS_ON,
    ("projects/views/together.py", "Submission.objects"): (
        "a change of projects that visible_to finds, each of them; otherwise it is absent"
    ),
    ("reports/content/groups.py", "Unit.objects"): NAMES,
    ("projects/views/late.py", "self.project.late_entries.filter"): HANGS_ON,
    ("projects/views/units.py", "Unit.objects"): "the owners of projects that the person sees",
    ("programmes/views/imports.py", "ImportFile.objects"): (
        "one's own uploads, and what was imported in the programme, for whoever may import there "
        "(tests/importing/test_worker.py holds that)"
    ),
    ("reports/content/scope.py", "model.objects"): (
        "a report is made for nobody in particular, of the whole programme, and is read by those "
        "alone who read the programme whole (a test below holds that)"
    ),
}


def found() -> set[tuple[str, str]]:
    return {
        (str(path.relative_to(ROOT)), words)
        for path in files()
        for words in reaches(path.read_text())
    }


def test_rows_are_reached_by_visible_to_alone():
    assert found() - set(EXCEPTIONS) == set()


def test_no_exception_outlives_its_need():
    assert set(EXCEPTIONS) - found() == set()
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())


def test_whoever_reads_reports_reads_the_programme_whole():
    assert READERS <= READS_WHOLE


def test_no_template_reaches_rows_by_itself():
    reached = [
        (str(path.relative_to(ROOT)), words)
        for path in ROOT.glob("templates/**/*.html")
        for words in re.findall(r"[\w.]+\.(?:all|objects|\w+_set)\b", path.read_text())
    ]
    assert reached == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Task.objects.all()", ["Task.objects"]),
        ("rows = Task.objects", ["Task.objects"]),
        ("model._default_manager.filter(pk=1)", ["model._default_manager"]),
        ("models.Task._base_manager.get(pk=1)", ["models.Task._base_manager"]),
        ("x = ModelChoiceField(queryset=Unit.objects.order_by('name'))", ["Unit.objects"]),
        ("get_object_or_404(Task, pk=1)", ["get_object_or_404(Task)"]),
        ("shortcuts.get_list_or_404(Task)", ["get_list_or_404(Task)"]),
        ("task.needs.all()", ["task.needs.all"]),
        ("self.project.fund_lines.filter(number=1)", ["self.project.fund_lines.filter"]),
        ("class Page(DetailView):\n    model = Task", ["class Page"]),
        ("class Page(generic.ListView):\n    model = Task", ["class Page"]),
        ("Task.objects.visible_to(user).filter(pk=1)", []),
        ("model._default_manager.visible_to(user).of(programme)", []),
        ("get_object_or_404(self.visible(Task), pk=1)", []),
        ("get_object_or_404(rows, pk=1)", []),
        ("rows.filter(needs=1).values('needs')", []),
        ("class Page(PageMixin, DetailView):\n    model = Task", []),
    ],
)
def test_the_lint_sees_what_it_is_there_for(code, words):
    assert list(reaches(code)) == words


def test_the_lint_looks_at_whatever_answers_people():
    looked = [ROOT / path for path in ("projects/views/entry.py", "core/attachments/views.py",
              "dashboard/charts/funds.py", "reports/content/scope.py", "core/web/filters.py",
              "programmes/forms/people.py", "projects/templatetags/projects.py")]  # fmt: skip
    assert all(map(is_looked_at, looked)) and set(looked) <= set(files())
    assert not is_looked_at(ROOT / "projects/services/months.py")
