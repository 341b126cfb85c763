"""Casablanca is where the pinned zone files say, whatever the system believes (domain.md 1.6)."""

import re
import subprocess
import sys
import time
import zoneinfo
from datetime import UTC, datetime

import pytest

from incubator.machine import PROJECT

#: What makes PostgreSQL cut instants into local days with zone files of its own. A session has a column named day.
LOCAL_DAYS_IN_SQL = re.compile(
    r"\bTrunc[A-Z]\w+|\bExtract[A-Z]\w+|(?<!session)__(?:date|time|month|day|week_day|hour)(?:\b|__)|\bdate_hierarchy\b|\.datetimes\("
)

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


def test_the_log_has_the_hour_of_casablanca(monkeypatch):
    monkeypatch.setenv("TZ", "Africa/Casablanca")
    time.tzset()

    assert time.strftime("%z", time.localtime(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp())) == "+0000"


@pytest.mark.parametrize("unit", ["incubator", "programs", "startups", "events", "services"])
def test_days_are_cut_in_python(unit):
    """A server with old zone files is an hour late in Morocco: compute the first and the last instant in Python and compare those."""
    found = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()}"
        for path in sorted((PROJECT / unit).rglob("*.py"))
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LOCAL_DAYS_IN_SQL.search(line)
    ]

    assert not found, "these ask PostgreSQL for local days:\n" + "\n".join(found)
