"""Files of the shapes that people send, invented and always the same."""

import csv
import io
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("PORTAL_SHARED", ROOT.parent / "shared")) / "data"

HEAD = ["Raison sociale", "ICE", "N° RC", "Tribunal", "Forme juridique", "Secteur d’activité", "Ville", "Région",
        "Téléphone", "E-mail", "Site web", "Date de création", "Mots-clés", "Présentation", "Code interne"]  # fmt: skip
FIRST = ["Atlas", "Rif", "Souss", "Oasis", "Zénith", "Étoile", "Source", "Palmier", "Argan", "Chergui"]
SECOND = ["Énergie", "Eau", "Recyclage", "Mobilité", "Solaire", "Biogaz", "Habitat", "Agri", "Réseaux", "Climat"]
THIRD = ["Maroc", "Conseil", "Services"]
CITIES = ["Casablanca", "Fès", "Kénitra", "Agadir", "Oujda", "Tanger", "Marrakech", "Laâyoune", "Béni Mellal", "Salé"]
SECTORS = [
    "Énergie solaire",
    "Eau et assainissement;Énergie solaire",
    "N/A",
    "Mobilité durable",
    "Green Tech; Énergie éolienne",
    "SOL",
]


def ice(number):
    """A number that holds its key, for an invented company."""
    head = f"{number:09d}0000"
    return f"{head}{97 - int(head) * 100 % 97:02d}"


def company(n):
    name = f"{FIRST[n % 10]} {SECOND[n // 10 % 10]} {THIRD[n // 100]}"
    name = f'{name} "{n}"' if n % 17 == 0 else name
    return [
        name,
        ice(900_000_000 + n) if n % 4 else "N/A",
        str(1000 + n) if n % 3 else "",
        "Tribunal de commerce de Casablanca" if n % 3 else "",
        ["SARL", "S.A.R.L. AU", "sas", "SARL à associé unique"][n % 4],
        SECTORS[n % 6],
        CITIES[n % 10],
        "N/A" if n % 2 else "",
        f"05 22 {n // 100:02d} {n % 100:02d} 10 / 06 61 00 {n // 100:02d} {n % 100:02d}"
        if n % 5 == 0
        else f"0522{n:06d}",
        f"contact{n}@exemple.test" if n % 7 else f"a{n}@exemple.test; b{n}@exemple.test",
        f"www.societe{n}.test",
        f"{n % 27 + 1:02d}/0{n % 9 + 1}/2019",
        "capteurs; données|terrain" if n % 2 else "-",
        f"Ligne un ;\r\nligne deux : « essai {n} »." if n % 6 == 0 else f"Une phrase, {n}.",
        f"X-{n}",
    ]


def companies(rows=300, *, encoding="utf-8-sig", extra=()):
    """Semicolons, CRLF, several values in one cell, blanks spelled in many ways, quotes and line breaks in cells."""
    return file(HEAD, [*(company(n) for n in range(rows)), *extra], encoding=encoding)


def file(head, rows, *, encoding="utf-8-sig"):
    sink = io.StringIO(newline="")
    csv.writer(sink, delimiter=";", lineterminator="\r\n").writerows([head, *rows])
    return sink.getvalue().encode(encoding)


def hubs(rows=120):
    """The shape of the open list of African hubs: commas, LF, empty columns, codes that are not ours."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(
        [
            "hub_name",
            "hub_type",
            "operational_status",
            "street_address",
            "city",
            "country",
            "region",
            "latitude",
            "website",
            "source",
            "notes",
        ]
    )
    kinds = ["Incubator", "Makerspace / FabLab", "University / Research Hub"]
    for n in range(rows):
        site = f"https://hub{n}.test/"
        writer.writerow([f"Hub {FIRST[n % 10]}, n° {n}", kinds[n % 3], "Active", "" if n % 4 else f"{n}, avenue du Parc", CITIES[n % 10],
                         ["Morocco", "Sénégal", "Côte d’Ivoire"][n % 3], "" if n % 60 == 0 else "Northern Africa", "33.5", site, site, ""])  # fmt: skip
    return sink.getvalue().encode()


def real_hubs():
    file = SHARED / "african_hubs.csv"
    if not file.exists():
        pytest.skip("the open list of hubs is not beside this clone")
    return file.read_bytes()
