"""The files of production agree with each other and with the settings, as far as that can be seen without an engine."""

import os
import re
import subprocess
import sys

import pytest

from incubator.machine import PROJECT

REQUIRED = {
    "PRODUCTION": "1",
    "SITE_URL": "https://portal.example.org",
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgresql://portal:x@nowhere/portal",
    "REDIS_URL": "redis://:x@nowhere:6379/0",
}


def read(name):
    return (PROJECT / name).read_text(encoding="utf-8")


def load_settings(env):
    command = [sys.executable, "-c", "import django; django.setup(); print('loaded')"]
    plain = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "incubator.settings", **env}
    return subprocess.run(command, cwd=PROJECT, env=plain, capture_output=True, text=True, check=False)


def test_production_starts_with_the_names_it_asks_for(tmp_path):
    assert load_settings(REQUIRED | {"PORTAL_VAR": str(tmp_path)}).stdout == "loaded\n"


@pytest.mark.parametrize("name", ["SITE_URL", "SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_production_names_what_is_missing(name, tmp_path):
    env = {key: value for key, value in REQUIRED.items() if key != name}

    said = load_settings(env | {"PORTAL_VAR": str(tmp_path)})

    assert said.returncode != 0
    assert f"Set the environment variable {name}" in said.stderr


def test_what_compose_asks_of_env_is_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", read("compose.yaml")))
    listed = set(re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE))

    assert asked <= listed


def test_files_named_by_the_image_exist():
    named = set(re.findall(r"(?:deploy/[\w.]+|requirements[\w.-]+)", read("Dockerfile") + read("compose.yaml")))

    assert {name for name in named if not (PROJECT / name).exists()} <= {"deploy/pages", "deploy/certificates"}


def test_each_lock_is_hashed_and_names_no_index():
    for name in ("requirements.txt", "requirements-production.txt", "requirements-dev.txt"):
        lock = read(name)
        pins = re.findall(r"^[a-z0-9][\w.-]*==", lock, re.MULTILINE)

        assert len(pins) <= lock.count("--hash=sha256:")
        assert "index-url" not in lock
        assert "://" not in lock


def test_all_locks_agree():
    pins = {}
    for name in ("requirements.txt", "requirements-production.txt", "requirements-dev.txt"):
        for package, version in re.findall(r"^([a-z0-9][\w.-]*)==([\w.]+)", read(name), re.MULTILINE):
            pins.setdefault(package, set()).add(version)

    assert {package: versions for package, versions in pins.items() if len(versions) > 1} == {}
