"""All rows of the test database, taken out and put in again as PostgreSQL writes them.

After a test that commits, Django would empty all of 150 tables, with what migrations wrote, and ask every app for its
permissions again: a second each time. Here the rows of the migrations are given back; so such tests may come before others.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase


def take():
    """{table: its rows}"""
    with connection.cursor() as cursor:
        return {name: _written(cursor, name) for name in _filled(cursor)}


def give(rows):
    """These and no others."""
    with transaction.atomic(), connection.cursor() as cursor:
        _empty(cursor, _filled(cursor))
        for name, written in rows.items():
            with cursor.copy(f"COPY {_quoted(name)} FROM STDIN") as copy:
                copy.write(written)
        if _may_look_away(cursor):
            cursor.execute("SET LOCAL session_replication_role = origin")


def remember():
    """What is there now is there again after every test that commits."""
    rows = take()
    TransactionTestCase._fixture_teardown = lambda _case: give(rows)


def _quoted(name):
    return connection.ops.quote_name(name)


def _filled(cursor):
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = (f"(SELECT '{name}' WHERE EXISTS (SELECT FROM {_quoted(name)}))" for name in names)  # noqa: S608
    cursor.execute(" UNION ALL ".join(asked))
    return [name for (name,) in cursor.fetchall()]


def _written(cursor, name):
    with cursor.copy(f"COPY {_quoted(name)} TO STDOUT") as copy:
        return b"".join(copy)


def _may_look_away(cursor):
    cursor.execute("SELECT current_setting('is_superuser')::bool")
    return cursor.fetchone()[0]


def _empty(cursor, names):
    """Foreign keys and triggers look away, as far as the server is ours; it is ten times faster than to cut all tables."""
    if not _may_look_away(cursor):
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, names))} CASCADE")
        return
    cursor.execute("SET LOCAL session_replication_role = replica")
    for name in names:
        cursor.execute(f"DELETE FROM {_quoted(name)}")  # noqa: S608
