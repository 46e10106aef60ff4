"""The pages of what tasks and needs choose from: task lists and categories of needs."""

from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from programmes.filters.catalogues import NameFilter
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


class CreateTaskList(CreateRecord):
    model, form_class = TaskList, TaskListForm


class EditTaskList(EditRecord):
    model, form_class = TaskList, TaskListForm


class DeleteTaskList(DeleteRecord):
    model = TaskList


class CategoryList(ListOfKind):
    model = NeedCategory
    table_class, filterset_class = CategoryTable, NameFilter


class CategoryRecord(RecordOfKind):
    model = NeedCategory
    facts = ("position",)


class CreateCategory(CreateRecord):
    model, form_class = NeedCategory, CategoryForm


class EditCategory(EditRecord):
    model, form_class = NeedCategory, CategoryForm


class DeleteCategory(DeleteRecord):
    model = NeedCategory


urlpatterns = [
    *record_urls(
        list_page=TaskLists,
        record=TaskListRecord,
        create=CreateTaskList,
        edit=EditTaskList,
        delete=DeleteTaskList,
        prefix="tasks/lists",
    ),
    *record_urls(
        list_page=CategoryList,
        record=CategoryRecord,
        create=CreateCategory,
        edit=EditCategory,
        delete=DeleteCategory,
        prefix="needs/categories",
    ),
]
