"""Certificates: for whoever has earned one, once, with facts that stay as they were."""

from datetime import date

import pytest

from events.afterwards.actions import issue, issue_one, revoke
from events.afterwards.models import Certificate
from events.afterwards.qualifying import candidates
from events.agenda.models import Event
from events.agenda.states import CertificateRule, EventState
from events.registrations.states import RegistrationState as R
from incubator.accounts.personal_data import holdings
from incubator.certificates.codes import ALPHABET, certificate_code, normal
from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import word
from tests.events.afterwards.conftest import attend, over

pytestmark = pytest.mark.django_db
ISSUED = "events.afterwards.certificate_issued"
REVOKED = "events.afterwards.certificate_revoked"


def names(found):
    return {one.name: bool(one.is_able) for one in found}


def test_a_share_of_the_sessions_earns_one_and_others_are_told_why(training):
    found = {one.name: one for one in candidates(training)}

    assert names(found.values()) == {"Amina": True, "Omar": False, "Zineb": False}
    assert "1" in found["Omar"].why
    assert "66" in found["Omar"].why
    assert found["Zineb"].why != found["Omar"].why


def test_the_share_is_reached_exactly_or_not_at_all(training):
    Event.objects.filter(pk=training.pk).update(certificate_share=67)
    training.refresh_from_db()

    assert not any(names(candidates(training)).values())


def test_presence_once_is_enough_where_that_is_the_rule(training):
    Event.objects.filter(pk=training.pk).update(certificate=CertificateRule.PRESENT)
    training.refresh_from_db()

    assert names(candidates(training)) == {"Amina": True, "Omar": True, "Zineb": False}


def test_issued_to_all_who_earned_one_once(training, staff):
    made = issue(training.pk, by=staff)

    assert [one.registration for one in made] == [training.people["Amina"]]
    assert issue(training.pk, by=staff) == []
    assert Letter.objects.filter(kind=ISSUED).count() == 1


def test_facts_are_frozen_when_it_is_issued(training, staff):
    made = issue(training.pk, by=staff)[0]
    Event.objects.filter(pk=training.pk).update(title_fr="Autre titre")
    person = training.people["Amina"].person
    person.name = "Autre nom"
    person.save()

    made.refresh_from_db()
    days = [session.day.isoformat() for session in training.sessions.all()[:2]]
    assert made.facts["name"] == "Amina"
    assert made.facts["titles"] == {"fr": "Formation solaire", "en": "Formation solaire", "ar": "تكوين شمسي"}
    assert (made.facts["days"], made.facts["minutes"]) == (days, 240)


def test_organisers_are_the_partners_of_the_programme(training, staff):
    programme, partner = make.programme(), make.partner()
    programme.partners.add(partner)
    Event.objects.filter(pk=training.pk).update(programme=programme)

    assert issue(training.pk, by=staff)[0].facts["organisers"] == [str(partner.organisation)]


def test_one_alone_is_given_by_the_same_rule(training, staff):
    made = issue_one(training.people["Amina"].pk, by=staff)

    assert issue_one(training.people["Amina"].pk, by=staff) == made
    with pytest.raises(Refused, match="Omar"):
        issue_one(training.people["Omar"].pk, by=staff)


def test_a_revoked_one_says_so_and_is_not_given_again(training, staff):
    made = issue(training.pk, by=staff)[0]
    with pytest.raises(Refused):
        revoke(made.pk, reason=" ", by=staff)

    revoke(made.pk, reason="Identité douteuse.", by=staff)
    revoke(made.pk, reason="Encore.", by=staff)

    made.refresh_from_db()
    assert made.revoked_reason == "Identité douteuse."
    assert issue(training.pk, by=staff) == []
    with pytest.raises(Refused):
        issue_one(training.people["Amina"].pk, by=staff)


def test_nothing_is_issued_before_the_end_without_a_rule_or_when_cancelled(db, staff):
    coming = make.event(certificate=CertificateRule.PRESENT)
    without = over(make.event())
    cancelled = make.event(certificate=CertificateRule.PRESENT, state=EventState.CANCELLED)

    for event in (coming, without, cancelled):
        with pytest.raises(Refused):
            issue(event.pk, by=staff)


def test_who_gave_the_place_back_gets_none_and_who_was_let_in_all_the_same_does(db, staff, noon):
    event = make.event(certificate=CertificateRule.PRESENT)
    gone, forced = (
        make.registration(of=event, who=make.person(name=name), state=R.WITHDRAWN) for name in ("Partie", "Entrée")
    )
    over(event)
    attend(event, forced, dates=1)

    assert [one.registration for one in issue(event.pk, by=staff)] == [forced]
    assert not hasattr(gone, "certificate")


def certified(staff, *, guest):
    """Of somebody with an account, or of a guest."""
    event = make.event(certificate=CertificateRule.PRESENT, title="Atelier")
    row = make.registration(of=event, guest="visite@usine.test") if guest else make.registration(of=event)
    over(event)
    attend(event, row, dates=1)
    return issue(event.pk, by=staff)[0]


@pytest.mark.parametrize("guest", [False, True])
def test_the_letter_leads_to_the_paper_and_loses_its_sense_when_revoked(db, staff, noon, guest):
    made = certified(staff, guest=guest)
    letter = Letter.objects.get(kind=ISSUED)

    said = word(letter, kinds[ISSUED].context(letter)).text

    assert made.code in said
    assert ("/registrations/link/" in said) is guest
    assert "/certificate.pdf" in said
    revoke(made.pk, reason="Erreur.", by=staff)
    assert kinds[ISSUED].context(letter) is None


@pytest.mark.parametrize("guest", [False, True])
def test_whoever_holds_a_revoked_one_reads_why_once(db, staff, noon, guest):
    made = certified(staff, guest=guest)
    for reason in ("Nom mal écrit.", "Encore."):
        revoke(made.pk, reason=reason, by=staff)

    letter = Letter.objects.get(kind=REVOKED)
    said = word(letter, kinds[REVOKED].context(letter))

    assert letter.person == made.registration.person if not guest else letter.address == "visite@usine.test"
    assert "Atelier" in said.subject
    for told in (made.code, "Nom mal écrit.", f"/certificates/{made.code}/"):
        assert told in said.text
    Certificate.objects.update(revoked_reason="")
    assert kinds[REVOKED].context(letter) is None


def test_codes_are_read_as_people_type_them():
    code = certificate_code()

    for typed in (code, code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} ", code.replace("-", "–")):
        assert normal(typed) == code
    assert normal("OOOO-0000-QQQQ") == normal("qqqq qqqq qqqq") == "QQQQ-QQQQ-QQQQ"
    assert normal("٢٣٤٥-ABCD-EFGH") == "2345-ABCD-EFGH"
    for odd in ("", "x", "1111-1111-1111", "A" * 13, "é" * 12, "%00", "ABCD-EFGH-JKM"):
        assert normal(odd) == ""
    assert not set("O0I1L") & set(ALPHABET)


def test_an_erased_person_is_no_longer_named(training, staff):
    made, person = issue(training.pk, by=staff)[0], training.people["Amina"].person
    assert next(iter(holdings["events.certificate"].export(person)))["code"] == made.code

    holdings["events.certificate"].erase(person)

    made.refresh_from_db()
    assert made.facts["name"] == ""
    assert made.revoked_at is not None
    assert date.fromisoformat(made.facts["days"][0])
    assert Certificate.objects.count() == 1
