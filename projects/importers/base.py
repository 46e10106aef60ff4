"""The base of the importers of projects, which are identified by code, or by name."""

from django.utils.translation import gettext as _

from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.rows import Change, Row
from core.importing.words import plain
from programmes.importers import ProgrammeImporter
from projects.models import Project
from projects.services.project import code_and_name, same_name_message

CODE = Column("code", "项目编码", "(项目)?(编码|编号|代码)", cells.number)
NAME = required_column("name", "项目名称", "项目(全称|名称)?", cells.text(120))
REMARK = Column("remark", "备注", "备注", cells.text(720))


class ProjectSheetImporter(ProgrammeImporter):
    """Identified by code; without this column, by the project's name."""

    permission = "projects.import"
    identity = ("code", "name")
    compared: tuple[str, ...] = ()  # relations with a column in the sheet

    def load_projects(self) -> None:
        self.projects = list(Project.objects.of(self.programme).prefetch_related(*self.compared))
        self.by_code = {plain(project.code): project for project in self.projects}
        self.by_name: dict[str, list[Project]] = {}
        for project in self.projects:
            self.by_name.setdefault(plain(project.name), []).append(project)

    def has_codes(self) -> bool:
        return self.table.column("code") is not None

    def check_key(self, row: Row) -> None:
        if self.has_codes() and not row["code"]:
            row.fail("code", _("%(title)s is missing.") % {"title": CODE.title})
        elif not self.has_codes() and len(self.by_name.get(plain(row["name"]), [])) > 1:
            row.fail("name", _("Several projects have this name: add a column 项目编码."))

    def known(self, row: Row) -> Project | None:
        if self.has_codes():
            return self.by_code.get(plain(row["code"]))
        return next(iter(self.by_name.get(plain(row["name"]), [])), None)

    def check_project(self, row: Row, project: Project | None) -> None:
        """The project is known, and has the name of the sheet."""
        if project is None:
            self.fail_unknown(row)
        elif plain(project.name) != plain(row["name"]):
            message = _("The project %(code)s is called “%(name)s”.")
            row.fail("name", message % {"code": project.code, "name": project.name})

    def take_name(self, row: Row, project: Project) -> None:
        """Warns where other projects have the project's new name."""
        known = self.by_name.setdefault(plain(project.name), [])
        if known:
            row.warn("name", same_name_message(known))
        known.append(project)

    def add_change(self, row: Row, title: str, before: str, after: str) -> None:
        """A change of a row beside the project's own; the preview lists those of known rows."""
        row.is_changed = True
        if not row.is_created:
            row.changes.append(Change(title, before, after))

    def fail_unknown(self, row: Row) -> None:
        """No project has this key: lists the nearest."""
        key, names = ("code", self.by_code) if self.has_codes() else ("name", self.by_name)
        near = self.guesses.nearest(plain(row["name"]), self.by_name)
        shown = [code_and_name(p) for name in near for p in self.by_name[name]]
        message = _("There is no project “%(text)s”.") % {"text": row[key]}
        if shown:
            message += _(" Most like it: %(names)s.") % {"names": "、".join(shown)}
        row.fail(key, message)
