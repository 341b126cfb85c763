import pytest

from incubator.accounts.actions import agree_to_notice
from incubator.accounts.models import Notice
from incubator.accounts.privacy.actions import publish_notice
from incubator.demo import make

LOGIN = "/accounts/login/"


def test_right_password_opens_the_dashboard(person, sign_in):
    assert sign_in(person).url == "/dashboard/"


@pytest.mark.parametrize("spelling", ["  {} ", "{}"])
def test_case_and_blanks_make_no_other_person(person, sign_in, spelling):
    assert sign_in(spelling.format(person.email.upper())).status_code == 302


def test_wrong_password_and_unknown_address_are_told_alike(person, sign_in):
    wrong, unknown = sign_in(person, "faux-mot-de-passe"), sign_in("personne@exemple.ma", "faux-mot-de-passe")

    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.test",
        "https:evil.test",
        "/\\evil.test",
        "javascript:alert(1)",
        "https://evil.test/",
        "http:///evil.test",
    ],
)
def test_nobody_is_sent_to_another_site(client, person, next_page):
    answer = client.post(LOGIN, {"login": person.email, "password": "demo-soleil-2026", "next": next_page})

    assert answer.url == "/dashboard/"


def test_one_comes_back_to_where_one_was(client, person):
    away = client.get("/account/data/")
    answer = client.post(away.url, {"login": person.email, "password": "demo-soleil-2026", "next": "/account/data/"})

    assert away.url == f"{LOGIN}?next=/account/data/"
    assert answer.url == "/account/data/"


def test_after_five_wrong_passwords_it_is_too_many(person, sign_in):
    answers = [sign_in(person, "faux").status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert sign_in(person).status_code == 429


@pytest.mark.parametrize("variant", ["SALMA@exemple.ma", "salma@exemple.ma ", "ｓａｌｍａ@exemple.ma"])
def test_spellings_do_not_multiply_the_attempts(db, sign_in, variant):
    make.person(email="salma@exemple.ma")
    for _ in range(5):
        sign_in(variant, "faux")

    assert sign_in("salma@exemple.ma").status_code == 429


def test_a_stranger_locks_nobody_out(person, sign_in):
    for _ in range(12):
        sign_in(person, "faux", REMOTE_ADDR="192.0.2.1")

    assert sign_in(person, REMOTE_ADDR="192.0.2.99").status_code == 302


def test_a_forged_forwarded_address_is_not_believed(person, sign_in):
    answers = [sign_in(person, "faux", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}").status_code for n in range(6)]

    assert answers[-1] == 429


def test_a_right_password_does_not_reset_the_count(client, person, sign_in):
    for _ in range(4):
        sign_in(person, "faux")
    sign_in(person)
    client.logout()
    sign_in(person, "faux")

    assert sign_in(person, "faux").status_code == 429


def test_a_closed_account_is_told_so_only_with_its_password(person, sign_in):
    person.is_active = False
    person.save()

    assert sign_in(person).url == "/accounts/inactive/"
    assert sign_in(person, "faux").status_code == 422


def test_a_changed_notice_is_told_until_it_is_agreed_to(client, person, sign_in):
    agree_to_notice(person, language="fr")
    newer = Notice.objects.create(version=2, body_fr="Un nouveau texte.")
    publish_notice(newer.pk, by=None)

    sign_in(person)
    before = client.get("/account/").text
    client.post("/account/notice/", {"next": "/account/"})
    after = client.get("/account/").text

    assert "/account/notice/" in before
    assert "/account/notice/" not in after
    assert person.consents.get(notice=newer)


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(client, person, sign_in):
    sign_in(person)
    cookie = client.cookies["sid"].value
    client.post("/accounts/logout/")
    client.cookies["sid"] = cookie

    assert client.get("/account/").status_code == 302


def test_looking_at_the_sign_out_page_signs_nobody_out(client, person, sign_in):
    sign_in(person)
    client.get("/accounts/logout/")

    assert client.get("/account/").status_code == 200
