"""How directives hang together: the kinds of dependencies, and the systems outside."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0012_phases_of_commissions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='edge',
            name='edge_once',
        ),
        migrations.AddField(
            model_name='edge',
            name='kind',
            field=models.CharField(default='needs', max_length=20),
        ),
        migrations.AddField(
            model_name='edge',
            name='system',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='edge',
            name='other_id',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddConstraint(
            model_name='edge',
            constraint=models.UniqueConstraint(fields=('card', 'other_id', 'system', 'kind'), name='edge_once'),
        ),
        migrations.AddConstraint(
            model_name='edge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('other_id', ''), models.Q(('system', ''), _negated=True)), models.Q(models.Q(('other_id', ''), _negated=True), ('system', '')), _connector='OR'), name='edge_leads_to_one'),
        ),
    ]
