"""The lists of what tasks and needs choose from."""

import django_tables2 as tables

from core.web.tables import ProvenanceColumn, Table
from programmes.models import NeedCategory, TaskList


class TaskListTable(Table):
    name = tables.Column(linkify=("task_list", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = TaskList
        fields = ("name", "year", "position")


class CategoryTable(Table):
    name = tables.Column(linkify=("need_category", [tables.A("pk")]))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = NeedCategory
        fields = ("name", "position", "mark")
