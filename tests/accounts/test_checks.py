import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from incubator import checks
from incubator.machine import PROJECT

SAFE = {
    "PRODUCTION": "1",
    "SECRET_KEY": "Rk2vQ8sLx0" * 6,
    "SITE_URL": "https://portail.exemple.ma",
    "DATABASE_URL": "postgresql://portal:secret@db/portal",
    "REDIS_URL": "redis://:secret@cache:6379/0",
}
#: What opens a door, and the finding that names it.
UNSAFE = {
    "portal.E002": ("DEBUG", True),
    "portal.E003": ("SECRET_KEY", "only-for-this-machine-and-never-for-production"),
    "portal.E004": ("ALLOWED_HOSTS", ["*"]),
    "portal.E005": ("REDIS_URL", "redis://cache:6379/0"),
    "portal.E006": ("SITE_URL", "http://portail.exemple.ma"),
}


def checked(tmp_path, **more):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    where = {"PORTAL_VAR": str(tmp_path), "STATIC_ROOT": str(tmp_path)}
    command = [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        command, cwd=PROJECT, env=kept | SAFE | where | more, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_settings_of_production_are_without_a_finding(tmp_path):
    told = checked(tmp_path)

    assert told.returncode == 0, told.stderr


@pytest.fixture
def production(settings):
    settings.PRODUCTION, settings.SECRET_KEY, settings.SITE_URL = True, "k9" * 30, "https://portail.exemple.ma"
    return settings


@pytest.mark.parametrize("code", UNSAFE)
def test_an_open_door_is_named(production, code):
    setattr(production, *UNSAFE[code])

    assert [error.id for error in checks.production_is_closed()] == [code]


def test_the_demonstration_is_told_in_production(production):
    production.DEMO = True

    assert [warning.id for warning in checks.demonstration_is_not_for_the_public()] == ["portal.W001"]


def test_elsewhere_nothing_is_asked(settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["*"]

    assert checks.production_is_closed() == []


@pytest.mark.parametrize(
    ("url", "is_guarded"),
    [
        ("redis://127.0.0.1:6379/0", True),
        ("redis://localhost/0", True),
        ("redis://[::1]:6379/0", True),
        ("redis+socket:///run/valkey.sock", True),
        ("redis://:secret@cache:6379/0", True),
        ("redis://cache:6379/0", False),
        ("redis://10.0.0.5/0", False),
        ("redis://portal@cache/0", False),
    ],
)
def test_a_broker_on_another_machine_needs_a_password(url, is_guarded):
    assert checks.is_guarded(url) == is_guarded


def test_casablanca_has_its_hour_here():
    assert checks.casablanca_has_its_hour() == []


def test_an_old_zone_file_is_told(monkeypatch):
    monkeypatch.setitem(checks.HOURS, "2026-11-23T12:00", 1)

    (error,) = checks.casablanca_has_its_hour()
    assert "2026-11-23T12:00" in error.msg


def test_the_web_server_does_not_open_an_unsafe_portal(settings):
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["*"]

    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        checks.refuse_to_start_unsafe()
