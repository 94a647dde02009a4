import django.db.models.deletion
import uppdragil.core.uid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directives', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdoptionSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('name', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(fields=('person', 'sha256'), name='adoption_sheet_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('title', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('recognised', models.JSONField(blank=True, default=dict)),
                ('choices', models.JSONField(blank=True, default=dict)),
                ('directive', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directives.directive')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='AdoptionDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('title', models.TextField(blank=True)),
                ('number', models.TextField(blank=True)),
                ('content', models.JSONField(blank=True, default=dict)),
                ('phase', models.CharField(blank=True, max_length=20)),
                ('decisions', models.JSONField(blank=True, default=list)),
                ('row', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.decisionbody')),
                ('directive', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directives.directive')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('sheet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.adoptionsheet')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='imports.importdraft')),
            ],
            options={
                'ordering': ['row', '-created_at'],
            },
        ),
        migrations.CreateModel(
            name='AdoptionScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gate', models.CharField(max_length=20)),
                ('name', models.TextField()),
                ('data', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='imports.adoptiondraft')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('draft', 'gate'), name='adoption_scan_once')],
            },
        ),
    ]
