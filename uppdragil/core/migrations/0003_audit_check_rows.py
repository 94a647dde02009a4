from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_audit_checks'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditcheck',
            name='rows',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='auditcheck',
            name='uncovered',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='auditcheck',
            name='wrong',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='auditcheck',
            name='findings',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
