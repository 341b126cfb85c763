"""A coach falls ill (product.md 2, item 8), in French without script: two meetings, one substitute accepted from the mail, one cancelled."""

import pytest
from django.utils import timezone

from incubator.demo import make
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.ledger.models import Entry
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_coach_falls_ill(open_page):
    service = make.service(name="Mentorat")
    coach = make.provider(of=service, who=make.person(name="Coach Cèdre"))
    first = make.booking(service=service)
    second = make.booking(service=service, at=make.free(service)[2])
    other = make.provider(of=service, at=coach.sites.first(), who=make.person(name="Coach Thuya"))
    post()

    page = open_page("fr", script=False)
    sign_in(page, coach.person)
    page.goto("/coaching/")
    page.click("text=Je ne peux pas venir")
    day = timezone.localdate(first.starts_at).isoformat()
    page.fill("#id_first", day)
    page.fill("#id_last", day)
    press(page, "Voir ce qui est concerné")
    assert first.startup.name in page.inner_text("main")
    page.check(f"input[name='answer-{first.pk}'][value='substitute:{other.pk}']")
    page.check(f"input[name='answer-{second.pk}'][value='cancel']")
    press(page, "Enregistrer l’absence et prévenir les startups")
    assert "la startup est consultée" in page.inner_text("main")

    second.refresh_from_db()
    assert second.state == B.BY_PROGRAMME
    assert Entry.objects.open_holds().count() == 1
    founder = open_page("fr", script=False)
    founder.goto(link_in(mail_to(post(), first.asked_by.email, "Indisponible")))
    assert "Coach Thuya" in founder.inner_text("main")
    founder.click("button[value='accept']")

    assert "Coach Thuya vous reçoit" in founder.inner_text("main")
    assert Booking.objects.get(pk=first.pk).provider == other
    messages = post()
    assert "à la place de Coach Cèdre" in mail_to(messages, other.person.email, "Vous recevez").body
    assert mail_to(messages, first.asked_by.email, "Coach Thuya vous reçoit")
