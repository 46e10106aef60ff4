from django.db import migrations, models


class Migration(migrations.Migration):
    """What a row of a catalogue is called where a second one is refused."""

    dependencies = [("projects", "0013_exemptions_apart")]

    operations = [
        migrations.AlterModelOptions(
            name="sector",
            options={"ordering": ["position", "pk"], "verbose_name": "sector"},
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="name",
                field=models.CharField(max_length=40, verbose_name="name in the list"),
            )
            for model in ("approvalkind", "financingsource", "park")
        ),
    ]
