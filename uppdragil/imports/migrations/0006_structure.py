from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0005_editions_of_imports")]

    operations = [
        migrations.AddField(
            model_name="importdraft",
            name="structure",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
