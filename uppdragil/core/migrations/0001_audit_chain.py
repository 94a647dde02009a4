import django.db.models.deletion
from django.db import migrations, models


def create_head(apps, schema_editor):
    apps.get_model('core', 'AuditHead').objects.using(schema_editor.connection.alias).create()


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('seq', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('verb', models.TextField()),
                ('actor_name', models.TextField()),
                ('actor_uid', models.TextField(blank=True)),
                ('subject', models.TextField(blank=True)),
                ('payload_hash', models.CharField(max_length=64)),
                ('prev_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['seq'],
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='AuditPayload',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='payload', serialize=False, to='core.auditevent')),
                ('salt', models.BinaryField(null=True)),
                ('body', models.BinaryField(null=True)),
                ('disposed_at', models.DateTimeField(null=True)),
                ('disposed_reason', models.TextField(blank=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['subject', 'seq'], name='audit_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='audithead',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='audit_has_one_head'),
        ),
        migrations.AddConstraint(
            model_name='auditpayload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('disposed_at', None), ('disposed_reason', ''), ('salt__isnull', False)), models.Q(('body', None), ('disposed_at__isnull', False), ('salt', None), models.Q(('disposed_reason', ''), _negated=True)), _connector='OR'), name='audit_payload_whole_or_disposed'),
        ),
        migrations.RunPython(create_head, migrations.RunPython.noop),
    ]
