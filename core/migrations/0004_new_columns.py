from django.db import migrations

from core.audit.functions import RETELL_COLUMNS, UNTOLD
from core.audit.triggers import made


class Migration(migrations.Migration):
    """What migrations put into new columns is told as well."""

    dependencies = [("core", "0003_record")]

    operations = [*made([UNTOLD, RETELL_COLUMNS])]
