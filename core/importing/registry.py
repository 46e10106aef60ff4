"""The importers and exporters of all apps, by the name of their kind.

An app lists its own in ``IMPORTERS`` of its module ``importers`` and ``EXPORTERS`` of its module
``exporters``. The modules are loaded at the first call, those of lower apps first.
"""

from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from core.importing.exporter import Exporter
from core.importing.importer import Importer


@cache
def importers() -> dict[str, type[Importer]]:
    return _registered("importers", "IMPORTERS")


@cache
def exporters() -> dict[str, type[Exporter]]:
    return _registered("exporters", "EXPORTERS")


def importers_for(user: Any, programme: Any) -> dict[str, type[Importer]]:
    """Those that the user may import in the programme."""
    return {
        name: importer
        for name, importer in importers().items()
        if user.has_perm(importer.permission, programme)
    }


def _registered(module: str, attribute: str) -> dict[str, Any]:
    classes: dict[str, Any] = {}
    for config in reversed(list(apps.get_app_configs())):
        if config.module and module_has_submodule(config.module, module):
            found = getattr(import_module(f"{config.name}.{module}"), attribute, [])
            classes |= {getattr(one, "importer", one).name: one for one in found}
    return classes
