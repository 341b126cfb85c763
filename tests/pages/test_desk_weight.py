"""The desk at full length: a list of fifty rows weighs at most 45 kB, a row 600 bytes; queries keep to their ceilings."""

import re

import pytest
from django.conf import settings as house
from django.contrib.admin import site
from django.db import connection, transaction
from django.db.models import AutoField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incubator.accounts.models import User
from tests.look.staged import staged

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROWS, OFFICERS = 50, 12
ROW = re.compile(rb"<tr\b.*?(?=<tr\b|</tbody>)", re.DOTALL)
GUARDS = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('u', 'x')"
INDEXES = (
    "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary"
)


def multiply(model):
    """Fifty times what is there, past whatever may stand once only: the rows are looked at and rolled back."""
    table, fields = model._meta.db_table, [one for one in model._meta.local_concrete_fields if not one.generated]
    with connection.cursor() as line:
        line.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for asked, order in (GUARDS, f'ALTER TABLE "{table}" DROP CONSTRAINT "%s" CASCADE'), (INDEXES, "DROP INDEX %s"):
            line.execute(asked, [table])
            for (name,) in line.fetchall():
                line.execute(order % name)
        columns = ", ".join(f'"{one.column}"' for one in fields)
        again = ", ".join(_again(table, one) for one in fields)
        copies = f'SELECT {again} FROM "{table}", generate_series(1, {ROWS}) LIMIT {ROWS}'  # noqa: S608
        line.execute(f'INSERT INTO "{table}" ({columns}) {copies}')
        line.execute("SET CONSTRAINTS ALL DEFERRED")


def _again(table, field):
    if not field.primary_key:
        return f'"{field.column}"'
    if isinstance(field, AutoField):
        return f'(SELECT max("{field.column}") FROM "{table}") + row_number() OVER ()'  # noqa: S608
    return "gen_random_uuid()"


def weigh(client, model):
    """(bytes of the page, bytes of each row, queries) with fifty rows."""
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    assert model._default_manager.exists(), f"the stage shows no {model._meta.label}: give it a row"
    client.get(address)
    with transaction.atomic():
        multiply(model)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(address).content
        transaction.set_rollback(True)
    rows = ROW.findall(page[page.find(b"<tbody", page.find(b'id="result_list"')) :])
    names = set(re.findall(rb'<th id="(\w+)"', page))
    assert set(re.findall(rb'aria-labelledby="(r?\d*)"', page)) <= names, f"a checkbox of {model} has no name"
    return len(page), [len(row) for row in rows], len(seen)


def test_fifty_rows_of_any_list_stay_light(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    stage = staged(settings.MEDIA_ROOT)
    client.force_login(stage.people["SU"], backend=house.AUTHENTICATION_BACKENDS[0])
    few = User.objects.staff().values_list("pk", flat=True)[:OFFICERS]
    User.objects.exclude(pk__in=[*few, stage.people["SU"].pk]).update(is_staff=False)

    heavy = []
    for model in sorted(site._registry, key=lambda one: one._meta.label_lower):
        weight, rows, queries = weigh(client, model)
        if weight > 45_000 or max(rows) > 600 or queries > 12:
            heavy.append(f"{model._meta.label}: {weight} bytes, a row up to {max(rows)}, {queries} queries")

    assert heavy == [], "\n".join(heavy)


def test_no_page_of_a_row_asks_more_than_sixteen_queries(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    stage = staged(settings.MEDIA_ROOT)
    client.force_login(stage.people["SU"], backend=house.AUTHENTICATION_BACKENDS[0])

    many = []
    for model in sorted(site._registry, key=lambda one: one._meta.label_lower):
        for key in model._default_manager.order_by("pk").values_list("pk", flat=True)[:2]:
            address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[key])
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(address)
            if len(seen) > 16:
                many.append(f"{answer.status_code} {address}: {len(seen)} queries")

    assert many == [], "\n".join(many)
