from django.db import migrations


class Migration(migrations.Migration):
    """What a view is called where a second one of its name is refused."""

    dependencies = [("core", "0010_audit_of_people")]

    operations = [
        migrations.AlterModelOptions(
            name="savedview",
            options={"ordering": ["position", "pk"], "verbose_name": "saved view"},
        ),
    ]
