"""What the database refuses whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from incubator.demo import make
from startups.models import Invitation, JoinRequest, Membership, Observation, OwnershipTransfer, Startup
from startups.states import TeamRole

pytestmark = pytest.mark.django_db


def refused(name, deed):
    def deed_to_the_end():
        with transaction.atomic():
            deed()
            settle()

    with pytest.raises(IntegrityError, match=name):
        deed_to_the_end()


def settle():
    """What waits for the end of the transaction is checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("deed", ["end", "demote", "delete", "move"])
def test_a_team_never_has_zero_owners(company, deed):
    seat = Membership.objects.filter(startup=company)
    deeds = {
        "end": lambda: seat.update(ended_at=timezone.now()),
        "demote": lambda: seat.update(role=TeamRole.READER),
        "delete": seat.delete,
        "move": lambda: seat.update(startup=make.registered()),
    }

    refused("without an owner", deeds[deed])


def test_a_startup_may_be_deleted_with_its_team(company):
    company.delete()

    settle()
    assert not Membership.objects.exists()


def test_ownership_may_move_in_any_order_within_a_transaction(company):
    other = make.member(of=company)
    with transaction.atomic():
        Membership.objects.filter(startup=company, role=TeamRole.OWNER).update(role=TeamRole.EDITOR)
        Membership.objects.filter(startup=company, person=other).update(role=TeamRole.OWNER)

    settle()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("startup_ice_has_fifteen_digits", {"ice": "12"}),
        ("startup_register_number_has_its_court", {"rc_court": ""}),
        ("startup_trl_is_between_one_and_nine", {"trl": 10}),
        ("startup_founders_are_counted_within_their_number", {"founders": 1, "women_founders": 2}),
        ("startup_founders_are_counted_within_their_number", {"founders": 1, "young_founders": 2}),
    ],
)
def test_a_startup_cannot_be_stored_with(company, name, values):
    refused(name, lambda: Startup.objects.filter(pk=company.pk).update(**values))


def test_one_company_one_record(company):
    branch = company.ice[:9] + "000195"
    refused("startup_is_one_company", lambda: Startup.objects.filter(pk=make.startup().pk).update(ice=branch))
    same = {"rc_number": company.rc_number, "rc_court": company.rc_court}
    refused("startup_register_number", lambda: Startup.objects.filter(pk=make.startup().pk).update(**same))


def test_a_person_is_once_in_a_team(company, cast):
    refused(
        "person_is_once_in_a_team",
        lambda: Membership.objects.create(startup=company, person=cast.owner, role=TeamRole.READER),
    )


def test_an_address_is_invited_once_at_a_time(company):
    invitation = make.invitation(of=company)
    refused(
        "address_is_invited_once_at_a_time",
        lambda: Invitation.objects.create(
            startup=company, email=invitation.email, expires_at=timezone.now(), token_hash="x"
        ),
    )


@pytest.mark.parametrize("model", [OwnershipTransfer, JoinRequest])
def test_one_pending_offer_and_one_pending_request(company, cast, model):
    values = {"to": cast.editor} if model is OwnershipTransfer else {"person": cast.stranger}
    model.objects.create(startup=company, **values)

    refused("one_pending|asks_once", lambda: model.objects.create(startup=company, **values))


def test_what_is_settled_has_a_time(company):
    invitation = make.invitation(of=company)

    refused("settled", lambda: Invitation.objects.filter(pk=invitation.pk).update(state="accepted"))


def test_an_observation_has_its_value(company):
    refused(
        "observation_has_its_value",
        lambda: Observation.objects.create(startup=company, fact="trl", observed_on=timezone.localdate()),
    )


def test_somebody_stands_once_beside_a_startup(company, cast):
    beside = company.companions.get()
    beside.pk = None
    refused("companion_stands_once", beside.save)
