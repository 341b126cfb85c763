import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from incubator.accounts.models import User
from incubator.accounts.people import actions
from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from tests.accounts.conftest import PASSWORD, told

LIST = "/admin/accounts/user/"


def enter(client, who, *, again=True):
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    if again:
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def do(client, deed, *people):
    return client.post(LIST, {"action": deed, "_selected_action": [p.pk for p in people], "deed": "1"})


@pytest.mark.parametrize("rows", [1, 3])
def test_staff_see_names_and_addresses_at_one_price(client, staff, rows, django_assert_max_num_queries):
    people = [make.person() for _ in range(rows)]
    client.force_login(staff)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        page = client.get(LIST).text
    assert all(person.email in page for person in people)


def test_no_page_shows_or_takes_a_password(client, admin_person, person):
    client.force_login(admin_person)
    pages = client.get(LIST).text + client.get(f"{LIST}{person.pk}/change/").text + client.get(f"{LIST}add/").text

    assert person.password not in pages
    assert 'name="password' not in pages
    assert client.get(f"{LIST}{person.pk}/password/").status_code in {302, 404}


def test_staff_change_nothing_about_people(client, staff, person):
    enter(client, staff)

    assert client.get(f"{LIST}{person.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{person.pk}/change/", {"is_staff": "on", "is_superuser": "on"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    person.refresh_from_db()
    assert not person.is_staff


@pytest.mark.parametrize("deed", ["deactivate", "reactivate", "reset_factor"])
def test_deeds_of_superusers_are_not_for_staff(client, staff, person, deed):
    enter(client, staff)
    do(client, deed, person)

    person.refresh_from_db()
    assert person.is_active
    assert not Entry.objects.filter(verb__in=["deactivate", "reactivate", "reset_second_factor"]).exists()


def test_staff_send_a_link_for_a_new_password(client, staff, person):
    enter(client, staff, again=False)
    do(client, "send_key", person)

    assert told() == ["accounts.password_reset_key"]
    assert Entry.objects.get(verb="send_password_key").by == staff


def test_a_superuser_deactivates_and_opens_again(client, admin_person, person, sign_in):
    enter(client, admin_person)
    do(client, "deactivate", person)
    person.refresh_from_db()
    assert not person.is_active

    do(client, "reactivate", person)
    person.refresh_from_db()
    assert person.is_active
    assert list(Entry.objects.about(person).values_list("verb", flat=True)) == ["reactivate", "deactivate"]


def test_deactivating_asks_for_the_password_again(client, admin_person, person):
    enter(client, admin_person, again=False)

    assert do(client, "deactivate", person).url.startswith("/accounts/reauthenticate/")
    person.refresh_from_db()
    assert person.is_active


def test_deactivating_ends_the_sessions(client, person, sign_in, admin_person):
    sign_in(person)
    actions.deactivate(person.pk, by=admin_person)

    assert client.get("/account/").url == "/accounts/login/?next=/account/"


def test_a_lost_second_factor_is_removed_and_told(client, admin_person, person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    enter(client, admin_person)
    do(client, "reset_factor", person)

    assert not Authenticator.objects.filter(user=person).exists()
    assert told() == ["accounts.second_factor_removed"]


def test_rights_are_given_by_superusers_and_noted(client, admin_person, person):
    enter(client, admin_person)
    client.post(f"{LIST}{person.pk}/change/", {"is_staff": "on"})

    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (True, False)
    assert Entry.objects.get(verb="change_rights").facts["before"] == {"is_staff": False, "is_superuser": False}


def test_the_last_superuser_keeps_the_right(client, admin_person):
    enter(client, admin_person)
    answer = client.post(f"{LIST}{admin_person.pk}/change/", {"is_staff": "on"})

    assert answer.status_code == 200
    assert User.objects.get(pk=admin_person.pk).is_superuser
    with pytest.raises(Refused):
        actions.change_rights(admin_person.pk, by=admin_person, is_staff=True, is_superuser=False)


def test_a_superuser_makes_an_account_whose_owner_chooses_the_password(client, admin_person):
    enter(client, admin_person)
    client.post(f"{LIST}add/", {"email": "Officier@Exemple.ma", "name": "Officier", "language": "fr", "is_staff": "on"})

    made = User.objects.get(email="officier@exemple.ma")
    assert made.is_staff
    assert not made.has_usable_password()
    assert told() == ["accounts.invited"]


@pytest.mark.parametrize("address", ["", "é@x.ma", "a@x.ma, b@x.ma"])
def test_an_odd_address_makes_no_account(client, admin_person, address):
    enter(client, admin_person)
    answer = client.post(f"{LIST}add/", {"email": address, "name": "Officier", "language": "fr"})

    assert answer.status_code == 200
    assert User.objects.count() == 1


def test_a_known_address_makes_no_second_account(client, admin_person, person):
    enter(client, admin_person)

    assert client.post(f"{LIST}add/", {"email": person.email, "name": "X", "language": "fr"}).status_code == 200
    with pytest.raises(Refused):
        actions.invite(person.email, by=admin_person, name="X", language="fr")


@pytest.mark.parametrize("refused", ["oneself", "twice", "erased", "no factor"])
def test_what_cannot_be_done(admin_person, person, refused):
    deeds = {
        "oneself": lambda: actions.deactivate(admin_person.pk, by=admin_person),
        "twice": lambda: [actions.deactivate(person.pk, by=admin_person) for _ in range(2)],
        "erased": lambda: actions.reactivate(person.pk, by=admin_person),
        "no factor": lambda: actions.reset_second_factor(person.pk, by=admin_person),
    }
    with pytest.raises(Refused):
        deeds[refused]()


@pytest.mark.parametrize(
    "query",
    [
        "?q=%27%3B--",
        "?o=99.-99",
        "?p=999999999",
        "?is_staff__exact=x",
        "?id=abc",
        "?password__startswith=a",
        "?q=" + "a" * 4000,
        "?o=user__password",
        "?e=1&all=x",
    ],
)
def test_odd_addresses_of_the_list_break_nothing(client, staff, query):
    client.force_login(staff)

    assert client.get(LIST + query).status_code in {200, 302, 400}


@pytest.mark.parametrize(
    "model", ["account/emailaddress", "mfa/authenticator", "usersessions/usersession", "auth/group"]
)
def test_keys_and_sessions_of_others_are_nobodys_to_edit(client, admin_person, model):
    client.force_login(admin_person)

    assert client.get(f"/admin/{model}/").status_code == 404


def test_an_address_that_cannot_be_is_refused_everywhere(db):
    with pytest.raises((ValueError, ValidationError)):
        User.objects.create_user("pas une adresse")
