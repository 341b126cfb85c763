"""Organisations in the administration."""

import pytest

from incubator.journal.models import Entry
from startups.models import Organisation
from tests.conftest import nothing_written
from tests.startups.imports.conftest import table

pytestmark = pytest.mark.django_db
AT = "/en/admin/startups/organisation/"
NONE = {"former_names-TOTAL_FORMS": "0", "former_names-INITIAL_FORMS": "0"}


@pytest.fixture
def desk(client, by):
    client.force_login(by)
    return client


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_the_same_for_one_row_and_fifty(desk, imported, rows, django_assert_num_queries):
    imported(table(*(f"Hub {n};Maroc;Rabat" for n in range(rows)), head="nom;pays;ville"), "organisation")
    desk.get(AT)

    with django_assert_num_queries(6), nothing_written():
        page = desk.get(AT)

    assert page.text.count("Hub ") >= rows


def test_a_former_name_is_noted_and_found_in_both_scripts(desk, by):
    desk.post(f"{AT}add/", {"name": "Cluster EnR", "kind": "Cluster", "country": "Maroc", **NONE})
    cluster = Organisation.objects.get()
    names = {"former_names-TOTAL_FORMS": "2", "former_names-INITIAL_FORMS": "0"}
    for n, name in enumerate(("Cluster solaire", "مجمع الطاقة الشمسية")):
        names |= {f"former_names-{n}-name": name, f"former_names-{n}-until": "2022-06-30"}

    answer = desk.post(f"{AT}{cluster.pk}/change/", {"name": "Cluster EnR", "city": "Rabat", **names})

    assert answer.status_code == 302
    for term in ("solaire", "SOLÀIRE", "الشمسيه", "طاقة", "enr rabat"):
        assert "Cluster EnR" in desk.get(AT, {"q": term}).text
    assert "Cluster EnR" not in desk.get(AT, {"q": "banque"}).text
    assert list(Entry.objects.about(cluster).order_by("pk").values_list("verb", flat=True)) == [
        "register",
        "edit",
        "add_former_name",
        "add_former_name",
    ]


def test_a_former_name_is_corrected_and_taken_out(desk, by):
    former = {"former_names-TOTAL_FORMS": "1", "former_names-0-name": "Solaire", "former_names-0-until": "2022-06-30"}
    desk.post(f"{AT}add/", {"name": "Cluster EnR", "former_names-INITIAL_FORMS": "0", **former})
    cluster = Organisation.objects.get()
    kept = {
        **former,
        "former_names-INITIAL_FORMS": "1",
        "former_names-0-organisation": cluster.pk,
        "name": "Cluster EnR",
    }

    desk.post(
        f"{AT}{cluster.pk}/change/",
        {**kept, "former_names-0-id": cluster.former_names.get().pk, "former_names-0-name": "Cluster solaire"},
    )
    assert cluster.former_names.get().name == "Cluster solaire"
    desk.post(
        f"{AT}{cluster.pk}/change/",
        {**kept, "former_names-0-id": cluster.former_names.get().pk, "former_names-0-DELETE": "on"},
    )

    assert not cluster.former_names.exists()
    cluster.refresh_from_db()
    assert "solaire" not in cluster.search_key


def test_bad_input_comes_back_with_its_reason(desk):
    answer = desk.post(f"{AT}add/", {"name": "\u200b ", "website": "javascript:alert(1)", **NONE})

    assert answer.status_code in (200, 422)
    assert set(answer.context["adminform"].form.errors) == {"name", "website"}
    assert not Organisation.objects.exists()
