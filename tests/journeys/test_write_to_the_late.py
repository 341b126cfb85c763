"""J5 at the desk, with script off: the board shows who is late, her line of time why; all that are late are written to, it is
stopped within the ten minutes, and started again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.models import Letter
from programs.messages.models import REMINDER, CohortMessage
from programs.milestones.models import Milestone
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_late_are_found_written_to_stopped_and_written_to_again(open_page, live_server):
    late = make.milestone(title_fr="Premier prototype").enrolment
    Milestone.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    good = make.enrolment(of=late.cohort)
    page = open_page("fr", script=False)
    sign_in(page, make.staff())

    page.goto(f"/admin/programs/cohort/{late.cohort_id}/change/")
    page.click("text=Tableau de suivi")
    page.check("input[name=late]")
    page.click("input[value=Filtrer]")
    assert good.startup.name not in page.inner_text("#content")
    page.click(f".h-board >> text={late.startup.name}")
    assert "Premier prototype" in page.inner_text(".h-line >> nth=0")
    page.go_back()

    page.click("text=Écrire aux retardataires")
    page.fill("#id_subject_fr", "Où en est votre prototype ?")
    page.fill("#id_text_fr", "Une date peut être déplacée : dites-le-nous.")
    page.click("input[type=submit].default")
    owner = make.owner_of(late.startup)
    assert owner.email in page.inner_text("#content")
    assert make.owner_of(good.startup).email not in page.inner_text("#content")
    _go(page, "Envoyer dans dix minutes")
    assert "0 lettre sur 1" in page.inner_text("#content")
    _go(page, "Arrêter")
    assert not Letter.objects.filter(kind=REMINDER).exclude(state="cancelled").exists()

    _go(page, "écrire à nouveau")
    _go(page, "Envoyer dans dix minutes")
    assert Letter.objects.filter(kind=REMINDER, state="planned").get().person == owner
    assert sorted(CohortMessage.objects.values_list("state", flat=True)) == ["stopped", "waiting"]


def _go(page, step):
    """The link on the page, then the one button of the page that says what will happen."""
    page.click(f".h-moves >> text={step}")
    page.click("input[type=submit].default")
