from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import Lower


def part(apps, schema_editor):
    """Names that differ in case alone come of two people made at once: the first keeps it, the
    others get a number behind theirs, and it is said who."""
    users = apps.get_model("accounts", "User").objects
    rows = users.annotate(plain=Lower("username")).order_by("pk")
    twins = rows.values("plain").annotate(n=Count("pk")).filter(n__gt=1).order_by("plain")
    for name in twins.values_list("plain", flat=True):
        for user in rows.filter(plain=name)[1:]:
            was, user.username = user.username, f"{user.username[:50]}.{user.pk}"
            user.save(update_fields=["username"])
            print(f"\n    {was} -> {user.username}", end="")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_recorded")]

    operations = [
        migrations.RunPython(part, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("username"),
                name="one_person_a_name",
                violation_error_message="This sign-in name is taken.",
            ),
        ),
    ]
