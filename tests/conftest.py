"""The cast: roles, not names."""

from contextlib import contextmanager

import hypothesis
import pytest
from django.db import connection
from django.utils import translation

from incubator.demo import make
from tests.schema import django_db_keepdb, django_db_setup, turn

__all__ = ["django_db_keepdb", "django_db_setup", "turn"]


#: A machine that does other things besides is no finding.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def every_test_begins_in_french():
    """A page in another language leaves it to the thread; addresses without a prefix are those of French."""
    translation.activate("fr")


@pytest.fixture
def staff(db):
    return make.staff()


@pytest.fixture
def admin_person(db):
    return make.person(is_staff=True, is_superuser=True)


@pytest.fixture
def stranger(db):
    return make.person()


@contextmanager
def nothing_written():
    """A page that is only looked at changes no row; sessions of a sign-in aside."""

    def refuse(execute, sql, params, many, context):
        verb = sql.lstrip().upper()
        is_of_session = "django_session" in sql or "usersessions_usersession" in sql
        assert not verb.startswith(("INSERT", "UPDATE", "DELETE")) or is_of_session, sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
