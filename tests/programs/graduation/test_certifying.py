"""Certificates say what was true when they were issued; one that was wrong is revoked, and another issued."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from incubator.outbox.preview import preview
from programs.graduation import papers, planning
from programs.graduation.actions import certifying
from programs.graduation.models import Graduation, GraduationCertificate
from startups.models import Startup
from startups.states import TeamRole
from tests.journeys.walking import mail_to, post
from tests.paper.reading import language_of, text_of

pytestmark = pytest.mark.django_db


def test_what_it_says_is_frozen_when_it_is_issued():
    certificate = make.graduation().certificate
    name = certificate.facts["startup"]

    Startup.objects.update(name="Autre nom")

    assert papers.facts(GraduationCertificate.objects.get())["name"].strip("\u2068\u2069") == name


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "a achevé le programme"), ("ar", "شهادة"), ("en", "graduation")]
)
def test_the_paper_is_in_the_language_of_its_reader(language, words):
    certificate = make.graduation().certificate

    with translation.override(language):
        made = papers.pdf(certificate)

    told = text_of(made)
    assert certificate.code in told
    assert language_of(made) == language
    if language != "ar":
        assert words in told


def test_each_of_the_team_gets_it_in_her_language():
    place = make.active()
    reader = make.member(of=place.startup, role=TeamRole.READER)
    type(reader).objects.filter(pk=reader.pk).update(language="ar")

    made = make.graduation(of=place)
    sent = post()

    arabic = mail_to(sent, reader.email)
    french = mail_to(sent, make.owner_of(place.startup).email, "attestation")
    assert "/ar/graduations/" in arabic.body
    assert f"/graduations/{made.pk}/certificate.pdf" in french.body
    assert made.certificate.code in french.body


def test_a_revoked_one_stays_on_file_and_another_is_issued(staff):
    made = make.graduation()
    with pytest.raises(Refused):
        certifying.revoke(made.pk, by=staff, reason=" ")
    certifying.revoke(made.pk, by=staff, reason="Nom mal écrit.")
    certifying.revoke(made.pk, by=staff, reason="Encore.")
    certifying.issue(made.pk, by=staff)
    certifying.issue(made.pk, by=staff)

    old, new = made.certificates.order_by("pk")
    assert (old.revoked_reason, new.revoked_at) == ("Nom mal écrit.", None)
    assert old.code != new.code
    assert Entry.objects.about(made).filter(verb="revoke_certificate").count() == 1
    assert Letter.objects.filter(kind="programs.graduation.certificate_renewed").count() == 1


def test_the_team_reads_why_its_certificate_is_revoked(staff):
    made = make.graduation()
    code, owner = made.certificate.code, make.owner_of(made.enrolment.startup)
    post()
    certifying.revoke(made.pk, by=staff, reason="Nom mal écrit.")
    certifying.revoke(made.pk, by=staff, reason="Encore.")

    (told,) = post()

    assert told.to == [owner.email]
    assert "révoquée" in told.subject
    assert "Nom mal écrit." in told.body
    assert code in told.body
    assert "reste diplômée" in told.body
    assert "http://portail.test/graduations/" in told.body


def test_what_is_told_after_the_end_has_words_in_three_languages(staff):
    made = make.graduation()
    owner = make.owner_of(made.enrolment.startup)
    certifying.revoke(made.pk, by=staff, reason="Nom mal écrit.")
    Graduation.objects.update(noted_at=timezone.now() - timedelta(days=8))
    planning.plan_farewells()

    subjects = set()
    for language in ("fr", "en", "ar"):
        type(owner).objects.filter(pk=owner.pk).update(language=language)
        for kind in ("certificate_revoked", "farewell_awaited"):
            worded = preview(Letter.objects.get(kind=f"programs.graduation.{kind}")).worded
            assert worded.language == language
            assert made.enrolment.startup.name in worded.text
            subjects.add(worded.subject)
    assert len(subjects) == 6


def test_revoked_and_issued_anew_before_the_letter_left_it_says_that_another_takes_its_place(staff):
    made = make.graduation()
    post()
    certifying.revoke(made.pk, by=staff, reason="Nom mal écrit.")
    certifying.issue(made.pk, by=staff)

    told = mail_to(post(), make.owner_of(made.enrolment.startup).email, "révoquée")

    assert "Une nouvelle attestation la remplace." in told.body
    assert made.certificates.order_by("pk").first().code in told.body


def test_a_letter_about_a_certificate_that_was_revoked_in_the_meantime_does_not_leave(staff):
    made = make.graduation()
    certifying.revoke(made.pk, by=staff, reason="Erreur.")

    assert not [mail for mail in post() if "attestation" in mail.subject]
