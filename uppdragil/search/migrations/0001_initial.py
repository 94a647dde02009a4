import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The words themselves: `uppdragil/search/tables.py`, after every migrate."""

    initial = True

    dependencies = [("directives", "0009_templates")]

    operations = [
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("decided", models.BooleanField()),
                ("chapter", models.CharField(max_length=40)),
                ("said", models.TextField()),
                ("words", models.TextField()),
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="directives.directive",
                    ),
                ),
            ],
        ),
    ]
