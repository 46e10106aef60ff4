from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0011_link_walls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="matter",
            name="level",
            field=models.CharField(
                choices=[
                    ("county", "county level"),
                    ("city", "city level"),
                    ("province", "province level"),
                ],
                default="county",
                max_length=10,
                verbose_name="level",
            ),
        ),
    ]
