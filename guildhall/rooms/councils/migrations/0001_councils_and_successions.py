
import django.db.models.deletion
import guildhall.core.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('code', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=120)),
                ('name', models.TextField()),
                ('short_name', models.TextField(blank=True)),
                ('names', guildhall.core.models.ListField(default=list)),
                ('kind', models.CharField(choices=[('NMD', 'District'), ('UA', 'Unitary'), ('MD', 'Metropolitan district'), ('LBO', 'London borough'), ('CTY', 'County'), ('CC', 'City corporation'), ('SCO', 'Scottish council'), ('WPA', 'Welsh council'), ('NID', 'Northern Ireland district'), ('COMB', 'Combined authority'), ('SRA', 'Strategic regional authority')], max_length=8)),
                ('nation', models.TextField(blank=True)),
                ('region', models.TextField(blank=True)),
                ('county_code', models.CharField(blank=True, max_length=16)),
                ('population', models.IntegerField(null=True)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('gss', models.CharField(blank=True, max_length=16)),
                ('lat', models.FloatField(null=True)),
                ('long', models.FloatField(null=True)),
                ('homepage', models.TextField(blank=True)),
                ('hex_q', models.IntegerField(null=True)),
                ('hex_r', models.IntegerField(null=True)),
                ('is_sample', models.BooleanField(default=False)),
                ('neighbours', guildhall.core.models.ListField(default=list)),
                ('contract_count', models.IntegerField(default=0)),
                ('digital_count', models.IntegerField(default=0)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('slug',), name='council_slug_is_its_own')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('successor_name', models.TextField(blank=True)),
                ('area', models.TextField(blank=True)),
                ('scenario', models.TextField(blank=True)),
                ('status', models.CharField(max_length=8)),
                ('vesting_on', models.DateField(null=True)),
                ('shadow_on', models.DateField(null=True)),
                ('whole', models.BooleanField(default=True)),
                ('source', models.TextField(blank=True)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passes_into', to='councils.council')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='takes_over_from', to='councils.council')),
            ],
            options={
                'ordering': ['vesting_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['done', 'decided', 'proposed'])), name='succession_status_is_known')],
            },
        ),
    ]
