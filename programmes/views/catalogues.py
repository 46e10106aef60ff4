"""The pages of what tasks and needs choose from: task lists and categories of needs."""

from core.web.filters import NameFilter
from core.web.record_pages import ListOfKind, RecordOfKind, record_urls
from programmes.forms.needs import CategoryForm
from programmes.forms.tasks import TaskListForm
from programmes.models import NeedCategory, TaskList
from programmes.tables.catalogues import CategoryTable, TaskListTable


class TaskLists(ListOfKind):
    model = TaskList
    table_class, filterset_class = TaskListTable, NameFilter


class TaskListRecord(RecordOfKind):
    model = TaskList
    facts = ("year", "position")


class CategoryList(ListOfKind):
    model = NeedCategory
    table_class, filterset_class = CategoryTable, NameFilter


class CategoryRecord(RecordOfKind):
    model = NeedCategory
    facts = ("position",)


urlpatterns = [
    *record_urls(TaskLists, TaskListRecord, TaskListForm, prefix="tasks/lists"),
    *record_urls(CategoryList, CategoryRecord, CategoryForm, prefix="needs/categories"),
]
