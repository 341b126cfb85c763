from datetime import date, timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from startups import queries
from startups.actions import profile
from startups.models import Startup
from startups.states import CompanionKind, Fact, LegalForm, Stage, TeamRole

pytestmark = pytest.mark.django_db


def found(q):
    return {startup.name for startup in queries.directory(queries.Wanted(q=q))}


def test_whoever_creates_a_startup_owns_it():
    person = make.person()

    startup = profile.create(values={"name": " Chamsi  Froid\u200b ", "sector": "SOL"}, by=person)

    assert startup.name == "Chamsi Froid"
    assert startup.slug == "chamsi-froid"
    assert startup.memberships.get().role == TeamRole.OWNER
    assert Entry.objects.about(startup).get().verb == "create"


def test_the_same_startup_created_twice_by_the_same_person_is_one():
    person = make.person()

    first = profile.create(values={"name": "Chamsifroid"}, by=person)
    second = profile.create(values={"name": "CHAMSIFROID"}, by=person)

    assert first == second


def test_staff_put_a_company_on_file_without_a_team(staff):
    startup = profile.register(values={"name": "Zitounergie"}, by=staff)

    assert not startup.memberships.exists()


@pytest.mark.parametrize("name", ["new", "Mine", "INVITATIONS", "join", "requests", "transfers"])
def test_no_startup_takes_the_address_of_a_page(name):
    assert make.startup(name=name).slug.startswith(f"{name.lower()}-")


def test_addresses_stay_different():
    slugs = {make.startup(name=name).slug for name in ("Algazia", "Algazia", "فلاحة", "الشمس")}

    assert len(slugs) == 4


@pytest.mark.parametrize("q", ["énergie", "ENERGIE", "طاقه", "الطاقة الشمسية", "cham", "fellah", "agad"])
def test_the_directory_finds_without_accents_or_case_in_latin_and_arabic(q):
    make.startup(name="Chamsi Énergie", pitch="للفلاح، fellah, الطّاقة الشمسيّة", city="Agadir", is_public=True)
    make.startup(name="Voltarihla", sector="MOB", city="Rabat", is_public=True)

    assert found(q) == {"Chamsi Énergie"}


@pytest.mark.parametrize("q", ["%", "_", "\\", "' OR 1=1", "zz:*", "!!", "cham & volt", "x" * 50_000])
def test_odd_searches_find_nothing_and_break_nothing(q):
    make.startup(name="Chamsifroid", is_public=True)

    assert found(q) == set()


def test_a_search_never_finds_what_the_card_does_not_show():
    make.startup(
        name="Chamsifroid",
        legal_form=LegalForm.SARL,
        ice=make.ice(77),
        phone="0522123456",
        email="canary@chamsi.test",
        is_public=True,
    )

    assert found(make.ice(77)) == found("canary") == found("522123456") == set()


def test_renaming_keeps_the_name_that_was():
    startup = make.startup(name="Cluster solaire")

    profile.edit(startup.pk, values={"name": "Cluster EnR"}, by=make.owner_of(startup))

    startup.refresh_from_db()
    assert startup.slug == "cluster-solaire"
    assert startup.aliases.get().until == timezone.localdate()
    assert "cluster solaire" in startup.search_key


def test_a_change_of_capitals_is_no_former_name():
    startup = make.startup(name="cluster énr")

    profile.edit(startup.pk, values={"name": "Cluster EnR"}, by=None)

    assert not startup.aliases.exists()


def test_an_edit_notes_what_changed_and_an_edit_of_nothing_notes_nothing():
    startup = make.startup(city="Agadir")

    profile.edit(startup.pk, values={"city": "agadir", "name": startup.name}, by=None)
    profile.edit(startup.pk, values={"city": "Rabat"}, by=None)

    entry = Entry.objects.about(startup).get(verb="edit")
    assert entry.facts["changes"] == {"city": ["Agadir", "Rabat"]}


def test_unknown_fields_are_never_written():
    startup = make.startup()

    profile.edit(startup.pk, values={"slug": "mine", "stage": "mvp", "pk": 1, "uid": "x"}, by=None)

    assert Startup.objects.filter(pk=startup.pk, slug=startup.slug, stage="").exists()


def test_a_known_city_names_its_region():
    assert make.startup(city="hoceima").region == "MA-01"


def test_numbers_that_the_legal_form_does_not_have_are_emptied():
    startup = make.startup(
        legal_form=LegalForm.SARL, ice=make.ice(5), rc_number="12", rc_court="Rabat", founded_on=date(2024, 1, 1)
    )

    profile.edit(startup.pk, values={"legal_form": LegalForm.ASSOCIATION}, by=None)
    startup.refresh_from_db()
    assert (startup.ice, startup.rc_number, startup.rc_court) == (make.ice(5), "", "")

    profile.edit(startup.pk, values={"legal_form": LegalForm.NOT_CREATED}, by=None)
    startup.refresh_from_db()
    assert (startup.ice, startup.founded_on) == ("", None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "x"}, "name"),
        ({"ice": "1"}, "ice"),
        ({"rc_number": "12"}, "rc_court"),
        ({"phone": "0422123456"}, "phone"),
        ({"other_sectors": ["SOL", "EAU", "BAT"]}, "other_sectors"),
        ({"founders": 1, "women_founders": 2}, "women_founders"),
        ({"founders": 1, "young_founders": 2}, "young_founders"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(values, field):
    startup = make.startup(city="Agadir")

    with pytest.raises(Refused) as refusal:
        profile.edit(startup.pk, values={"city": "Rabat", **values}, by=None)

    assert refusal.value.field == field
    assert Startup.objects.filter(pk=startup.pk, city="Agadir").exists()


def test_the_card_is_shown_and_hidden(staff):
    startup = make.startup()

    for _ in range(2):
        profile.publish(startup.pk, by=staff)
    assert Startup.objects.listed().filter(pk=startup.pk).exists()
    profile.hide(startup.pk, by=staff)

    assert not Startup.objects.listed().exists()
    assert list(Entry.objects.about(startup).values_list("verb", flat=True)) == ["hide", "publish", "create"]


def test_the_latest_observation_is_carried_whatever_the_order_of_noting():
    startup, today = make.startup(), timezone.localdate()

    make.observation(of=startup, value=5, on=today)
    make.observation(of=startup, value=3, on=today - timedelta(days=90))
    make.observation(of=startup, fact=Fact.STAGE, value=Stage.MVP)

    startup.refresh_from_db()
    assert (startup.trl, startup.stage) == (5, Stage.MVP)
    assert startup.observations.count() == 3


def test_the_same_fact_of_the_same_day_is_kept_once():
    startup = make.startup()

    assert make.observation(of=startup, value=4) == make.observation(of=startup, value="4")


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("trl", 0),
        ("trl", 10),
        ("trl", "4.5"),
        ("trl", "NaN"),
        ("trl", "abc"),
        ("stage", "unicorn"),
        ("fte", -1),
        ("revenue", "1e309"),
        ("revenue", "Infinity"),
    ],
)
def test_facts_that_cannot_be_are_refused(fact, value):
    with pytest.raises(Refused):
        make.observation(fact=fact, value=value)


def test_nothing_is_observed_tomorrow():
    with pytest.raises(Refused):
        make.observation(on=timezone.localdate() + timedelta(days=1))


def test_several_facts_are_noted_all_or_none():
    startup = make.startup()

    with pytest.raises(Refused):
        profile.report(startup.pk, facts={"fte": 3, "trl": 99}, observed_on=timezone.localdate(), by=None)

    assert not startup.observations.exists()


def test_a_companion_reads_the_record_until_she_leaves():
    startup = make.startup()
    beside = make.companion(of=startup)

    assert Startup.objects.visible_to(beside.person).filter(pk=startup.pk).exists()
    assert make.companion(of=startup, who=beside.person) == beside
    profile.part(beside.pk, by=None)
    profile.part(beside.pk, by=None)

    assert not Startup.objects.visible_to(beside.person).filter(pk=startup.pk).exists()
    with pytest.raises(Refused):
        profile.accompany(startup.pk, person=beside.person, kind="friend", by=None)
    assert profile.accompany(startup.pk, person=beside.person, kind=CompanionKind.MENTOR, by=None).until is None


def test_a_sector_that_left_the_list_does_not_stop_the_index():
    startup = make.startup()
    Startup.objects.filter(pk=startup.pk).update(sector="OLD")

    assert profile.edit(startup.pk, values={"city": "Rabat"}, by=None).sectors == []


def test_a_former_name_is_noted_once():
    startup = make.startup()

    first = profile.add_former_name(startup.pk, name="Cluster solaire", by=None)

    assert profile.add_former_name(startup.pk, name="CLUSTER SOLAIRE", by=None) == first
