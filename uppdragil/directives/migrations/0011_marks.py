"""Whether a text was changed meanwhile is told by what it says (`directives.marks`): versions are counted no more."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directives", "0010_uppdragshandling")]

    operations = [
        migrations.RemoveField("chapter", "version"),
        migrations.RemoveField("historicalchapter", "version"),
        migrations.RemoveField("directive", "head_version"),
        migrations.RemoveField("historicaldirective", "head_version"),
    ]
