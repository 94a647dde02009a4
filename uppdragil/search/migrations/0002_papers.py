import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Papers; and every passage goes, since texts with their reports are added after the migration."""

    dependencies = [
        ("meetings", "0002_support_needs"),
        ("search", "0001_initial"),
        ("strategy", "0003_board_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("said", models.TextField()),
                ("words", models.TextField()),
                (
                    "item",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "point",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper",
                        to="strategy.boardplanitem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item", None), ("point__isnull", False)),
                            models.Q(("item__isnull", False), ("point", None)),
                            _connector="OR",
                        ),
                        name="paper_is_of_one",
                    )
                ],
            },
        ),
        migrations.RunSQL("DELETE FROM search_passage", migrations.RunSQL.noop),
    ]
