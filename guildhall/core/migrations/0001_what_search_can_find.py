from django.db import migrations, models


def make_index(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE core_searchdocument ADD COLUMN words tsvector")
        schema_editor.execute("CREATE INDEX search_words ON core_searchdocument USING gin (words)")
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE core_searchindex USING fts5 "
            "(title, names, body, content='', tokenize='porter unicode61 remove_diacritics 2', prefix='3')"
        )


def drop_index(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_words")
        schema_editor.execute("ALTER TABLE core_searchdocument DROP COLUMN words")
    else:
        schema_editor.execute("DROP TABLE core_searchindex")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("key", models.TextField()),
                ("title", models.TextField()),
                ("note", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="SearchNames",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("version", models.TextField()),
                ("packed", models.BinaryField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="search_names_is_one_row")],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
