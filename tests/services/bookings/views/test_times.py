"""Choosing a time: what the page shows, what it lacks, and what happens when the time is gone."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator import spoken
from incubator.demo import make
from services.bookings import actions
from services.bookings.forms import Pick
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.calendar.models import Authorisation, Provider
from services.catalogue.states import Manner
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    made = make.service(name="Coaching", places=["on_site", "video"])
    make.provider(of=made)
    return made


@pytest.fixture
def startup(service):
    made = make.startup()
    make.entitlement(of=made, kind=service.kind, amount=5)
    return made


@pytest.fixture
def founder(client, startup):
    person = make.owner_of(startup)
    client.force_login(person)
    return person


def times(service):
    return reverse("services:time_list", args=[service.slug])


def pick(free):
    provider = Provider.objects.filter(pk=free.provider_id).first()
    return str(Pick(free.starts_at, provider.key if provider else None))


def choose(client, service, startup, free, **more):
    typed = {"slot": pick(free), "startup": startup.slug, "client_token": uuid.uuid4(), **more}
    return client.post(reverse("services:booking_hold", args=[service.slug]), typed)


@pytest.mark.parametrize("coaches", [1, 5])
def test_the_page_costs_the_same_for_one_coach_and_five(
    client, service, startup, founder, coaches, django_assert_max_num_queries
):
    for _ in range(coaches - 1):
        make.provider(of=service)
    client.get("/dashboard/")

    with django_assert_max_num_queries(12), nothing_written():
        answer = client.get(times(service))

    assert answer.status_code == 200
    assert answer.text.count('name="slot"') > 20
    assert len(answer.content) < 60_000


def test_it_names_the_zone_the_price_and_what_is_left(client, service, startup, founder):
    page = client.get(times(service)).text

    for said in ("heures de Casablanca", "1 crédit", "5 crédits", startup.name):
        assert said in page


def test_a_share_in_dirhams_is_told_before_the_time_is_kept_and_on_the_meeting(client, service, startup, founder):
    type(service).objects.filter(pk=service.pk).update(price_incubated_mad=150)
    assert f'+ <bdi class="z-num">{spoken.dirhams(150)}' in client.get(times(service)).text

    booking = make.booking(service=service, of=startup, by=founder)
    assert f'+ <bdi class="z-num">{spoken.dirhams(150)}' in client.get(booking.get_absolute_url()).text


def test_another_zone_of_the_coach_stands_beside(client, service, startup, founder):
    Provider.objects.update(zone="Asia/Tokyo")

    assert "à Tokyo" in client.get(times(service) + "?view=list").text


def test_filters_narrow_the_times_and_nonsense_is_not_asked_for(client, service, startup, founder):
    other = make.provider(of=service, name="Coach Olivier (fictif)", languages=["en"])
    page = client.get(times(service) + "?view=list&language=en").text
    assert "Olivier" in page
    assert "Cèdre (fictif)</bdi>" not in page

    page = client.get(times(service) + f"?view=list&coach={other.key.hex}").text
    assert 'class="z-num"' in page

    nonsense = "?first=2026-99-99&coach=x&site=0&language=zz&place=moon&startup=x&view=x"
    assert client.get(times(service) + nonsense).status_code == 200
    assert client.get(times(service) + "?first=0001-01-01").status_code == 200
    assert client.get(times(service) + "?first=9999-12-31").status_code == 200


def test_earlier_and_later_stay_between_notice_and_horizon(client, service, startup, founder):
    page = client.get(times(service)).text
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    end = timezone.localdate() + timedelta(days=service.horizon_days)

    assert 'rel="next"' not in client.get(times(service) + f"?first={end:%Y-%m-%d}").text


def test_what_is_missing_stands_instead_of_buttons(client, service, startup, founder):
    service.needs.create(kind="trl", trl=9)

    page = client.get(times(service)).text

    assert "TRL" in page
    assert 'name="slot"' not in page


def test_days_after_the_credits_end_have_no_buttons_and_say_why(client, service):
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind, ends_on=timezone.localdate() + timedelta(days=4))
    client.force_login(make.owner_of(startup))

    page = client.get(times(service)).text

    assert "équipe du programme" in page
    late = Pick.read(page.split('name="slot" value="')[-1].split('"')[0])
    assert timezone.localdate(late.at) <= timezone.localdate() + timedelta(days=4)


def test_without_a_startup_one_may_look_but_not_book(client, service, stranger):
    client.force_login(stranger)
    page = client.get(times(service))
    assert page.status_code == 200
    assert 'name="slot"' not in page.text

    answer = client.post(reverse("services:booking_hold", args=[service.slug]), {"slot": "x"})

    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_a_reader_of_the_team_does_not_book(client, service, startup):
    client.force_login(make.member(of=startup, role=TeamRole.READER))

    answer = choose(client, service, startup, make.free(service)[0])

    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_a_service_without_times_has_no_such_page(client, founder):
    other = make.service(manner=Manner.REQUEST)

    assert client.get(times(other)).status_code == 404
    assert client.get(reverse("services:booking_hold", args=[other.slug])).status_code == 405


def test_choosing_keeps_the_time_and_asks_for_the_rest(client, service, startup, founder):
    free = make.free(service)[0]

    answer = choose(client, service, startup, free)

    booking = Booking.objects.get()
    assert answer.headers["Location"] == reverse("services:booking_confirm", args=[booking.pk])
    assert (booking.state, booking.starts_at) == (B.HELD, free.starts_at)


def test_the_same_form_twice_is_one_booking_and_another_time_is_another(client, service, startup, founder):
    first, second = make.free(service)[0], make.free(service)[4]
    token = uuid.uuid4()
    choose(client, service, startup, first, client_token=token)
    choose(client, service, startup, first, client_token=token)
    assert Booking.objects.count() == 1

    choose(client, service, startup, second, client_token=token)

    assert Booking.objects.filter(state=B.HELD).get().starts_at == second.starts_at


def test_a_token_of_somebody_else_is_not_hers(client, service, startup, founder):
    known = make.booking(state=B.HELD, service=service)

    answer = choose(client, service, startup, make.free(service)[6], client_token=known.client_token)

    assert answer.status_code == 302
    assert Booking.objects.get(startup=startup).client_token != known.client_token


@pytest.mark.parametrize("slot", ["", "x", "20269999T0000-0", "20261130T0900-zz", "20261130T0900-" + "f" * 32])
def test_a_time_that_is_none_is_refused_with_a_sentence(client, service, startup, founder, slot):
    answer = client.post(reverse("services:booking_hold", args=[service.slug]), {"slot": slot, "startup": startup.slug})

    assert answer.status_code == 422
    assert "z-errors" in answer.text


def test_when_the_time_is_gone_the_next_three_are_offered(client, service, startup, founder):
    free = make.free(service)[0]
    make.booking(service=service, at=free)

    answer = choose(client, service, startup, free, site="", place="video")

    assert answer.status_code == 422
    others = answer.text.split('id="others"')[1].split("</fieldset>")[0]
    assert others.count('name="slot"') == 3
    assert '<input type="hidden" name="place" value="video">' in answer.text
    again = Pick.read(others.split('value="')[1].split('"')[0])
    assert again.at > free.starts_at


def test_a_restricted_machine_asks_for_an_authorisation(client, startup, founder):
    lab = make.service(with_person=False, places=["on_site"])
    machine = make.resource(kind="equipment")
    make.fitting(lab, machine, is_restricted=True)
    free = make.free(lab, ahead=next_monday())[0]

    answer = choose(client, lab, startup, free)
    assert answer.status_code == 422
    assert str(machine) in answer.text.split("z-errors")[1]

    Authorisation.objects.create(person=founder, startup=startup, resource=machine)
    assert choose(client, lab, startup, free).status_code == 302
    held = Booking.objects.get(state=B.HELD)
    reader = make.member(of=startup, role=TeamRole.READER)
    confirm = reverse("services:booking_confirm", args=[held.pk])
    assert client.post(confirm, {"goal": "Découper", "participants": [reader.uid]}).status_code == 422
    assert client.post(confirm, {"goal": "Découper", "participants": [founder.uid]}).status_code == 302


def test_a_missing_authorisation_is_said_beside_its_machine_before_a_time_is_chosen(client, startup, founder):
    lab = make.service(with_person=False, places=["on_site"])
    machine = make.resource(kind="equipment", name_fr="Laser 1")
    make.fitting(lab, machine, is_restricted=True)
    page = client.get(times(lab) + "?view=list").text
    assert "personne de votre startup n’a d’autorisation valable" in page.split("<dt><bdi>Laser 1")[1]
    assert "pas d’autorisation pour" not in page
    assert "Laser 1" in page.split('class="z-note"')[1].split("</ul>")[0]
    assert 'name="slot"' not in page

    make.fitting(lab, make.resource(kind="equipment", of=machine.site))
    page = client.get(times(lab) + "?view=list").text
    assert "pas d’autorisation pour Laser 1" in page
    assert 'name="slot"' in page

    Authorisation.objects.create(person=founder, startup=startup, resource=machine)
    page = client.get(times(lab) + "?view=list").text
    assert "Une personne de votre startup y a été formée" in page.split("<dt><bdi>Laser 1")[1]
    assert "pas d’autorisation pour" not in page


def next_monday():
    """So many days ahead that a machine without hours of its own can be used."""
    today = timezone.localdate().weekday()
    return 7 - today if today > 1 else 3


def test_moving_uses_the_same_page_and_keeps_the_old_time_until_then(client, service, startup, founder):
    booking = make.booking(service=service, of=startup, by=founder)
    free = make.free(service, ahead=5)[0]
    address = reverse("services:booking_move", args=[booking.pk])
    with nothing_written():
        assert 'name="slot"' in client.get(address).text

    assert client.post(address, {"slot": pick(free)}).status_code == 302

    booking.refresh_from_db()
    assert (booking.starts_at, booking.schedule_rev, booking.ics_seq) == (free.starts_at, 1, 1)


def test_moving_to_a_time_that_is_gone_offers_others_and_changes_nothing(client, service, startup, founder):
    booking = make.booking(service=service, of=startup, by=founder)
    free = make.free(service, ahead=5)[0]
    make.booking(service=service, at=free)

    answer = client.post(reverse("services:booking_move", args=[booking.pk]), {"slot": pick(free)})

    assert answer.status_code == 422
    assert answer.text.split('id="others"')[1].split("</fieldset>")[0].count('name="slot"') == 3
    before = booking.starts_at
    booking.refresh_from_db()
    assert booking.starts_at == before


def test_what_can_no_longer_be_moved_leads_back(client, service, startup, founder):
    booking = make.booking(service=service, of=startup, by=founder)
    actions.cancel(booking.pk, by=founder)
    assert client.get(reverse("services:booking_move", args=[booking.pk])).status_code == 403
    late = make.booking(service=service, of=startup, by=founder)
    Booking.objects.filter(pk=late.pk).update(starts_at=timezone.now() + timedelta(hours=3))

    assert client.get(reverse("services:booking_move", args=[late.pk])).status_code == 302


def test_hours_of_the_startups_other_meetings_are_not_offered(client, service, startup, founder):
    first = make.free(service)[0]
    other = make.service()
    make.provider(of=other)
    same = next(one for one in make.free(other) if one.starts_at == first.starts_at)
    button = f'value="{pick(first)}"'
    assert button in client.get(times(service)).text

    make.booking(of=startup, by=founder, service=other, at=same)

    assert button not in client.get(times(service)).text
