from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def first_tables(apps: Any, schema_editor: Any) -> None:
    """What was known of a change was known of the first table."""
    made = apps.get_model("catalog", "TableChange")
    for change in apps.get_model("catalog", "Change").objects.select_related("version", "before"):
        before, after = (
            side.tables.order_by("position", "name").first()
            for side in (change.before, change.version)
        )
        made.objects.create(
            change=change,
            position=0,
            name=(after or before).name,
            before=before,
            after=after,
            facts=change.facts,
        )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_doubted_versions")]

    operations = [
        migrations.CreateModel(
            name="TableChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("facts", models.TextField(blank=True)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.table",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.table",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="catalog.change",
                    ),
                ),
            ],
            options={"ordering": ["position"]},
        ),
        migrations.AddConstraint(
            model_name="tablechange",
            constraint=models.UniqueConstraint(
                fields=("change", "position"), name="table_changes_in_order"
            ),
        ),
        migrations.RunPython(first_tables, migrations.RunPython.noop),
        migrations.RemoveField(model_name="change", name="facts"),
    ]
