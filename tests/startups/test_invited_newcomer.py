"""Somebody without an account is invited: the invitation waits while she opens one."""

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.urls import reverse

from incubator.accounts.models import User
from incubator.demo import make
from startups.tokens import token_of

pytestmark = pytest.mark.django_db
PASSWORD = "une-phrase-assez-longue-2026"


def test_the_account_opened_through_the_invitation_finds_it_again(company, client):
    invitation = make.invitation(of=company, email="nouvelle@exemple.ma")
    link = reverse("startups:invitation_detail", args=[token_of(invitation)])
    asked = client.get(f"{reverse('account_signup')}?next={link}")
    assert f'value="{link}"' in asked.text
    typed = {"name": "Nouvelle Venue", "email": "nouvelle@exemple.ma", "language": "en", "consent": "on", "next": link}

    client.post(reverse("account_signup"), {**typed, "password1": PASSWORD, "password2": PASSWORD})
    address = EmailAddress.objects.get(email="nouvelle@exemple.ma")
    client.post(reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))
    client.logout()
    signed_in = client.post(reverse("account_login"), {"login": address.email, "password": PASSWORD, "next": link})

    assert signed_in.url == link
    assert reverse("startups:invitation_accept", args=[invitation.uid]) in client.get(link).text
    assert company.name in client.get(reverse("startups:my_startups")).text
    client.post(reverse("startups:invitation_accept", args=[invitation.uid]))
    assert company.memberships.live().filter(person=User.objects.get(email=address.email)).exists()


def test_an_account_without_a_proved_address_sees_no_invitation(company, client):
    person = User.objects.create_user("nouvelle@exemple.ma", PASSWORD)
    make.invitation(of=company, email=person.email)
    client.force_login(person)

    assert company.name not in client.get(reverse("startups:my_startups")).text
