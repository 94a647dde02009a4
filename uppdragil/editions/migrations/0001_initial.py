from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=50)),
                ('revision', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=100)),
                ('body', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'revision'), name='edition_revision_once')],
            },
        ),
    ]
