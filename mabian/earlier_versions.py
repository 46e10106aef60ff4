"""Refuses databases and archives of earlier versions, whose migrations this version lacks."""

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

# The first migration of every earlier version; this version's is core.0001_tables.
FIRST_MIGRATION = ("core", "0001_initial")
DATABASE_REFUSED = (
    "This database belongs to an earlier version of the platform and cannot be migrated: export its"
    " data with that version, set this one up with an empty database (another DATABASE_URL or"
    " DATA_DIR) and import them."
    " 此数据库属于平台的早期版本，无法升级：请用早期版本导出数据，"
    "以空数据库（另设DATABASE_URL或DATA_DIR）安装本版本，再导入。"
)
ARCHIVE_REFUSED = (
    "This archive belongs to an earlier version of the platform and cannot be restored: restore it"
    " with that version, export the data there and import them here."
    " 此备份属于平台的早期版本，无法恢复：请用早期版本恢复并导出数据，再导入本版本。"
)


def is_earlier_database(alias: str) -> bool:
    return FIRST_MIGRATION in MigrationRecorder(connections[alias]).applied_migrations()


def is_earlier_archive(migrations: list[str]) -> bool:
    """Whether the manifest of an archive lists the first migration of the earlier versions."""
    return ".".join(FIRST_MIGRATION) in migrations
