"""After a test that commits, the rows are those that the migrations left.

Django would empty all of 150 tables, with what migrations wrote, and ask every app for its permissions again: a second each time.
Here what is filled is emptied, and the rows of the migrations are put in again. So tests that commit may come before others.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT = "as_migrated"


def _filled(cursor):
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\"))" for name in names))
    return [name for (name,) in cursor.fetchall()]


def remember():
    """Before the first test: a copy of the rows, out of sight of the models."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        kept = _filled(cursor)
        for name in kept:
            cursor.execute(f'CREATE TABLE {KEPT}."{name}" AS TABLE "{name}"')

    def put_back(_case):
        with transaction.atomic(), connection.cursor() as cursor:
            _empty(cursor, _filled(cursor))
            for name in kept:
                cursor.execute(f'INSERT INTO "{name}" OVERRIDING SYSTEM VALUE TABLE {KEPT}."{name}"')

    TransactionTestCase._fixture_teardown = put_back


def _empty(cursor, names):
    cursor.execute("SELECT current_setting('is_superuser')::bool")
    if not cursor.fetchone()[0]:  # of a server that is not ours
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, names))} CASCADE")
        return
    cursor.execute("SET LOCAL session_replication_role = replica")  # foreign keys and triggers look away
    for name in names:
        cursor.execute(f'DELETE FROM "{name}"')
