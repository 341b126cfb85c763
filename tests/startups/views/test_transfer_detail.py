"""Offering the ownership, and what becomes of the offer."""

import pytest
from django.urls import reverse

from startups.actions import transfers
from startups.models import OwnershipTransfer

pytestmark = pytest.mark.django_db
DEEDS = ("accept", "decline", "withdraw")


@pytest.fixture
def form(company):
    return reverse("startups:transfer_offer", args=[company.slug])


@pytest.fixture
def offer(company, cast):
    return transfers.offer(company.pk, to=cast.editor, by=cast.owner)


def page(offer, name="detail"):
    return reverse(f"startups:transfer_{name}", args=[offer.uid])


def test_an_owner_offers_to_a_member(company, cast, answers, looks, form):
    text = looks(form, cast.owner).text
    assert str(cast.editor.uid) in text
    assert str(cast.stranger.uid) not in text
    assert str(cast.owner.uid) not in text

    answers(form, cast.owner, {"to": str(cast.editor.uid)})

    assert OwnershipTransfer.objects.get().to == cast.editor


@pytest.mark.parametrize("to", ["", "abc", "0", "00000000-0000-0000-0000-000000000000", "stranger", "owner"])
def test_nobody_else_can_be_chosen(cast, answers, form, to):
    chosen = str(getattr(cast, to).uid) if hasattr(cast, to) else to

    assert answers(form, cast.owner, {"to": chosen}).status_code == 422
    assert not OwnershipTransfer.objects.exists()


def test_a_second_offer_is_refused_on_the_form(cast, answers, form, offer):
    response = answers(form, cast.owner, {"to": str(cast.reader.uid)})

    assert response.status_code == 422
    assert "already offered" in response.text


@pytest.mark.parametrize(
    ("who", "code"), [("editor", 403), ("staff", 403), ("companion", 403), ("stranger", 404), ("nobody", 302)]
)
def test_others_do_not_offer(cast, answers, form, who, code):
    assert answers(form, getattr(cast, who, None)).status_code == code


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("owner", 200),
        ("editor", 200),
        ("reader", 200),
        ("staff", 200),
        ("companion", 404),
        ("stranger", 404),
        ("nobody", 302),
    ],
)
def test_who_sees_the_offer(cast, looks, offer, who, code):
    response = looks(page(offer), getattr(cast, who, None))

    assert response.status_code == code
    if code == 200:
        assert (page(offer, "accept") in response.text) == (who == "editor")
        assert (page(offer, "withdraw") in response.text) == (who == "owner")


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", ["owner", "editor", "reader", "staff", "companion", "stranger"])
def test_who_may_do_what(cast, answers, offer, name, who):
    allowed = who == ("owner" if name == "withdraw" else "editor")
    seen = who not in ("companion", "stranger")

    response = answers(page(offer, name), getattr(cast, who), {})

    assert response.status_code == (302 if allowed else 403 if seen else 404)
    offer.refresh_from_db()
    assert (offer.state != "pending") == allowed


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_posted(cast, answers, offer, name):
    assert answers(page(offer, name), cast.editor).status_code == 405


def test_a_settled_offer_says_so(cast, answers, offer):
    answers(page(offer, "accept"), cast.editor, {})

    text = answers(page(offer), cast.editor).text
    assert "accepted" in text
    assert page(offer, "accept") not in text


def test_the_page_costs_little(cast, costs, offer):
    costs(page(offer), cast.editor, 7)


def test_an_expired_offer_is_told(cast, answers, offer):
    OwnershipTransfer.objects.filter(pk=offer.pk).update(state="expired", answered_at=offer.offered_at)

    assert "expired" in answers(page(offer), cast.editor).text
