"""Places of many kinds and sources; names with the place they come from; which gazetteer is here.

What was loaded before has no stamp, so that the next start loads the new gazetteer over it.
"""

import django.db.models.deletion
from django.db import migrations, models


def from_gazetteer(apps, _editor):
    """Nobody but the gazetteer could add names before."""
    apps.get_model("places", "Alias").objects.update(source="geonames")


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("source", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("stamp", models.CharField(max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(model_name="alias", name="place_alias_once"),
        migrations.AlterField("place", "id", models.CharField(max_length=200, primary_key=True, serialize=False)),
        migrations.AlterField("place", "kind", models.CharField(max_length=40)),
        migrations.AlterField("place", "source", models.CharField(db_index=True, default="geonames", max_length=100)),
        migrations.AddField("place", "people", models.BigIntegerField(default=0)),
        migrations.AddField("place", "community_defined", models.BooleanField(default=False)),
        migrations.AlterField("alias", "folded", models.CharField(max_length=200)),
        migrations.AlterField("alias", "scheme", models.CharField(blank=True, max_length=100)),
        migrations.AddField("alias", "preferred", models.BooleanField(default=False)),
        migrations.AddField("alias", "source", models.CharField(blank=True, max_length=100)),
        migrations.AlterField(
            "parent",
            "place",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ancestors",
                to="places.place",
            ),
        ),
        migrations.RunPython(from_gazetteer, migrations.RunPython.noop),
        migrations.AddConstraint(
            "alias",
            models.UniqueConstraint(
                fields=("folded", "scheme", "place", "text"), name="place_alias_once"
            ),
        ),
    ]
