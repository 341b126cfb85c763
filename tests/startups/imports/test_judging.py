"""Verdicts: who a row is, what it would change, what stands against it."""

import pytest

from startups.imports.actions import steps
from startups.models import Alias, Organisation, OrganisationName, Startup
from startups.organisations import index, name_key
from tests.startups.imports import made
from tests.startups.imports.conftest import run, table, verdicts

pytestmark = pytest.mark.django_db
ICE, OTHER = made.ice(900_000_001), made.ice(900_000_002)
BRANCH = "9000000010001"
BRANCH += f"{97 - int(BRANCH) * 100 % 97:02d}"


def only(batch):
    return batch.rows.get()


def wrong(row):
    return {problem["field"]: problem["why"] for problem in row.problems if not problem["is_note"]}


@pytest.mark.parametrize(
    ("on_file", "row", "verdict"),
    [
        (f"Atlas;{ICE};Fès", f"Autre nom;{ICE};Fès", "changed"),
        (f"Atlas;{ICE};Fès", f"Atlas;{BRANCH};Fès", "same"),
        (f"Atlas;{ICE};Fès", f"Atlas;{OTHER};Fès", "new"),
        ("Atlas;;Fès", f"ATLAS;{ICE};fes", "changed"),
        (f"Atlas;{ICE};Fès", "Atlas;;Fès", "same"),
        (f"Atlas;{ICE};Fès", "Atlas;N/A;", "same"),
        ("Atlas;;Fès", "Atlas;;Rabat", "new"),
        ("Atlas;;", "Atlas;;Rabat", "changed"),
        ("شركة أطلس;;Fès", "شركه اطلس;;فاس", "changed"),
        ("Atlas;;Casablanca", "Atlas;;Casa", "same"),
    ],
)
def test_a_row_is_recognised_by_its_number_else_by_name_and_city(imported, bring, on_file, row, verdict):
    imported(table(on_file))

    assert verdicts(bring(table(row))) == {verdict: 1}


def test_the_register_number_counts_with_its_court(imported, bring):
    head = "nom;RC;tribunal"
    imported(table("Atlas;1234;Tribunal de commerce de Casablanca", head=head))

    assert verdicts(bring(table("Autre;1234;casa", head=head))) == {"changed": 1}
    assert verdicts(bring(table("Autre;1234;Rabat", head=head))) == {"new": 1}
    assert "rc_number" in wrong(only(bring(table("Atlas;1234;", head=head))))


def test_of_two_namesakes_none_is_taken_for_a_row_without_city(imported, bring):
    imported(table("Atlas;;Fès", "Atlas;;Rabat"))

    assert verdicts(bring(table("Atlas;;"))) == {"new": 1}


def test_a_former_name_finds_the_company_and_does_not_come_back(imported, bring):
    imported(table(f"Atlas;{ICE};Fès"))
    imported(table(f"Oasis;{ICE};Fès"))

    assert Alias.objects.get().name == "Atlas"
    assert verdicts(bring(table("Atlas;;Fès"))) == {"same": 1}


def test_a_former_name_finds_an_organisation(bring):
    cluster = Organisation(name="Cluster EnR", country="Maroc", city="Rabat")
    index(cluster, former_names=["Cluster solaire"])
    cluster.save()
    OrganisationName.objects.create(
        organisation=cluster, name="Cluster solaire", search_key=name_key("Cluster solaire"), until="2022-06-30"
    )

    assert verdicts(bring(table("Cluster Solaire;Maroc;Rabat", head="nom;pays;ville"), "organisation")) == {"same": 1}


def test_the_same_company_twice_is_told_with_its_line(bring):
    batch = bring(table(f"Atlas;{ICE};Fès", f"Atlas SARL;{ICE};Fès", "atlas;;FES", f"Rif;{OTHER};"))

    assert list(batch.rows.values_list("verdict", flat=True)) == ["new", "double", "double", "new"]
    assert "2" in batch.rows.get(line=3).note


def test_two_rows_for_one_record_are_doubles_although_their_names_differ(imported, bring):
    imported(table(f"Atlas;{ICE};Fès"))

    assert verdicts(bring(table(f"Oasis;{ICE};Fès", "Atlas;;Fès"))) == {"changed": 1, "double": 1}


def test_a_number_of_another_company_stands_against_a_row(imported, bring):
    head = "nom;ICE;RC;tribunal"
    imported(table(f"Atlas;{ICE};77;Fès", head=head))

    batch = bring(table(f"Rif;{OTHER};77;Fès", head=head))
    assert "Atlas" in wrong(only(batch))["rc_number"]
    in_one_file = bring(table(f"Rif;{OTHER};78;Fès", f"Souss;{made.ice(900_000_003)};78;Fès", head=head))
    assert verdicts(in_one_file) == {"new": 1, "wrong": 1}


def test_a_blank_never_replaces_and_filling_only_leaves_what_is_there(imported, bring):
    head = "nom;ville;site web;description"
    imported(table("Atlas;Fès;atlas.test;Nous pompons.", head=head))

    assert verdicts(bring(table("Atlas;Fès;;", head=head))) == {"same": 1}
    assert only(bring(table("Atlas;Fès;autre.test;", head=head))).after == {"website": "https://autre.test"}
    assert verdicts(bring(table("Atlas;Fès;autre.test;", head=head), replaces=False)) == {"same": 1}


def test_lists_grow_and_never_shrink(imported):
    head = "nom;ville;secteur;mots-clés"
    imported(table("Atlas;Fès;SOL;pompes", head=head))
    imported(table('Atlas;Fès;SOL|EAU;"capteurs; pompes"', head=head))

    startup = Startup.objects.get()
    assert (startup.sector, startup.other_sectors, startup.tags) == ("SOL", ["EAU"], ["pompes", "capteurs"])


def test_wrong_cells_hold_a_row_back_until_staff_say_otherwise(bring, by):
    head = "nom;ICE;téléphone;e-mail;date de création;site web"
    batch = bring(table("Atlas;123;04 11 22 33 44;pas-une-adresse;31/02/2020;javascript:alert(1)", head=head))
    row = only(batch)

    assert row.verdict == "wrong"
    assert set(wrong(row)) == {"ice", "phone", "email", "founded_on", "website"}
    assert steps.choose(batch.pk, lines=[2], choice="without_cells", by=by) == 1
    row.refresh_from_db()
    assert row.verdict == "new"
    steps.start(batch.pk, by=by)
    run(batch)
    assert Startup.objects.get().ice == ""


def test_a_row_without_name_can_never_be_imported(bring, by):
    batch = bring(table(f";{ICE};Fès", "A;;Fès"))
    steps.choose(batch.pk, lines=[2, 3], choice="without_cells", by=by)

    assert set(batch.rows.values_list("verdict", flat=True)) == {"wrong"}


def test_a_missing_zero_is_suggested_and_never_added(bring):
    row = only(bring(table("Atlas;1561191000066;Fès")))

    assert "001\u00a0561\u00a0191\u00a0000\u00a0066" in wrong(row)["ice"]


def test_numbers_that_a_legal_form_cannot_have_are_told(bring):
    row = only(bring(table(f"Atlas;{ICE};pas encore créée", head="nom;ICE;forme juridique")))

    assert "ice" in wrong(row)


def test_rows_are_left_out_and_taken_back(bring, by):
    batch = bring(table("Atlas;;Fès", "Rif;;Oujda"))

    steps.choose(batch.pk, lines=[2], choice="leave_out", by=by)
    assert batch.rows.get(line=2).verdict == "skipped"
    steps.choose(batch.pk, lines=[2], choice="take_back", by=by)
    assert batch.rows.get(line=2).verdict == "new"


def test_a_row_left_out_is_nobodys_double(bring, by):
    batch = bring(table("Atlas;;Fès", "Atlas;;Fès"))
    steps.choose(batch.pk, lines=[2], choice="leave_out", by=by)
    steps.choose(batch.pk, lines=[3], choice="take_back", by=by)

    assert batch.rows.get(line=3).verdict == "new"


def test_cells_past_the_last_column_are_told(bring):
    assert "" in wrong(only(bring(table("Atlas;;Fès;encore;plus"))))


@pytest.mark.parametrize("blank", ["", "N/A", "n.a.", "-", "—", "NULL", "néant", "#N/A", "non renseigné", "غير متوفر"])
def test_blanks_have_many_spellings(bring, blank):
    assert only(bring(table(f"Atlas;{blank};Fès"))).values.get("ice") is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("MA-06", "MA-06"),
        ("L'Oriental", "MA-02"),
        ("oriental", "MA-02"),
        ("الدار البيضاء سطات", "MA-06"),
        ("Laayoune Sakia El Hamra", "MA-11"),
    ],
)
def test_regions_are_recognised_in_any_spelling(bring, word, code):
    assert only(bring(table(f"Atlas;{word}", head="nom;région"))).values["region"] == code


def test_a_word_of_no_list_is_told_and_may_be_left_blank(bring):
    head = "nom;secteur"
    assert "sector" in wrong(only(bring(table("Atlas;GREEN TECH", head=head))))
    assert "sector" not in only(bring(table("Atlas;GREEN TECH", head=head), codes={"sector": {"greentech": ""}})).values
