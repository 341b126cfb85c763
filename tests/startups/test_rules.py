"""Who may do what: one table, every role."""

import pytest
from django.contrib.auth.models import AnonymousUser

from incubator.demo import make
from startups import rules
from startups.actions import joining, transfers
from startups.models import Invitation, JoinRequest, Membership, OwnershipTransfer, Startup

pytestmark = pytest.mark.django_db
ROLES = ("owner", "editor", "reader", "companion", "staff", "stranger", "nobody")

TABLE = {
    "may_see": "owner editor reader companion staff stranger nobody",
    "may_read_private": "owner editor reader companion staff",
    "may_read_team": "owner editor reader staff",
    "may_edit": "owner editor",
    "may_manage_team": "owner",
    "may_leave": "owner editor reader",
    "may_ask_to_join": "companion stranger",
}


def person(cast, role):
    return AnonymousUser() if role == "nobody" else getattr(cast, role)


@pytest.mark.parametrize("rule", TABLE)
def test_the_table_of_the_startup(company, cast, rule):
    allowed = {role for role in ROLES if getattr(rules, rule)(person(cast, role), company)}

    assert allowed == set(TABLE[rule].split())


def test_the_table_of_what_waits_for_an_answer(company, cast):
    invitation = make.invitation(of=company, email=cast.stranger.email)
    asked = joining.ask(company.pk, by=cast.stranger)
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    table = {
        ("may_answer_invitation", invitation): {"stranger"},
        ("may_manage_invitation", invitation): {"owner"},
        ("may_answer_request", asked): {"owner", "staff"},
        ("may_withdraw_request", asked): {"stranger"},
        ("may_answer_transfer", offer): {"editor"},
        ("may_see_transfer", offer): {"owner", "editor", "reader", "staff"},
        ("may_withdraw_transfer", offer): {"owner"},
    }

    for (rule, thing), wanted in table.items():
        allowed = {role for role in ROLES[:-1] if getattr(rules, rule)(getattr(cast, role), thing)}
        assert allowed == wanted, rule


@pytest.mark.parametrize("is_public", [True, False])
def test_who_has_a_startup_in_sight(company, cast, is_public):
    Startup.objects.filter(pk=company.pk).update(is_public=is_public)

    seen = {role for role in ROLES if Startup.objects.visible_to(person(cast, role)).filter(pk=company.pk).exists()}

    assert seen == set(ROLES if is_public else ROLES[:5])


def test_who_has_the_rest_in_sight(company, cast):
    invitation = make.invitation(of=company, email=cast.stranger.email)
    asked = joining.ask(company.pk, by=cast.stranger)
    offer = transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    seat = company.memberships.first()
    wanted = {
        (Invitation, invitation.pk): {"owner", "editor", "reader", "staff", "stranger"},
        (JoinRequest, asked.pk): {"owner", "staff", "stranger"},
        (OwnershipTransfer, offer.pk): {"owner", "editor", "reader", "staff"},
        (Membership, seat.pk): {"owner", "editor", "reader", "staff"},
    }

    for (model, pk), roles in wanted.items():
        seen = {role for role in ROLES if model.objects.visible_to(person(cast, role)).filter(pk=pk).exists()}
        assert seen == roles, model


def test_a_rule_asks_the_database_once_for_a_pair(company, cast, django_assert_num_queries):
    startup = Startup.objects.get(pk=company.pk)

    with django_assert_num_queries(1):
        for rule in TABLE:
            getattr(rules, rule)(cast.owner, startup)
