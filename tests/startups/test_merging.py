"""Two records of one company become one: nothing that belonged to either is lost, and nobody is left outside."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from programs.cohorts.models import Enrolment
from startups import baggage, history, queries
from startups.actions import joining, merging, profile, team, transfers
from startups.models import Startup
from startups.states import TeamRole
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(company):
    """The same company, put on file by a colleague."""
    return make.startup(name="Chamsi Froid Maroc", city="Rabat", tags=["froid"], website="https://chamsi.test")


def merged(goes, stays, by=None):
    merging.merge(goes.pk, into=stays.pk, reason="Même équipe.", by=by)
    goes.refresh_from_db()
    stays.refresh_from_db()
    return stays


def seats(startup):
    return {seat.person: seat.role for seat in startup.memberships.live()}


def test_every_model_that_points_at_startups_says_how_its_rows_go_over():
    pointing = {
        relation.related_model._meta.label_lower
        for relation in Startup._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }
    assert pointing - {"startups.startup"} <= set(baggage.register), (
        "Fill startups.baggage for it in AppConfig.ready (docs/decisions/0011)."
    )
    assert all(apps.get_model(name) for name in baggage.register)


def test_every_live_seat_is_kept_with_the_higher_role(company, double, cast):
    theirs = make.owner_of(double)
    make.member(of=double, role=TeamRole.OWNER, who=cast.reader)
    make.member(of=double, role=TeamRole.READER, who=cast.editor)

    merged(double, company)

    assert seats(company) == {
        cast.owner: TeamRole.OWNER,
        cast.editor: TeamRole.EDITOR,
        cast.reader: TeamRole.OWNER,
        theirs: TeamRole.OWNER,
    }
    assert not seats(double)
    assert company.memberships.count() == 6


def test_what_was_empty_is_filled_and_what_was_said_stays(company, double):
    merged(double, company)

    assert (company.city, company.tags, company.website) == ("Casablanca", ["froid"], "https://chamsi.test")
    assert [alias.name for alias in company.aliases.all()] == ["Chamsi Froid Maroc"]
    assert queries.looks_like(name="Chamsi Froid Maroc")[0].pk == company.pk
    assert not double.is_public


def test_numbers_go_with_the_company_and_still_tell_who_it_is(company):
    stays = make.registered(name="Chamsifroid SARL AU", legal_form="non_creee")

    merged(company, stays)

    assert (stays.ice, stays.rc_number, stays.legal_form) == (company.ice, "7654321", "sarl")
    assert [double.pk for double in queries.looks_like(ice=company.ice)] == [stays.pk]
    with pytest.raises(Refused):
        make.startup(name="Une autre", ice=company.ice)
    profile.edit(stays.pk, values={"name": stays.name, "ice": company.ice, "legal_form": "sarl"}, by=None)


def test_pending_twice_is_pending_once(company, double, cast):
    for startup in (company, double):
        make.invitation(of=startup, email="nouvelle@exemple.test")
        make.companion(of=startup, who=cast.companion)
        joining.ask(startup.pk, by=cast.stranger)
    transfers.offer(company.pk, to=cast.editor, by=cast.owner)
    heir = make.member(of=double)
    transfers.offer(double.pk, to=heir, by=make.owner_of(double))
    joining.ask(company.pk, by=make.owner_of(double))

    merged(double, company)

    assert company.invitations.pending().count() == 1
    assert [asked.person for asked in company.join_requests.pending()] == [cast.stranger]
    assert company.transfers.pending().count() == 1
    assert company.companions.filter(until=None).count() == 1
    assert company.companions.count() == 2


def test_files_and_places_go_over_with_their_names(company, double):
    file = make.application(state=S.ACCEPTED, of=double)
    draft = make.application(of=double)

    merged(double, company)

    moved = Application.objects.filter(startup=company)
    assert {row.pk for row in moved} == {file.pk, draft.pk}
    assert {row.sort_key for row in moved} == {"chamsifroid"}
    assert Enrolment.objects.get().startup == company


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED])
def test_two_files_for_one_cohort_forbid_it_and_nothing_is_half_done(company, double, state):
    call = make.call()
    for startup in (company, double):
        make.application(state=state, of=startup, to=call)

    with nothing_written(), pytest.raises(Refused, match="file under way"):
        merged(double, company)

    assert Startup.objects.standing().count() == 2


def test_two_places_in_one_cohort_forbid_it(company, double):
    call = make.call()
    for startup in (company, double):
        place = make.application(state=S.ACCEPTED, of=startup, to=call).enrolment
        Application.objects.filter(pk=place.application_id).update(state=S.WITHDRAWN)

    with pytest.raises(Refused, match="take part"):
        merged(double, company)


def test_a_withdrawn_file_for_the_same_cohort_does_not_forbid_it(company, double):
    call = make.call()
    make.application(state=S.WITHDRAWN, of=double, to=call)
    make.application(state=S.SUBMITTED, of=company, to=call)

    merged(double, company)

    assert Application.objects.filter(startup=company).count() == 2


def test_the_history_of_both_is_read_on_the_one_that_stays(company, double, staff):
    merged(double, company, by=staff)

    told = [line.what for line in history.lines(company, reader=staff, most=50)]
    assert "merged the record “Chamsi Froid Maroc” into this one" in told
    assert told.count("put the company on file") == 2
    assert Entry.objects.about(double).first().facts["into"] == company.pk
    assert Letter.objects.filter(kind="startups.records_merged").count() == 2


def test_it_is_done_once_and_not_with_itself(company, double):
    merged(double, company)

    for goes, stays in ((double, company), (company, double), (company, company)):
        with pytest.raises(Refused):
            merging.merge(goes.pk, into=stays.pk, reason="Encore.", by=None)


def test_a_record_that_led_to_it_leads_on(company, double):
    first = make.registered(name="Chamsi")
    merged(first, double)
    merged(double, company)
    first.refresh_from_db()

    assert first.merged_into == company


def test_whoever_was_about_to_act_on_the_record_that_went_acts_on_the_one_that_stays(company, double):
    person = make.owner_of(double)
    merged(double, company)

    team.leave(double.pk, by=person)
    made = make.application(of=double, to=make.call(), by=make.owner_of(company))

    assert person not in seats(company)
    assert made.startup == company


def test_the_database_keeps_a_merged_record_out_of_sight(company, double):
    merged(double, company)

    with pytest.raises(IntegrityError, match="merged_startup_is_shown_nowhere"), transaction.atomic():
        Startup.objects.filter(pk=double.pk).update(is_public=True)


def test_the_old_address_leads_to_the_new_one_for_those_who_may_see_it(company, double, cast, client):
    member = make.owner_of(double)
    merged(double, company)

    for person, status in ((cast.owner, 301), (member, 301), (cast.staff, 301), (cast.stranger, 404), (None, 404)):
        client.logout()
        if person:
            client.force_login(person)
        answer = client.get(double.get_absolute_url())
        assert answer.status_code == status
        assert status == 404 or answer.url == company.get_absolute_url()
    profile.publish(company.pk, by=cast.staff)
    assert client.get(double.get_absolute_url()).status_code == 301


# The page of the staff ---------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def page(startup):
    return reverse("admin:startups_startup_merge", args=[startup.pk])


def change(startup):
    return reverse("admin:startups_startup_change", args=[startup.pk])


def test_the_page_proposes_look_alikes_and_searches(desk, company):
    like = make.registered(name="Chamsi Froid")
    far = make.registered(name="Voltarihla")

    assert page(like) in desk.get(change(like)).text
    with nothing_written():
        guessed, searched = desk.get(page(like)).text, desk.get(page(like), {"q": "VOLTA"}).text

    assert f"into={company.pk}" in guessed
    assert f"into={far.pk}" not in guessed
    assert f"into={far.pk}" in searched
    assert "Nothing found." in desk.get(page(like), {"q": "%"}).text


def test_the_page_shows_both_and_merges_with_a_reason(desk, company, double, django_assert_max_num_queries):
    make.application(of=double)
    chosen = {"into": company.pk}
    desk.get(page(double), chosen)
    with nothing_written(), django_assert_max_num_queries(35):
        shown = desk.get(page(double), chosen).text
    for part in ("Rabat", "Casablanca", "https://chamsi.test"):
        assert part in shown

    assert desk.post(page(double), {**chosen, "reason": " "}).status_code == 422
    assert desk.post(page(double), {**chosen, "reason": "Même ICE."}).url == change(company)

    assert Startup.objects.get(pk=double.pk).merged_into == company
    assert desk.get(page(double)).status_code == 404


def test_a_refusal_stands_on_the_page_with_what_was_typed(desk, company, double):
    call = make.call()
    for startup in (company, double):
        make.application(of=startup, to=call)

    assert str(call.cohort) in desk.get(page(double), {"into": company.pk}).text
    answer = desk.post(page(double), {"into": company.pk, "reason": "Même ICE."})

    assert answer.status_code == 422
    assert not Startup.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("into", ["", "0", "x", "９", "9" * 30, "-1"])
def test_an_odd_choice_is_no_choice(desk, company, into):
    assert desk.get(page(company), {"into": into}).status_code == 200
    assert desk.post(page(company), {"into": into, "reason": "x"}).status_code == 200
    assert desk.post(page(company), {"into": company.pk, "reason": "x"}).status_code == 200


def test_a_merged_record_is_out_of_the_list_and_can_only_be_read(desk, company, double):
    merged(double, company)
    rows = reverse("admin:startups_startup_changelist")

    assert double.name not in desk.get(rows).text
    assert double.name in desk.get(rows, {"record": "merged"}).text
    assert 'name="_save"' not in desk.get(change(double)).text
    assert change(company) in desk.get(change(double)).text
    assert desk.post(change(double), {"name": "X"}).status_code == 403
    deed = {"action": "publish", "_selected_action": [double.pk], "deed": "1"}
    assert desk.post(f"{rows}?record=merged", deed).status_code == 302
    assert not Startup.objects.get(pk=double.pk).is_public


def test_it_is_for_staff(client, company, double, stranger):
    for person in (stranger, make.owner_of(company)):
        client.force_login(person)
        assert client.get(page(double)).status_code == 404
        assert client.post(page(double), {"into": company.pk, "reason": "x"}).status_code == 404
