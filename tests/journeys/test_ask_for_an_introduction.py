"""A founder asks for an introduction; the partner agrees by its link; both get names; the follow-up is answered from the mail.

In French, without script: everything is a link or a button.
"""

import pytest
from django.core.cache import cache
from django.utils import timezone

from incubator.demo import make
from services.introductions import actions
from services.introductions.models import FollowUp, Introduction
from services.introductions.states import IntroductionState as S
from services.ledger.models import Entry
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SUMMARY = "Nous fabriquons une chambre froide solaire, testée chez deux coopératives d’Agadir."


@pytest.fixture
def cast():
    cache.clear()
    team = make.startup(name="Chamsifroid", sector="SOL", region="MA-09")
    make.entitlement(of=team, kind="matchmaking", amount=3)
    service = make.matchmaking(slug="mise-en-relation", name="Mise en relation avec industriels")
    partner = make.target(name="Câbleries du Détroit", contact="Mme Idrissi", email="idrissi@exemple.test")
    return team, service, partner


def said(page):
    return page.inner_text("main")


def test_from_the_wish_to_the_answer_after_thirty_days(open_page, cast):
    team, service, partner = cast
    founder = make.owner_of(team)
    page, office = open_page("fr", script=False), open_page("fr", script=False)
    sign_in(page, founder)
    page.goto("/services/")
    page.get_by_role("link", name=service.name).click()
    press(page, "Demander une mise en relation")
    assert "Il reste 3 crédits" in said(page)
    page.check("input[name=kind][value=industrial]")
    page.fill("#id_why", "Passer à la petite série.")
    page.fill("#id_summary", f"{SUMMARY} Signé Chamsifroid.")
    press(page, "Demander la mise en relation")
    assert "Retirez le nom de votre startup" in said(page)
    page.fill("#id_summary", SUMMARY)
    press(page, "Demander la mise en relation")
    assert "Votre souhait est chez l’équipe du programme" in said(page)

    actions.offer(Introduction.objects.get().pk, by=make.staff(), target=partner)
    asked = mail_to(post(), partner.email, "Une startup souhaite vous rencontrer")
    assert "Chamsifroid" not in asked.body
    office.goto(link_in(asked))
    assert SUMMARY in said(office)
    assert "Chamsifroid" not in office.content()
    press(office, "Oui, je souhaite la rencontrer")
    assert "Vous avez dit oui" in said(office)

    page.goto(link_in(mail_to(post(), founder.email, "Câbleries du Détroit souhaite vous rencontrer")))
    press(page, "J’accepte")
    assert partner.email in said(page)
    row = Introduction.objects.get()
    assert row.state == S.MADE
    assert Entry.objects.about(row).consumed().count() == 1
    letters = post()
    for whom in (founder.email, partner.email):
        body = mail_to(letters, whom, "Mise en relation : Chamsifroid et Câbleries du Détroit").body
        assert founder.email in body
        assert partner.email in body

    FollowUp.objects.filter(days=30).update(due_on=timezone.localdate())
    asked = mail_to(post(), partner.email, "Qu’en est-il advenu")
    office.goto(
        next(line for line in asked.body.splitlines() if "answer=signed" in line).removeprefix("http://portail.test")
    )
    office.fill("#id_amount_mad", "80 000")
    office.select_option("#id_agreement", "order")
    press(office, "Confirmer ma réponse")
    assert "Votre réponse est notée" in said(office)
    assert "80 000 MAD" in said(office).replace("\u202f", " ").replace("\xa0", " ")
    row.refresh_from_db()
    assert row.state == S.FOLLOWED_UP
