from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_changes_of_tables")]

    operations = [
        migrations.AddField(
            model_name="dataset", name="groups", field=models.TextField(blank=True, default="")
        ),
    ]
