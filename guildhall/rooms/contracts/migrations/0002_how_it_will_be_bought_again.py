
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0001_the_register'),
    ]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='next_route',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name='contract',
            name='notice_months',
            field=models.IntegerField(null=True),
        ),
    ]
