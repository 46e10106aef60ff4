from django.db import migrations

from core.audit.functions import BACKFILL_COLUMNS, DIFFERENCES
from core.audit.triggers import create_functions


class Migration(migrations.Migration):
    """What migrations put into new columns is told as well."""

    dependencies = [("core", "0003_record")]

    operations = [*create_functions([DIFFERENCES, BACKFILL_COLUMNS])]
