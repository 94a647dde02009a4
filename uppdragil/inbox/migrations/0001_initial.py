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
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=uppdragil.core.uid.new_uid, editable=False, max_length=32, unique=True)),
                ('reason', models.CharField(max_length=32)),
                ('code', models.CharField(max_length=50)),
                ('where', models.CharField(blank=True, max_length=100)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('done', 'Done'), ('gone', 'No longer in the way')], default='', max_length=10)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_for', to='organisation.person')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='directives.directive')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('directive', 'asked', 'reason', 'day'), name='ask_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='ask_ends_in_a_way')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=160, unique=True)),
                ('kind', models.CharField(choices=[('round', 'Decision that waits'), ('decided', 'Decision taken'), ('condition', 'Condition'), ('superseded', 'Replaced mandate'), ('extract', 'Extract of minutes'), ('adjust', 'Minutes to adjust'), ('emptied', 'Substitute needed'), ('ask', 'Question'), ('reminder', 'Reminder'), ('digest', 'Weekly summary')], max_length=10)),
                ('about', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField()),
                ('next_at', models.DateTimeField()),
                ('tries', models.PositiveIntegerField(default=0)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True, default='')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('sent', 'Sent'), ('not_needed', 'Not needed any more'), ('not_wanted', 'Switched off by the person'), ('not_seen', 'The person may not see it any more'), ('no_address', 'No mail address'), ('refused', 'Refused by the receiving side'), ('given_up', 'Given up')], default='', max_length=10)),
                ('directive', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directives.directive')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'ordering': ['next_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['next_at'], name='mail_to_send'), models.Index(fields=['ended_at'], name='mail_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='mail_ends_in_a_way')],
            },
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('sv', 'Swedish'), ('en', 'English')], default='sv', max_length=5, verbose_name='the language of the letters')),
                ('decisions', models.BooleanField(default=True, verbose_name='decisions that wait for me, at once')),
                ('asks', models.BooleanField(default=True, verbose_name='questions to me')),
                ('outcomes', models.BooleanField(default=True, verbose_name='what has been decided in my mandates')),
                ('conditions', models.BooleanField(default=True, verbose_name='conditions that I am responsible for')),
                ('reminders', models.BooleanField(default=True, verbose_name='reminders before and after the day')),
                ('digest', models.BooleanField(default=True, verbose_name='a summary every Monday, when something waits')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_choice', to='organisation.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('decisions', True), ('digest', True), _connector='OR'), name='decisions_are_told_somehow')],
            },
        ),
    ]
