"""Every table is recorded, or it is said why not."""

from django.apps import apps
from django.db.models import Model

from core.audit.triggers import TRANSITION_TABLES, UNAUDITED_TABLES
from tests.database import ask

TRIGGERS = """
SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgfoid = 'core_record'::regproc AND tgenabled = 'O' AND tgname LIKE 'record_%%' GROUP BY 1
"""
# Had triggers before a programme of their own: that of the parent, by a foreign key of both.
BY_PARENT = {
    "programmes_task_supporting_units": ("task_id", "programmes_task"),
    "programmes_need_tasks": ("need_id", "programmes_need"),
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def test_every_table_is_recorded_or_it_is_said_why_not(db):
    recorded = dict(ask(TRIGGERS))
    assert set(recorded.values()) == {len(TRANSITION_TABLES)}
    assert {name for (name,) in ask(TABLES)} - set(recorded) == set(UNAUDITED_TABLES)
    assert set(recorded) & set(UNAUDITED_TABLES) == set()
    assert all(UNAUDITED_TABLES.values())


def test_every_row_of_a_programme_stands_in_its_chain(db):
    """By its own column where it has one, by its parent's where its parent has one."""
    words = "SELECT relname, string_to_array(encode(tgargs, 'escape'), E'\\\\000') FROM pg_trigger"
    joined = " JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'record_insert'"
    said = {table: (via, parent) for table, (_k, _l, _h, via, parent, _e) in ask(words + joined)}
    models = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}
    expected = {table: place(models[table]) for table in said} | BY_PARENT
    assert {t: (v if v in fields(models[t]) else "", p) for t, (v, p) in said.items()} == expected


def place(model: type[Model]) -> tuple[str, str]:
    """The column that leads to the programme, and the table that it points to unless itself."""
    if model._meta.label == "programmes.Programme":
        return "id", ""
    if "programme_id" in fields(model):
        return "programme_id", ""
    for field in model._meta.concrete_fields:
        if field.related_model and "programme_id" in fields(field.related_model):
            return field.column, field.related_model._meta.db_table
    return "", ""


def fields(model: type[Model]) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}
