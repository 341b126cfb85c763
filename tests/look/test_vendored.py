"""What came from elsewhere is what we say it is."""

import hashlib

from tests.house import ROOT

STATIC = ROOT / "static"
LIST = STATIC / "vendor" / "VENDORED.txt"


def listed():
    rows = [line.split() for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {path: sha for path, _name, _version, sha in rows}


def shipped():
    folders = ("vendor", "fonts")
    return {
        p.relative_to(STATIC).as_posix(): p
        for f in folders
        for p in (STATIC / f).rglob("*")
        if p.is_file() and p != LIST
    }


def test_every_vendored_file_is_listed_with_its_hash():
    found = {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in shipped().items()}

    assert found == listed()


def test_no_vendored_style_asks_for_a_map_that_is_not_there():
    assert [
        path for path, file in shipped().items() if file.suffix == ".css" and "sourceMappingURL" in file.read_text()
    ] == []


def test_each_font_has_its_licence_beside_it():
    families = {file.name.split("-latin")[0].split("-arabic")[0] for file in (STATIC / "fonts").glob("*.woff2")}

    assert families == {file.name.removesuffix("-OFL.txt") for file in (STATIC / "fonts").glob("*-OFL.txt")}
