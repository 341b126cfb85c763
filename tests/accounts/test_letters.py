"""Every letter about an account, in three languages: words, links and what must not be in them."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from incubator.accounts.entrance import notices
from incubator.accounts.entrance.actions import masked
from incubator.accounts.entrance.kinds import SECURITY
from incubator.accounts.privacy import actions as privacy
from incubator.demo import make
from incubator.outbox.kinds import kinds

LANGUAGES = ("fr", "en", "ar")


@pytest.fixture
def reader(db):
    return lambda language: make.person(name="Salma Bennis", language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", SECURITY)
def test_a_change_of_keys_is_told_with_the_way_to_undo_it(reader, delivered, what, language):
    person = reader(language)
    with transaction.atomic():
        notices.keys_changed(person, what=what, ip="192.0.2.7")

    (message,) = delivered()
    prefix = "" if language == "fr" else f"/{language}"
    assert message.to == [person.email]
    assert f"http://portail.test{prefix}/accounts/password/reset/" in message.body
    assert "192.0.2.7" in message.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_letters_are_worded(reader, delivered, language, staff):
    person = reader(language)
    address = EmailAddress.objects.create(user=person, email="nouvelle@exemple.ma")
    asked = privacy.ask_erasure(person.pk, by=person)
    with transaction.atomic():
        notices.address_confirmation(address, is_new=True)
        notices.address_confirmation(address, is_new=False)
        notices.password_key(person)
        notices.account_exists(person.email)
        notices.account_unknown("personne@exemple.ma")
        notices.person_invited(person)
        notices.address_changed(person, old="ancienne@exemple.ma", facts={"new": "no…@exemple.ma"})
    privacy.refuse(asked.pk, by=staff, reason="Convention en cours.")

    messages = delivered()
    assert len(messages) == 8
    assert all(message.subject and len(message.subject) <= 120 for message in messages)
    assert all("{" not in message.body and "None" not in message.body for message in messages)


def test_keys_are_in_secret_letters_only(db):
    secret = {"accounts.email_confirmation_signup", "accounts.email_confirmation", "accounts.password_reset_key"}

    assert secret <= set(kinds.secrets())


def test_a_confirmed_address_gets_no_more_links(reader, delivered):
    person = reader("fr")
    address = EmailAddress.objects.create(user=person, email="nouvelle@exemple.ma")
    with transaction.atomic():
        notices.address_confirmation(address, is_new=False)
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)

    assert delivered() == []


def test_a_new_address_is_only_hinted_at():
    assert masked("salma.bennis@exemple.ma") == "sa…@exemple.ma"
