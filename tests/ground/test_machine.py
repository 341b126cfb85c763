"""What one machine keeps: a secret of its own, one portal a folder, and the addresses of its servers."""

import os
import subprocess
import sys

import pytest

from incubator import machine


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    machine.lend_secret(tmp_path)
    first = os.environ["SECRET_KEY"]
    monkeypatch.delenv("SECRET_KEY")
    machine.lend_secret(tmp_path)

    assert os.environ["SECRET_KEY"] == first
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_secret_of_the_environment_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "from outside")
    machine.lend_secret(tmp_path)

    assert os.environ["SECRET_KEY"] == "from outside"
    assert not (tmp_path / "secret_key").exists()


def test_a_second_portal_in_one_folder_is_refused(tmp_path):
    with machine.alone(tmp_path), pytest.raises(machine.Busy), machine.alone(tmp_path):
        pass


def test_a_second_terminal_finds_the_servers_while_they_run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres@/postgres?host=/somewhere")
    asked = (
        "import os, pathlib; from incubator import machine;"
        "print(machine.lend_addresses(pathlib.Path('.')), os.environ.get('DATABASE_URL'))"
    )

    def ask():
        plain = {"PYTHONPATH": str(machine.PROJECT)}
        return subprocess.run(
            [sys.executable, "-c", asked], cwd=tmp_path, env=plain, capture_output=True, text=True, check=True
        ).stdout

    with machine.alone(tmp_path) as tell:
        assert ask().strip() == "True None"
        tell()
        assert ask().strip() == f"True {os.environ['DATABASE_URL']}"
    assert ask().strip() == "False None"


def test_what_a_killed_portal_told_is_not_believed(tmp_path):
    (tmp_path / "up.json").write_text('{"DATABASE_URL": "postgresql://gone"}')

    assert not machine.lend_addresses(tmp_path)
