"""Finds where code that answers people reaches rows otherwise than by ``visible_to``.

It looks at views, forms, tables, filters, exporters, tags of templates, the pages of the
dashboard and the content of reports. Found are:

* a manager (``Model.objects``, ``_default_manager``, ``_base_manager``) on which anything else
  than ``visible_to`` is called;
* a shortcut that is given a model (``get_object_or_404(Task, …)``);
* rows by a relation (``task.needs.all()``), whose model may be seen by fewer people;
* a view of Django's own over a model, which would show all of its rows.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "core", "accounts", "notifications", "programmes", "projects", "funds", "supervision",
    "dashboard", "reports",
)  # fmt: skip
# What is gathered for a page or a report is no row: ``self.projects``, ``scope.tasks``.
GATHERED = {"self", "scope", "figures", "self.figures"}
NAMES = ("views", "forms", "tables", "filters", "exporters", "context")
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
BARE_VIEWS = {"DetailView", "ListView", "UpdateView", "CreateView", "DeleteView", "FilterView"}
READS = {
    "all", "filter", "exclude", "get", "first", "last", "count", "exists", "values",
    "values_list", "order_by", "select_related", "annotate", "aggregate", "iterator", "in_bulk",
}  # fmt: skip


def is_looked_at(path: Path) -> bool:
    inside = path.relative_to(ROOT)
    if "migrations" in inside.parts or "management" in inside.parts:
        return False
    if inside.parts[0] == "dashboard" or inside.parts[:2] == ("reports", "content"):
        return True
    words = {inside.stem.partition("_")[0], *inside.parts[1:-1]}
    return bool(words & {*NAMES, "templatetags"})


def files() -> list[Path]:
    found = [
        path for app in (*APPS, "dashboard", "reports") for path in ROOT.glob(f"{app}/**/*.py")
    ]
    return sorted(path for path in found if is_looked_at(path))


def relations() -> set[str]:
    """The names by which a row of ours reaches several rows of another model."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    ours = [field for field in fields if field.one_to_many or field.many_to_many]
    names = [getattr(field, "get_accessor_name", lambda f=field: f.name)() for field in ours]
    return {name for name in names if name} - {"groups", "user_permissions"}


def reaches(code: str) -> Iterator[str]:
    """What the code reaches past ``visible_to``, in its own words."""
    tree = ast.parse(code)
    asked = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    related = relations()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in asked:
            yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            yield from _calls(node, related)
        elif isinstance(node, ast.ClassDef):
            yield from _bases(node)


def _calls(node: ast.Call, related: set[str]) -> Iterator[str]:
    called = node.func
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    if name in SHORTCUTS and node.args and _is_model(node.args[0]):
        yield f"{name}({ast.unparse(node.args[0])})"
    if isinstance(called, ast.Attribute) and called.attr in READS:
        rows = called.value
        is_relation = isinstance(rows, ast.Attribute) and rows.attr in related
        if is_relation and ast.unparse(rows.value) not in GATHERED:
            yield f"{ast.unparse(rows)}.{called.attr}"


def _is_model(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id[:1].isupper()


def _bases(node: ast.ClassDef) -> Iterator[str]:
    bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    if bases & BARE_VIEWS and "PageMixin" not in bases:
        yield f"class {node.name}"
