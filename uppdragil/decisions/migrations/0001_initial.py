import django.db.models.deletion
import simple_history.models
from uppdragil.core.together import Together
import uppdragil.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directives', '0001_initial'),
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
    ]

    operations = [
        Together([
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('responsible', models.TextField()),
                ('holder_kind', models.CharField(blank=True, default='', max_length=20)),
                ('holder_id', models.CharField(blank=True, default='', max_length=32)),
                ('due', models.DateField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('yes', 'yes'), ('conditional', 'conditional'), ('rework', 'rework'), ('postpone', 'postpone'), ('no', 'no')], max_length=20)),
                ('data', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.CharField(max_length=20)),
                ('name', models.TextField()),
                ('title', models.TextField(blank=True)),
                ('method', models.CharField(max_length=20)),
                ('authenticated_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('directive', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adoption', to='directives.directive')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adoption', to='directives.directiveversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('reason', models.TextField(blank=True)),
                ('data', models.BinaryField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('decided', 'Decided'), ('refused', 'Refused'), ('dropped', 'Dropped')], default='', max_length=10)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='directives.directive')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('directive',), name='one_open_change_per_directive'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='change_ends_in_a_way')],
            },
        ),
        migrations.CreateModel(
            name='ConditionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('met', 'Met'), ('reopened', 'Opened again'), ('waived', 'No longer asked for')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('evidence', models.TextField(blank=True)),
                ('name', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('condition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='decisions.condition')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gate', models.CharField(max_length=20)),
                ('version_sha256', models.CharField(max_length=64)),
                ('outcome', models.CharField(choices=[('yes', 'yes'), ('conditional', 'conditional'), ('rework', 'rework'), ('postpone', 'postpone'), ('no', 'no')], max_length=20)),
                ('motivation', models.TextField(blank=True)),
                ('postponed_to', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField()),
                ('body', models.TextField(blank=True)),
                ('body_kind', models.CharField(blank=True, max_length=20)),
                ('met_on', models.DateField(blank=True, null=True)),
                ('paragraph', models.TextField(blank=True)),
                ('official', models.TextField(blank=True)),
                ('present', models.JSONField(blank=True, default=list)),
                ('recused', models.JSONField(blank=True, default=list)),
                ('dissent', models.JSONField(blank=True, default=list)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='directives.directive')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='directives.directiveversion')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decisions.proposal')),
            ],
            options={
                'ordering': ['decided_at', 'pk'],
            },
        ),
        ]),
        migrations.AddField(
            model_name='condition',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='decisions.decision'),
        ),
        Together([
        migrations.CreateModel(
            name='DelegationReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('met_on', models.DateField()),
                ('paragraph', models.TextField()),
                ('noted_by', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='delegation_report', to='decisions.decision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalChange',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('by_name', models.TextField(blank=True, default='')),
                ('uid', models.CharField(db_index=True, default=uppdragil.core.uid.new_uid, editable=False, max_length=32)),
                ('reason', models.TextField(blank=True)),
                ('data', models.BinaryField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('decided', 'Decided'), ('refused', 'Refused'), ('dropped', 'Dropped')], default='', max_length=10)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('directive', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directives.directive')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.person')),
            ],
            options={
                'verbose_name': 'historical change',
                'verbose_name_plural': 'historical changes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OutsideDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gate', models.CharField(max_length=20)),
                ('outcome', models.CharField(choices=[('yes', 'yes'), ('conditional', 'conditional'), ('rework', 'rework'), ('postpone', 'postpone'), ('no', 'no')], max_length=20)),
                ('decided_on', models.DateField()),
                ('decided_by', models.TextField()),
                ('reference', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('link', models.TextField(blank=True)),
                ('scan', models.BinaryField(blank=True, null=True)),
                ('scan_name', models.TextField(blank=True)),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
                ('noted_by', models.TextField()),
                ('noted_at', models.DateTimeField()),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_decisions', to='directives.directive')),
            ],
            options={
                'ordering': ['decided_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('item', models.CharField(max_length=50)),
                ('question', models.TextField()),
                ('value', models.CharField(choices=[('yes', 'YES'), ('no', 'NO'), ('na', 'NOT APPLICABLE')], max_length=3)),
                ('motivation', models.TextField(blank=True)),
                ('evidence', models.TextField(blank=True)),
                ('suggested', models.TextField(blank=True)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='decisions.proposal')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'item'), name='answer_once')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('gate', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('deciders', models.CharField(choices=[('body', 'body'), ('owners', 'owners'), ('owners_and_receivers', 'owners_and_receivers'), ('sponsors', 'sponsors')], max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('due', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('decided', 'Decided'), ('withdrawn', 'Withdrawn'), ('stopped', 'Stopped'), ('superseded', 'Superseded')], default='', max_length=10)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='organisation.decisionbody')),
                ('change', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='decisions.change')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='directives.directive')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='directives.directiveversion')),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('directive',), name='one_open_round_per_directive'), models.UniqueConstraint(fields=('directive', 'gate', 'number'), name='round_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='round_ends_in_a_way')],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('title', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='decisions.round')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='one_recusal_per_person_and_round')],
            },
        ),
        ]),
        migrations.AddField(
            model_name='proposal',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='decisions.round'),
        ),
        Together([
        migrations.CreateModel(
            name='DraftDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.JSONField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draft_decisions', to='decisions.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='draft_decision_once')],
            },
        ),
        migrations.CreateModel(
            name='DraftAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=50)),
                ('value', models.CharField(blank=True, choices=[('yes', 'YES'), ('no', 'NO'), ('na', 'NOT APPLICABLE')], max_length=3)),
                ('motivation', models.TextField(blank=True)),
                ('evidence', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='decisions.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'item'), name='draft_answer_once')],
            },
        ),
        ]),
        migrations.AddField(
            model_name='decision',
            name='round',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='decisions.round'),
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('title', models.TextField(blank=True)),
                ('capacities', models.JSONField()),
                ('method', models.CharField(max_length=20)),
                ('authenticated_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='organisation.person')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='decisions.proposal')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='decisions.round')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='one_sign_off_per_person_and_round'), models.CheckConstraint(condition=models.Q(('person', models.F('lead')), _negated=True), name='lead_is_not_decider')],
            },
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.UniqueConstraint(fields=('decision', 'position'), name='condition_once'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('round', 'sha256'), name='proposal_once_per_round'),
        ),
    ]
