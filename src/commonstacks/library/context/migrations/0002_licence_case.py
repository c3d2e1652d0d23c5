import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('context', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LicenceCase',
            fields=[
                ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='catalog.dataset')),
                ('state', models.CharField(choices=[('open', 'Open'), ('letter made', 'Letter'), ('sent', 'Sent'), ('answered', 'Answered'), ('settled', 'Settled')], default='open', max_length=12)),
                ('finding', models.CharField(max_length=20)),
                ('licence', models.CharField(blank=True, max_length=200)),
                ('evidence', models.JSONField(default=list)),
                ('letter', models.TextField(blank=True)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('sent_on', models.DateField(null=True)),
                ('sent_to', models.CharField(blank=True, max_length=300)),
                ('answer', models.TextField(blank=True)),
                ('answered_on', models.DateField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agent')),
            ],
        ),
    ]
