"""Imports point down: between units by level, inside a unit by room (architecture: who may import whom)."""

import ast

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from tests.house import ROOT, imports, module_of, sources, tree

#: Units from the floor up; one line is one level.
LEVELS = (
    (
        "incubator.errors",
        "incubator.env",
        "incubator.text",
        "incubator.words",
        "incubator.charts",
        "incubator.catalogues",
        "incubator.borrowed",
    ),
    (
        "incubator.machine",
        "incubator.spoken",
        "incubator.tones",
        "incubator.addresses",
        "incubator.strict_json",
        "incubator.qr",
    ),
    (
        "incubator.fields",
        "incubator.policy",
        "incubator.prepared",
        "incubator.rounds",
        "incubator.formats",
        "incubator.slim",
        "incubator.rows",
        "incubator.statics",
    ),
    ("incubator.lifecycle", "incubator.access", "incubator.sheets", "incubator.calendars", "incubator.guards"),
    (
        "incubator.desk",
        "incubator.exports",
        "incubator.listing",
        "incubator.paper",
        "incubator.moments",
        "incubator.embedded",
        "incubator.presence",
    ),
    ("incubator.accounts",),
    ("incubator.journal",),
    ("incubator.outbox", "incubator.documents"),
    ("incubator.mailings", "incubator.certificates"),
    ("incubator.accounts.entrance",),
    ("incubator.accounts.people",),
    ("incubator.accounts.privacy",),
    ("startups",),
    ("startups.imports",),
    ("programs.partners",),
    ("programs.calls",),
    ("programs.applications",),
    ("programs.jury",),
    ("programs.decisions",),
    ("programs.cohorts",),
    ("programs.milestones",),
    ("programs.statements",),
    ("programs.graduation",),
    ("programs.messages",),
    ("programs",),
    ("events.places",),
    ("events.agenda",),
    ("events.registrations",),
    ("events.messages",),
    ("events.upkeep",),
    ("events.door",),
    ("events.afterwards",),
    ("events.imports",),
    ("events",),
    ("services.catalogue",),
    ("services.ledger",),
    ("services.calendar",),
    ("services.bookings",),
    ("services.rescue",),
    ("services.requests",),
    ("services.trainings",),
    ("services.introductions",),
    ("services.funding",),
    ("services.editions",),
    ("services",),
    ("incubator.reports",),
    ("incubator.reports.snapshots",),
    ("incubator.reports.pages",),
    ("incubator.pages", "incubator.demo", "incubator.urls", "incubator.settings", "incubator.celery", "incubator.up"),
    ("incubator.checks",),
    ("incubator.wsgi",),
)
UNITS = {unit: level for level, units in enumerate(LEVELS) for unit in units}
ROOMS = (
    "owners",
    "personal_data",
    "states",
    "verbs",
    "kinds",
    "lists",
    "identifiers",
    "models",
    "indexing",
    "shapes",
    "shown",
    "plans",
    "queries",
    "holidays",
    "board",
    "drawn",
    "question_fields",
    "rules",
    "checks",
    "post",
    "store",
    "notices",
    "actions",
    "tasks",
    "forms",
    "admin",
    "views",
    "registers",
    "urls",
    "apps",
)
#: Levels whose units may know each other: the floor, and the roof.
LOOSE = {0, 1, 2, 3, 4, len(LEVELS) - 3, len(LEVELS) - 2, len(LEVELS) - 1}
#: A package of the house that everybody reads: the app faces gather slices, `incubator` itself holds nothing.
FACES = {
    "incubator",
    "incubator.accounts",
    "incubator.accounts.urls",
    "incubator.accounts.admin",
    "incubator.accounts.apps",
    "incubator.accounts.middleware",
    "startups",
    "startups.apps",
    "programs",
    "programs.models",
    "programs.admin",
    "programs.tasks",
    "programs.urls",
    "programs.apps",
    "programs.views",
    "events",
    "events.models",
    "events.admin",
    "events.tasks",
    "events.urls",
    "events.apps",
    "services",
    "services.models",
    "services.admin",
    "services.urls",
    "services.apps",
    "services.tasks",
    "incubator.reports.models",
    "incubator.reports.admin",
    "incubator.reports.tasks",
    "incubator.reports.urls",
    "incubator.reports.apps",
}


def unit_of(module):
    parts = module.split(".")
    for size in range(len(parts), 0, -1):
        if (name := ".".join(parts[:size])) in UNITS:
            return name, parts[size:]
    return None, parts


def height(module):
    """(level of the unit, floor inside it), or None for what is not ours."""
    unit, rest = unit_of(module)
    if unit is None:
        return None
    floor = ROOMS.index(rest[0]) if rest and rest[0] in ROOMS else -1
    return UNITS[unit], floor


def is_migration_or_command(path):
    return "management" in path.parts


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path):
    module = module_of(path)
    if module in FACES:
        return
    here, (unit, _rest) = height(module), unit_of(module)
    assert here, f"{module} has no level: name its unit in LEVELS"
    for imported in imports(path):
        there, (other, _other_rest) = height(imported), unit_of(imported)
        if there is None or other in {"programs", "events", "services"}:
            assert imported in FACES or imported.rsplit(".", 1)[0] in FACES, (
                f"{module} imports {imported}, which has no level"
            )
            continue
        if other == unit and (here[1] == -1 or there[1] == -1 or here[1] == there[1]):
            continue
        assert there < here, f"{module} may not import {imported}: imports point down"


def test_a_unit_does_not_import_a_unit_of_its_own_level():
    beside = []
    for path in sources():
        unit, _ = unit_of(module_of(path))
        for imported in imports(path):
            other, _ = unit_of(imported)
            if unit and other and other != unit and UNITS[other] == UNITS[unit] and UNITS[unit] not in LOOSE:
                beside.append(f"{module_of(path)} → {imported}")
    assert beside == [], beside


def test_no_import_hides_in_a_function():
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name != "ready"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom) and "up.py" not in str(path)
    ]
    assert hidden == [], hidden


def test_a_foreign_key_into_a_lower_unit_cannot_be_followed_upwards():
    open_doors = []
    for model in apps.get_models():
        here, _ = unit_of(model.__module__)
        for field in model._meta.get_fields():
            if not (isinstance(field, ForeignKey) and here):
                continue
            there, _ = unit_of(field.related_model.__module__)
            if there and UNITS[there] < UNITS[here] and not field.remote_field.related_name:
                open_doors.append(f"{model._meta.label}.{field.name}")
            app_differs = (
                there
                and there.split(".")[0:2] != here.split(".")[0:2]
                and not any(
                    there.startswith(app) and here.startswith(app) for app in ("programs", "events", "services")
                )
            )
            if (
                app_differs
                and UNITS[there] < UNITS[here]
                and field.remote_field.related_name != "+"
                and here != "incubator.accounts"
            ):
                open_doors.append(f"{model._meta.label}.{field.name} needs related_name='+'")
    assert open_doors == [], open_doors
