"""A request books its talk, and for what is made machine and technician together, all or nothing."""

import pytest
from django.urls import reverse

from events.places.models import Allocation
from incubator.demo import make
from incubator.demo.make_bookings import fitting
from incubator.errors import Refused
from services.bookings.actions import cancel
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.catalogue.states import ServiceKind
from services.requests.actions import desk
from services.requests.actions.appointing import appoint
from services.requests.models import Request, RequestBooking
from services.requests.queries import times_of
from services.requests.states import RequestState as S
from startups.queries import owners
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    """A service of the workshop: a technician and one machine."""
    service = make.service(kind=ServiceKind.PROTOTYPING, places=["on_site"], price_incubated_mad=150)
    here = make.site()
    make.provider(of=service, at=here, who=make.person(name="Technicien Cèdre (fictif)"))
    fitting(service, make.resource(of=here, name_fr="Découpe laser"))
    return service


@pytest.fixture
def prototype():
    service = make.asked_service(kind=ServiceKind.PROTOTYPING)
    request = make.request(state=S.IN_PROGRESS, to=service)
    make.entitlement(of=request.startup, kind=ServiceKind.PROTOTYPING, amount=5)
    return request


def book(request, service, *, at=0, **more):
    chosen = more.pop("choice", None) or make.choice(times_of(service)[at])
    return appoint(request.pk, service_id=service.pk, choice=chosen, by=owners(request.startup).get())


def page_of(request, service):
    return reverse("services:request_book", args=[request.pk, service.slug])


def test_machine_and_technician_are_taken_together_and_shown_on_the_request(client, prototype, workshop):
    chosen = make.choice(times_of(workshop)[0])
    booking = book(prototype, workshop, choice=chosen)

    assert book(prototype, workshop, choice=chosen) == booking
    assert (booking.state, booking.goal) == (BookingState.CONFIRMED, prototype.goal)
    assert booking.provider is not None
    assert Allocation.objects.live().get().resource.name_fr == "Découpe laser"
    assert RequestBooking.objects.get().request == prototype
    client.force_login(owners(prototype.startup).get())
    page = client.get(prototype.get_absolute_url()).text
    for said in ("Technicien Cèdre", "Découpe laser"):
        assert said in page


def test_a_time_that_is_gone_leaves_nothing_and_says_so(client, prototype, workshop):
    """Another startup had the machine: neither technician nor credits stay taken."""
    first = times_of(workshop)[0]
    make.booking(service=workshop, at=first)
    client.force_login(owners(prototype.startup).get())
    values = {"time": f"{first.starts_at.isoformat()}|{first.provider_id}", "token": "0" * 32}

    answer = client.post(page_of(prototype, workshop), values)

    assert answer.status_code == 422
    with pytest.raises(Refused):
        book(prototype, workshop, choice=make.choice(first))
    assert not RequestBooking.objects.exists()
    assert Booking.objects.filter(startup=prototype.startup).count() == 0


def test_the_page_lists_the_times_and_books_one(client, prototype, workshop):
    client.force_login(owners(prototype.startup).get())
    client.get("/dashboard/")
    address = page_of(prototype, workshop)
    with nothing_written():
        page = client.get(address).text
    assert "Technicien Cèdre" in page
    assert "1 crédit + 150 MAD" in page.replace("\xa0", " ").replace("\u202f", " ")
    free = times_of(workshop)[2]

    answer = client.post(
        address, {"time": f"{free.starts_at.isoformat()}|{free.provider_id}", "token": "1" * 32}, follow=True
    )

    assert "Votre rendez-vous est pris" in answer.text
    assert Booking.objects.get().starts_at == free.starts_at


@pytest.mark.parametrize("values", [{}, {"time": "x", "token": "1" * 32}, {"time": "", "token": "x"}])
def test_a_time_that_is_none_is_told(client, prototype, workshop, values):
    client.force_login(owners(prototype.startup).get())

    assert client.post(page_of(prototype, workshop), values).status_code in {200, 422}
    assert not Booking.objects.exists()


def test_a_talk_is_booked_and_the_house_has_its_two_days_again(staff):
    request, talk = make.request(state=S.TRIAGE), make.service(price=0, places=["video"])
    make.provider(of=talk)
    with pytest.raises(Refused):
        book(request, talk)
    desk.ask_talk(request.pk, service=talk, by=staff)
    assert Request.objects.get(pk=request.pk).triage_due_at is None

    booking = book(request, talk)

    request = Request.objects.get(pk=request.pk)
    assert request.talk is None
    assert request.triage_due_at > booking.ends_at


def test_when_the_request_is_over_its_page_says_which_times_still_stand(client, staff, prototype, workshop):
    said = "ces rendez-vous tiennent toujours"
    booking = book(prototype, workshop)
    client.force_login(owners(prototype.startup).get())
    assert said not in client.get(prototype.get_absolute_url()).text

    desk.cancel(prototype.pk, reason="Atelier fermé.", by=staff)

    assert said in client.get(prototype.get_absolute_url()).text
    cancel(booking.pk, by=owners(prototype.startup).get())
    assert said not in client.get(prototype.get_absolute_url()).text


def test_nothing_is_booked_before_the_proposal_is_accepted_or_for_what_is_not_made(client, workshop):
    made = make.asked_service(kind=ServiceKind.PROTOTYPING)
    for request in (make.request(state=S.SCOPED, to=made), make.request(state=S.IN_PROGRESS)):
        with pytest.raises(Refused):
            book(request, workshop)
        client.force_login(owners(request.startup).get())
        assert client.get(page_of(request, workshop)).status_code == 404


def test_staff_book_from_the_desk_and_whoever_asked_comes(client, staff, prototype, workshop):
    client.force_login(staff)
    page = page_of(prototype, workshop)
    assert page in client.get(reverse("admin:services_request_change", args=[prototype.pk])).text
    with nothing_written():
        assert client.get(page).status_code == 200

    free = times_of(workshop)[2]
    chosen = {"time": f"{free.starts_at.isoformat()}|{free.provider_id}", "token": "2" * 32}
    assert client.post(page, chosen).status_code == 302

    booking = RequestBooking.objects.get().booking
    assert list(booking.participants.all()) == [prototype.asked_by]
