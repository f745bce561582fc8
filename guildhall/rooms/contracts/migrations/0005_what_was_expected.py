from django.db import migrations, models


def load_again(apps, schema_editor):
    """What the site holds lacks the new columns: the next start loads its register again, whatever its digest."""
    apps.get_model("contracts", "Register").objects.update(digest="from before 0005")


class Migration(migrations.Migration):

    dependencies = [
        ("contracts", "0004_markets_of_any_area"),
    ]

    operations = [
        migrations.AddField(
            model_name="coveragerow",
            name="first_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="coveragerow",
            name="last_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="coveragerow",
            name="state",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.RunPython(load_again, migrations.RunPython.noop),
    ]
