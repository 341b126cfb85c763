"""What is written to whom, and when it no longer holds; reminders; personal data; merging; schemes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from incubator.accounts.personal_data import holdings
from incubator.demo import make
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from services.funding import letters, planning, schemes
from services.funding.actions import awards, desk, requests, tranches
from services.funding.judging import Facts, lacks
from services.funding.models import Award, Instrument, Tranche
from services.funding.states import Moment, TrancheState
from startups import baggage
from startups.states import TeamRole

pytestmark = pytest.mark.django_db


def told(name):
    """What the letters of one kind say now: None for those that no longer hold."""
    rows = Letter.objects.filter(kind=f"services.funding.{name}").select_related("person").order_by("pk")
    return [kinds[row.kind].context(row) for row in rows]


def one_of_each(staff):
    make.funding_request()
    make.funding_request(state="correction_requested")
    make.funding_request(state="refused")
    made = make.award()
    awards.send_agreement(made.pk, by=staff, file=make.paper())
    for state in (TrancheState.APPROVED, TrancheState.PAID, TrancheState.FAILED):
        make.tranche(state=state)
    awards.cancel(make.award().pk, by=staff, reason="Société dissoute")
    declined(staff)
    make.tranche(of=late_award(conditions=["Rapport"]))
    planning.plan_lacking()


def declined(staff):
    row = make.funding_request()
    own = requests.contribute(row.pk, label="Relevé", amount=20_000, upload=make.paper(), by=None)
    desk.decline_contribution(row.pk, contribution=own.pk, by=staff, reason="Le nom du compte est un autre.")
    return own


def late_award(days=7, **more):
    """Granted a month ago, its first tranche planned soon."""
    made = make.award(is_signed=True, parts=[make.part(days=days, **more), make.part(days=200)])
    Award.objects.filter(pk=made.pk).update(awarded_at=timezone.now() - timedelta(days=30))
    return made


def test_every_letter_has_words_in_three_languages(staff):
    one_of_each(staff)

    written = set()
    for letter in Letter.objects.filter(kind__startswith="services.funding.").select_related("person"):
        for language in ("fr", "en", "ar"):
            letter.person.language = language
            values = kinds[letter.kind].context(letter)
            if values is None:
                continue
            with translation.override(language):
                worded = word(letter, values)
            assert worded.subject
            assert "{{" not in worded.text
            assert "None" not in worded.text
            assert values["startup"] in worded.text
            written.add(letter.kind)

    assert written == {kind.name for kind in letters.KINDS}


def test_owners_and_editors_are_told_readers_and_strangers_not():
    startup = make.startup()
    editor, _reader = make.member(of=startup), make.member(of=startup, role=TeamRole.READER)
    make.funding_request(of=startup)

    rows = Letter.objects.filter(kind="services.funding.request_received")
    assert set(rows.values_list("person", flat=True)) == {editor.pk, make.owner_of(startup).pk}


def test_a_letter_that_no_longer_holds_is_not_sent(staff):
    row = make.funding_request()
    requests.withdraw(row.pk, by=None)
    assert told("request_received") == [None]

    made = make.award()
    awards.send_agreement(made.pk, by=staff, file=make.paper())
    awards.send_agreement(made.pk, by=staff, file=make.paper())
    assert [values is None for values in told("agreement_to_sign")] == [True, False]
    awards.cancel(made.pk, by=staff, reason="x")
    assert told("request_awarded") == [None]

    paid = make.tranche(state=TrancheState.PAID)
    tranches.fail(paid.pk, by=staff, reason="RIB")
    assert told("tranche_paid") == [None]


def test_the_team_reads_once_why_its_own_money_does_not_count(staff):
    own = declined(staff)
    desk.decline_contribution(own.request_id, contribution=own.pk, by=staff, reason="Encore.")

    (said,) = told("contribution_declined")
    assert (said["what"], said["reason"], said["may_prove"]) == ("Relevé", "Le nom du compte est un autre.", True)
    assert said["amount"].replace("\u202f", " ").replace("\xa0", " ") == "20 000 MAD"

    requests.remove_contribution(own.request_id, contribution=own.pk, by=None)
    assert told("contribution_declined") == [None]


def test_whoever_left_the_team_is_told_nothing_more(staff):
    startup = make.startup()
    editor = make.member(of=startup)
    make.funding_request(of=startup)
    startup.memberships.filter(person=editor).update(ended_at=timezone.now())

    assert sorted(values is None for values in told("request_received")) == [False, True]


def test_two_weeks_before_a_tranche_the_team_reads_once_what_is_missing(staff):
    made = late_award(conditions=["Rapport"])
    for _n in range(2):
        planning.plan_lacking()

    assert [values["missing"] for values in told("tranche_lacking")] == [
        ["Cette condition n’est pas encore levée\xa0: Rapport."]
    ]

    row = made.tranches.get(number=1)
    tranches.meet(row.pk, by=staff, condition=row.conditions.get())
    assert told("tranche_lacking") == [None]


def test_an_agreement_that_lies_there_unsigned_is_called_to_mind_for_the_first_tranche_alone(staff):
    made = make.award(parts=[make.part(days=7), make.part(days=9)])
    Award.objects.update(awarded_at=timezone.now() - timedelta(days=30))
    planning.plan_lacking()
    assert told("tranche_lacking") == []

    awards.send_agreement(made.pk, by=staff, file=make.paper("convention.pdf"))
    planning.plan_lacking()
    assert [values["number"] for values in told("tranche_lacking")] == [1]
    assert "La convention n’est pas encore signée." in told("tranche_lacking")[0]["missing"]

    awards.sign(made.pk, by=staff, signed_on=timezone.localdate())
    assert told("tranche_lacking") == [None]


@pytest.mark.parametrize("days", [15, -1])
def test_nobody_is_reminded_earlier_or_later(days):
    late_award(days=days, conditions=["Rapport"])
    planning.plan_lacking()

    assert told("tranche_lacking") == []


def test_nobody_is_reminded_of_what_was_granted_today_or_lacks_nothing():
    make.award(is_signed=True, parts=[make.part(days=7, conditions=["Rapport"]), make.part(days=90)])
    late_award()
    planning.plan_lacking()

    assert told("tranche_lacking") == []


def test_people_read_their_rows_and_are_unlinked(staff):
    row = make.tranche(state=TrancheState.PAID)
    request, owner = row.award.request, make.owner_of(row.award.startup)
    requests.contribute(request.pk, label="Apport", amount=10, upload=make.paper(), by=owner)
    ours = [holdings[f"services.{name}"] for name in ("fundingrequest", "contribution", "award", "tranche")]

    assert [len(list(one.export(owner))) for one in ours] == [1, 1, 0, 0]
    assert len(list(ours[3].export(row.first_by))) == 1
    for one in ours:
        one.erase(owner)
        one.erase(row.first_by)

    request.refresh_from_db()
    row.refresh_from_db()
    assert request.created_by is None
    assert row.first_by is not None
    assert list(ours[1].export(owner)) == []


def test_requests_and_awards_go_over_when_records_are_merged(staff):
    goes, stays = make.startup(), make.startup()
    made = make.award(of=goes)
    items = [baggage.register[f"services.{name}"] for name in ("fundingrequest", "award")]
    assert [item.count(goes) for item in items] == [1, 1]

    for item in items:
        item.hold(goes, stays)
        item.move(goes, stays)

    made.refresh_from_db()
    assert made.startup == stays == made.request.startup


def test_two_live_requests_or_awards_of_one_instrument_stand_in_the_way(staff):
    goes, stays, instrument, other = make.startup(), make.startup(), make.instrument(), make.instrument()
    for team in (goes, stays):
        make.funding_request(of=team, to=instrument)
        make.award(of=team, to=other)
    said = [baggage.register[f"services.{name}"].objections(goes, stays) for name in ("fundingrequest", "award")]

    assert [len(one) for one in said] == [1, 1]
    assert instrument.name in said[0][0]
    assert other.name in said[1][0]


def test_the_schemes_are_loaded_once_and_what_staff_changed_stays(capsys):
    call_command("load_schemes")
    Instrument.objects.filter(slug="tech-start").update(ceiling_mad=1)
    call_command("load_schemes")

    assert f"0 new, {len(schemes.schemes())} already there" in capsys.readouterr().out
    assert Instrument.objects.count() == len(schemes.schemes())
    assert Instrument.objects.get(slug="tech-start").ceiling_mad == 1


def test_every_scheme_speaks_three_languages_and_can_be_judged():
    schemes.load()

    for row in Instrument.objects.all():
        row.full_clean()
        assert row.checked_on
        assert row.source_url.startswith("https://")
        for code in ("fr", "en", "ar"):
            assert all(getattr(row, f"{name}_{code}") for name in ("name", "summary", "terms"))
        assert isinstance(lacks(row, Facts(on=timezone.localdate()), Moment.APPLICATION), list)


def test_granting_tells_nobody_when_it_is_refused(staff):
    row = make.funding_request(to=make.instrument(budget=60_000))
    make.award(to=row.instrument)
    Letter.objects.all().delete()

    with pytest.raises(Exception, match="budget"):
        desk.award(row.pk, by=staff, grant=desk.Grant(60_000, [make.part(60_000)]))

    assert not Letter.objects.exists()
    assert Tranche.objects.count() == 2
