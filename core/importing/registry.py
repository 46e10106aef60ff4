"""The importers and exporters of all apps, by the name of their kind.

They are the classes with a name of their own in the modules ``importers`` and ``exporters`` of
each app, and in the modules of these packages, which are loaded at the first call.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import module_has_submodule

from core.importing.exporter import Exporter
from core.importing.importer import Importer

# The order in which a new county imports them; further kinds follow.
FIRST = ("network", "projects", "months", "statistics", "tasks", "needs", "funds")


@cache
def importers() -> dict[str, type[Importer]]:
    found = {one.name: one for one in _classes(Importer, "name")}
    return {name: found[name] for name in sorted(found, key=_place)}


@cache
def exporters() -> dict[str, type[Exporter]]:
    return {one.importer.name: one for one in _classes(Exporter, "importer")}


def importers_for(user: Any, programme: Any) -> dict[str, type[Importer]]:
    """Those that the user may import in the programme."""
    return {
        name: importer
        for name, importer in importers().items()
        if user.has_perm(importer.permission, programme)
    }


def import_address(user: Any, programme: Any, kind: str) -> str:
    """The page on which the kind is imported; empty where the user may not import it."""
    importer = importers().get(kind)
    is_permitted = importer is not None and user.has_perm(importer.permission, programme)
    return reverse("import_upload", args=[kind]) if is_permitted else ""


def _place(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _classes(base: type, attribute: str) -> Iterator[Any]:
    """The subclasses that define the attribute, in the order of apps and modules."""
    for module in _modules():
        for one in vars(module).values():
            is_own = isinstance(one, type) and one.__module__ == module.__name__
            if is_own and issubclass(one, base) and attribute in vars(one):
                yield one


def _modules() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        for name in ("importers", "exporters"):
            if config.module and module_has_submodule(config.module, name):
                module = import_module(f"{config.name}.{name}")
                yield module
                for found in iter_modules(getattr(module, "__path__", [])):
                    yield import_module(f"{module.__name__}.{found.name}")
