"""Third-party front-end files: which of the installed npm packages are served, and as what."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Static path -> file in node_modules. Source maps are included, since the manifest storage refuses
# a file that references a missing one.
FILES: dict[str, str] = {
    "vendor/tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/chartjs/chart.umd.min.js": "chart.js/dist/chart.umd.min.js",
    "vendor/chartjs/chart.umd.min.js.map": "chart.js/dist/chart.umd.min.js.map",
    **{
        f"vendor/chartjs/{package}.min.{kind}": f"{package}/dist/{package}.min.{kind}"
        for package, kind in (
            ("chartjs-chart-sankey", "js"),
            ("chartjs-plugin-annotation", "js"),
            ("chartjs-plugin-datalabels", "js"),
        )
    },
}


class PackageStorage(FileSystemStorage):
    """The packages' files, read under the names in FILES."""

    def path(self, name: str) -> str:
        return str(Path(self.location) / FILES[name])

    def exists(self, name: str) -> bool:
        return name in FILES and Path(self.path(name)).is_file()


class PackageFinder(BaseFinder):
    """Finds exactly the files in FILES: nothing else of a package is served."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = PackageStorage(location=settings.BASE_DIR / "node_modules")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if not self.storage.exists(path):
            return []
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, PackageStorage]]:
        for name in FILES:
            if self.storage.exists(name):
                yield name, self.storage
