from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.registrations import actions as registrations
from events.registrations.states import RegistrationState
from incubator.demo import make
from incubator.demo.make_applications import application, startup_of
from incubator.demo.make_events import past
from programs.applications.states import ApplicationState as S
from programs.graduation import links
from programs.graduation.actions import certifying, following
from programs.graduation.models import Graduation
from services.bookings.actions import Agreed, agree, settle_item
from services.funding.actions import awards
from tests.conftest import nothing_written


def page_of(client, person):
    client.force_login(person)
    with nothing_written():
        answer = client.get("/dashboard/")
    assert answer.status_code == 200
    return answer.text


def test_anonymous_people_sign_in_first(client, db):
    assert client.get("/dashboard/").headers["Location"].startswith(reverse("account_login"))


def test_somebody_new_is_told_what_to_do(client, stranger):
    page = page_of(client, stranger)

    assert reverse("programs:call_list") in page
    assert 'class="z-ways"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dashboard_costs_the_same_for_one_file_and_three(client, db, rows, django_assert_max_num_queries):
    owner = make.person()
    startup = startup_of(owner)
    files = [application(of=startup, by=owner) for _ in range(rows)]
    events = [make.registration(who=owner).event for _ in range(rows)]
    client.force_login(owner)
    client.get("/dashboard/")  # the first page of a session also notes the device

    with django_assert_max_num_queries(8):
        page = client.get("/dashboard/").text

    assert all(file.call.title in page for file in files)
    assert all(event.title in page for event in events)
    assert startup.name in page


@pytest.mark.parametrize(
    ("state", "is_urgent"),
    [(S.DRAFT, True), (S.CORRECTION, True), (S.OFFERED, True), (S.SUBMITTED, False), (S.REJECTED, False)],
)
def test_the_urgent_thing_is_what_waits_for_the_team(client, db, state, is_urgent):
    owner = make.person()
    application(state=state, of=startup_of(owner), by=owner)

    page = page_of(client, owner)

    assert ("btn-sun" in page) is is_urgent


def test_an_offer_goes_before_a_draft(client, db):
    owner = make.person()
    startup = startup_of(owner)
    application(of=startup, by=owner, to=make.call(title="Le brouillon"))
    offered = application(state=S.OFFERED, of=startup, by=owner, to=make.call(title="La place"))

    strip = page_of(client, owner).split('class="z-grid"')[0]

    assert offered.get_absolute_url() in strip
    assert "Le brouillon" not in strip


def test_another_teams_files_stay_theirs(client, stranger):
    file = application()

    page = page_of(client, stranger)

    assert str(file.pk) not in page
    assert file.startup.name not in page


def test_an_invitation_is_shown_to_the_invited(client, stranger):
    invited = make.invitation(email=stranger.email)

    assert invited.startup.name in page_of(client, stranger)


def test_events_that_are_over_or_given_up_leave_the_first_page(client, stranger):
    make.registration(of=make.event(title="Abandonné"), who=stranger, state=RegistrationState.WITHDRAWN)
    over = make.event(title="Passé")
    make.registration(of=over, who=stranger)
    past(over, begins=timezone.now() - timedelta(days=3))

    page = page_of(client, stranger)

    assert "Abandonné" not in page
    assert "Passé" not in page


def test_staff_find_their_desk(client, staff):
    assert reverse("admin:index") in page_of(client, staff)


def test_a_place_that_is_kept_for_me_is_the_urgent_thing(client, db):
    event = make.event(capacity=1)
    holder, mine = make.registration(of=event), make.registration(of=event)
    registrations.withdraw(holder.pk, by=None)

    page = page_of(client, mine.person)

    assert mine.get_absolute_url() in page.partition("z-note")[2].partition("</div>")[0]


def test_what_was_agreed_in_a_meeting_stands_there_until_it_is_done(client, db, django_assert_max_num_queries):
    meeting = make.booking(state="attended")
    owner, today = make.owner_of(meeting.startup), timezone.localdate()
    behind = agree(meeting.pk, Agreed("Fixer le prix", due_on=today - timedelta(days=1)), by=owner)
    agree(meeting.pk, Agreed("Appeler la banque"), by=owner)
    agree(meeting.pk, Agreed("Relire le plan", side="provider"), by=owner)

    page = page_of(client, owner)
    assert page.index("Fixer le prix") < page.index("Appeler la banque")
    assert "Relire le plan" not in page
    assert page.count('<span class="z-chip late">') == 1
    with django_assert_max_num_queries(8):
        client.get("/dashboard/")

    settle_item(behind.pk, "do", by=owner)
    assert "Fixer le prix" not in page_of(client, owner)


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_for_her_in_the_services_stands_on_her_page(client, db, rows, django_assert_max_num_queries):
    owner = make.person()
    startup = startup_of(owner)
    make.entitlement(of=startup, kind="matchmaking")
    for n in range(rows):
        make.introduction(of=startup, state="agreed")
        make.request(of=startup, state="scoped", goal=f"Boîtier {n}")
    client.force_login(owner)
    client.get("/dashboard/")

    with django_assert_max_num_queries(8), nothing_written():
        page = client.get("/dashboard/").text

    for said in (
        "Une proposition attend votre réponse",
        "Un partenaire accepte de vous rencontrer",
    ):
        assert said in page


def test_what_she_is_to_accept_to_tell_and_to_sign_stands_on_her_page(client, db, django_assert_max_num_queries):
    owner = make.person()
    startup = startup_of(owner)
    make.entitlement(of=startup, kind="matchmaking")
    make.request(of=startup, state="delivered", goal="Boîtier étanche")
    make.introduction(of=startup, state="made").follow_ups.update(due_on=timezone.localdate())
    make.funding_request(of=startup, state="correction_requested")
    award = make.award(of=startup)
    client.force_login(owner)
    assert "attend votre signature" not in client.get("/dashboard/").text
    awards.send_agreement(award.pk, by=make.staff(), file=make.paper("convention.pdf"))

    with django_assert_max_num_queries(8), nothing_written():
        page = client.get("/dashboard/").text

    for said in ("Une livraison", "Boîtier étanche", "de votre mise en relation", "est à compléter", "votre signature"):
        assert said in page, said


def test_a_reader_of_the_team_is_not_asked_to_decide(client, db):
    startup = make.introduction(state="agreed").startup

    assert "Un partenaire accepte" not in page_of(client, make.member(of=startup, role="reader"))
    assert "Un partenaire accepte" in page_of(client, make.owner_of(startup))


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_after_the_end_of_a_programme_stands_on_her_page(client, db, rows, django_assert_max_num_queries):
    row = make.follow_up()
    startup = row.enrolment.startup
    for _ in range(rows - 1):
        make.graduation(of=make.active(of=make.cohort(), who=startup))
    client.force_login(make.owner_of(startup))
    client.get("/dashboard/")

    with django_assert_max_num_queries(8), nothing_written():
        page = client.get("/dashboard/").text

    waiting = page.partition('id="h-waiting"')[2].partition("</section>")[0]
    assert waiting.count("Votre attestation de fin de programme est prête") == rows
    assert reverse("programs:farewell_form", args=[row.enrolment.graduation.pk]) in page
    assert reverse("programs:alumni_answer", args=[links.token_of(row)]) in waiting
    assert row.enrolment.cohort.programme.name in waiting


def test_what_is_answered_or_long_past_no_longer_waits(client, db, staff):
    row = make.follow_up()
    made = Graduation.objects.get()
    owner = make.owner_of(row.enrolment.startup)
    make.farewell(of=made)
    following.answer(row.pk, following.Told("active"), by=None)
    made.certificates.update(issued_at=timezone.now() - timedelta(days=31))
    assert "h-waiting" not in page_of(client, owner)

    other = make.graduation()
    certifying.revoke(other.pk, by=staff, reason="Erreur.")
    Graduation.objects.filter(pk=other.pk).update(noted_at=timezone.now() - timedelta(days=181))
    assert "h-waiting" not in page_of(client, make.owner_of(other.enrolment.startup))


def test_a_reader_of_the_team_is_not_asked_for_its_opinion(client, db):
    startup = make.graduation().enrolment.startup

    assert "Recommanderiez-vous" not in page_of(client, make.member(of=startup, role="reader"))
