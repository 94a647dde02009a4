import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
import uppdragil.core.uid
from django.conf import settings
from django.db import migrations, models

from uppdragil.core.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0001_initial'),
        ('organisation', '0001_initial'),
        ('portfolio', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
        migrations.CreateModel(
            name='HistoricalReportRound',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('by_name', models.TextField(blank=True, default='')),
                ('uid', models.CharField(db_index=True, default=uppdragil.core.uid.new_uid, editable=False, max_length=32)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('due', models.DateField()),
                ('note', models.TextField(blank=True, default='')),
                ('opened_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.person')),
            ],
            options={
                'verbose_name': 'historical report round',
                'verbose_name_plural': 'historical report rounds',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('due', models.DateField()),
                ('note', models.TextField(blank=True, default='')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('starts', 'ends'), name='report_round_once_per_period'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='report_round_ends_last')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('data', models.JSONField()),
                ('figures', models.JSONField()),
                ('activities', models.JSONField(default=list)),
                ('deviations', models.PositiveIntegerField(default=0)),
                ('name', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='directives.directive')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='portfolio.report')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='portfolio.reportround')),
            ],
            options={
                'ordering': ['directive', 'number'],
                'constraints': [models.UniqueConstraint(fields=('directive', 'number'), name='report_number_once'), models.UniqueConstraint(condition=models.Q(('replaces__isnull', True), ('round__isnull', False)), fields=('round', 'directive'), name='one_report_per_round'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='report_period_ends_last')],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.TextField(blank=True, default='')),
                ('name', models.TextField()),
                ('title', models.TextField(blank=True, default='')),
                ('instead_of', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgement', to='portfolio.report')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Expected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directives.directive')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expected', to='portfolio.reportround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'directive'), name='expected_once_in_a_round')],
            },
        ),
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='portfolio.report')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_drafts', to='directives.directive')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('directive',), name='one_report_draft')],
            },
        ),
        ]),
    ]
