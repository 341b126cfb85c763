"""Casablanca is where the pinned zone files say, whatever the system believes (domain.md 1.6)."""

import subprocess
import sys
import zoneinfo
from datetime import UTC, datetime

import pytest

CASABLANCA = [
    ("2026-03-01T10:00", 0),
    ("2026-06-01T10:00", 1),
    ("2026-09-19T12:00", 1),
    ("2026-09-20T12:00", 0),
    ("2026-11-23T12:00", 0),
    ("2027-02-10T12:00", 0),
    ("2027-07-01T12:00", 0),
]


@pytest.mark.parametrize(("local", "hours"), CASABLANCA)
def test_casablanca_follows_the_pinned_zone_files(local, hours):
    moment = datetime.fromisoformat(local).replace(tzinfo=zoneinfo.ZoneInfo("Africa/Casablanca"))

    assert moment.utcoffset().total_seconds() == hours * 3600


def test_the_zone_files_of_the_system_are_never_read(tmp_path):
    (tmp_path / "Africa").mkdir()
    (tmp_path / "Africa" / "Casablanca").write_text("not a zone")
    asked = "import incubator, zoneinfo; print(zoneinfo.TZPATH, zoneinfo.ZoneInfo('Africa/Casablanca').key)"

    said = subprocess.run(
        [sys.executable, "-c", asked], env={"PYTHONTZPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )

    assert said.stdout.split("\n")[0] == "() Africa/Casablanca"


def test_the_instant_of_a_deadline_is_the_one_on_the_wall():
    closing = datetime(2026, 11, 30, 23, 59, tzinfo=zoneinfo.ZoneInfo("Africa/Casablanca"))

    assert closing.astimezone(UTC).isoformat() == "2026-11-30T23:59:00+00:00"
