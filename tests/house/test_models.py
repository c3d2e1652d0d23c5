"""Relations keep to the ladder, and every change of a model has its migration."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps

from tests.house.rules.ladder import climbing, rungs

ROOT = Path(__file__).parents[2]
OURS = {
    config.label for config in apps.get_app_configs() if config.name.startswith("commonstacks.")
}


def test_the_ladder_is_the_one_of_the_contract():
    assert rungs(ROOT)[:4] == ["work", "people", "credit", "governing"]
    assert {label for label in OURS if label != "web"} <= set(rungs(ROOT))


def test_no_relation_points_up_the_ladder():
    assert climbing(apps.get_models(include_auto_created=True), rungs(ROOT)) == []


@isolate_apps("commonstacks.library.work", "commonstacks.library.catalog")
def test_a_string_foreign_key_up_the_ladder_is_reported():
    class Shelf(models.Model):
        class Meta:
            app_label = "catalog"

    class Task(models.Model):
        shelf = models.ForeignKey("catalog.Shelf", models.CASCADE)

        class Meta:
            app_label = "work"

    assert climbing([Shelf, Task], rungs(ROOT)) == ["work.Task.shelf points up to catalog.Shelf"]


def test_every_change_of_a_model_has_its_migration():
    assert missing_migrations(ProjectState.from_apps(apps)) == {}


def test_a_model_without_a_migration_is_reported():
    state = ProjectState.from_apps(apps)
    state.add_model(
        ModelState("work", "Planted", fields=[("id", models.BigAutoField(primary_key=True))])
    )
    assert "work" in missing_migrations(state)


def missing_migrations(now: ProjectState) -> dict[str, list[str]]:
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)
    return {
        label: [operation.describe() for migration in found for operation in migration.operations]
        for label, found in changes.items()
        if label in OURS
    }
