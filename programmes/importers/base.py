"""What importers of every app ask of the programme: its units and which months are closed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.importing import cells
from core.importing.batch import Difference
from core.importing.columns import Column, Found
from core.importing.importer import Importer
from core.importing.rows import Change, Row
from core.importing.words import plain
from core.importing.writing import put
from core.money import plain_amount
from core.periods import Period
from core.phones import split_phone
from programmes.choices import ImportChoiceKind, PeriodState, Tier
from programmes.importers.remembered import Remembered
from programmes.models import Programme, ReportingPeriod
from programmes.services.import_choices import count_uses

PHONE = Column("phone", "联系电话", "((联系|责任人)?电话|手机)(号码|号)?|联系方式", cells.text(40))

NO_UNIT = gettext_lazy("The programme has no unit “%(text)s”.")
NO_TOWNSHIP = gettext_lazy("The programme has no township “%(text)s”.")
Put = Callable[[Any, dict[str, Any]], Any]
TOWNSHIP_ENDS = ("镇", "乡", "街道", "街道办事处")


class ProgrammeImporter(Importer):
    """``named``: the kind of what is named in the cells of a column, by the column's name."""

    programme: Programme
    named: ClassVar[Mapping[str, str]] = {}

    def lock(self) -> None:
        """Imports of a programme come one after the other, and no month closes meanwhile."""
        Programme.objects.select_for_update(no_key=True).get(pk=self.programme.pk)
        list(ReportingPeriod.objects.of(self.programme).select_for_update(no_key=True))

    @cached_property
    def states(self) -> dict[date, str]:
        """Of the months; asked for the first time after the lock, they hold until the end."""
        return {p.month: p.state for p in ReportingPeriod.objects.of(self.programme)}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """By plain name, and by the words that somebody chose a unit for."""
        return self.remembered.named(ImportChoiceKind.UNIT) | self.named_units

    @cached_property
    def townships(self) -> dict[str, Unit]:
        return self.remembered.named(ImportChoiceKind.TOWNSHIP) | self.named_townships

    @property
    def named_units(self) -> dict[str, Unit]:
        """All units of the programme by plain name, the task force and the leadership too."""
        units = {plain(unit.name): unit for unit in self._members()}
        for unit in (self.programme.task_force, self.programme.leadership):
            units.setdefault(plain(unit.name), unit)
        return units

    @property
    def named_townships(self) -> dict[str, Unit]:
        townships = self._members().filter(memberships__tier=Tier.TOWNSHIP)
        return {plain(unit.name): unit for unit in townships}

    @cached_property
    def remembered(self) -> Remembered:
        return Remembered(self.programme, self.name)

    def all_columns(self) -> Sequence[Column]:
        return self.remembered.columns(self.columns)

    def read(self, path: Path) -> list[Row]:
        """Which choices were taken is told even where the sheet is refused."""
        try:
            return super().read(path)
        finally:
            table = self.tables[0] if self.tables else None
            self.applied += self.remembered.heads_taken(table, self.columns)

    def listed(self, column: str) -> list[str]:
        """The names of the list that staff edit, of which the cells of the column hold one."""
        return []

    def read_rows(self) -> list[Row]:
        rows = super().read_rows()
        self.applied += self.remembered.words_taken(self.table, rows, self.named)
        return rows

    def write(self, rows: list[Row]) -> None:
        super().write(rows)
        if self.applied and self.result.is_good and not self.dry_run:
            numbers = [one.choice for one in self.applied]
            count_uses(programme=self.programme, numbers=numbers, at=timezone.now())

    def _members(self):
        return Unit.objects.filter(memberships__programme=self.programme).order_by(
            "memberships__position"
        )

    def resolve_unit(self, row: Row, *names: str) -> None:
        for name in names:
            row.resolve(name, self.units, NO_UNIT, kind=ImportChoiceKind.UNIT)

    def resolve_township(self, row: Row, name: str) -> None:
        row.resolve(
            name, self.townships, NO_TOWNSHIP, ends=TOWNSHIP_ENDS, kind=ImportChoiceKind.TOWNSHIP
        )

    def may_change(self, row: Row, found: str | Found, month: date, way_out: str = "") -> bool:
        """False, with an error at the cell, where the month is closed or not of the programme."""
        state = self.states.get(month)
        if state is None:
            row.fail(found, _("%(month)s lies outside the programme's years.") % named(month))
        elif state == PeriodState.CLOSED:
            row.fail(found, _("%(month)s is closed: it takes no change.") % named(month) + way_out)
        return state in (PeriodState.OPEN, PeriodState.REOPENED)

    def contact(self, row: Row, record: Any) -> dict[str, str]:
        """The person's name and phone. A number that stands behind the name is the phone; another
        person does not keep the phone of the one before."""
        values = {}
        if self.table.column("person"):
            values["person"], phone = split_phone(row["person"] or "")
            if phone or values["person"] != record.person:
                values["phone"] = phone
        if self.table.column("phone"):
            values["phone"] = row["phone"] or values.get("phone", "")
        return values

    def new(self, model: type, **values: Any) -> Any:
        return model(programme=self.programme, **values)

    def catalogue(self, model: type, put: Put = put) -> "Catalogue":
        return Catalogue(self.programme, model, put)

    def note(self, row: Row, record: Any, differing: dict[str, Difference], **titles: str) -> None:
        """Show in the preview what changes, by the titles of the sheet's columns. Which fields are
        published goes with where the row comes from, and is not told beside it."""
        row.is_changed |= bool(differing)
        if row.is_created:
            return
        for name, (before, after) in differing.items():
            if name == "published_fields":
                continue
            field = record._meta.get_field(name)
            title = titles.get(name) or self.title_of(name) or str(field.verbose_name)
            row.changes.append(Change(title, in_words(field, before), in_words(field, after)))


class Catalogue:
    """A list that staff edit; an import adds the names it meets, in their order."""

    def __init__(self, programme: Programme, model: Any, put: Put = put):
        self.programme, self.model, self.put = programme, model, put
        self.known = {self._key(entry): entry for entry in model.objects.of(programme)}
        self.position = max((entry.position for entry in self.known.values()), default=0)
        self.names = {plain(entry.name): entry.name for entry in self.known.values()}

    def get(self, name: str, *, year: int | None = None, **values: Any) -> Any:
        """The entry of that name, made with the values where there is none."""
        if year is not None:
            values["year"] = year
        entry = self.known.get((plain(name), year))
        if entry is None:
            self.position += 1
            entry = self.model(programme=self.programme, name=name)
            self.put(entry, {**values, "position": self.position})
            self.known[(plain(name), year)] = entry
        return entry

    @staticmethod
    def _key(entry: Any) -> tuple[str, int | None]:
        return plain(entry.name), getattr(entry, "year", None)


def in_words(field: Any, value: Any) -> str:
    """As the county's sheets write it: money in 万元, months, 是 and 否."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain_amount(value)
    if isinstance(value, date):
        return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def named(month: date) -> dict[str, str]:
    return {"month": Period(month).label()}
