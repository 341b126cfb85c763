"""J1 and the decision, in French and without script: from the first page to a place in the cohort.

The founder in one browser, the officer in another; every mail of the way comes out of the outbox.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.demo_form import demo_form
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState
from programs import tasks
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.decisions.models import Publication
from programs.partners.models import Cohort
from programs.partners.states import CohortState
from tests.journeys.test_apply_to_receipt import fill_company, fill_project, fill_rest, put_startup_on_file
from tests.journeys.walking import link_in, mail_to, post, press, sign_up

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "amina@heliopompe.ma"
REASON = "Un prototype qui tourne et trois clients."


@pytest.fixture
def call():
    return make.call(asking=demo_form(), title="GreenStart, promotion 8", slug="greenstart-8")


@pytest.fixture
def officer():
    return make.staff(name="Salma Idrissi", email="salma@programme.ma", language="fr")


class Post:
    """What the clock sends, kept for the whole way."""

    def __init__(self):
        self.all = []

    def __call__(self):
        sent = post()
        self.all += sent
        return sent


def content(page):
    return page.inner_text("#content")


def apply(page, call, letters):
    page.goto("/")
    page.locator(f"a[href*='/calls/{call.slug}/']").first.click()
    press(page, "Commencer ma candidature")
    page.click("a[href*='/signup/']")
    sign_up(page, name="Amina Alaoui", email=EMAIL)
    page.goto(f"/calls/{call.slug}/apply/")
    put_startup_on_file(page)
    press(page, "Commencer")
    assert mail_to(letters(), EMAIL, "est commencée")
    press(page, "Continuer la saisie")
    fill_project(page)
    fill_company(page)
    fill_rest(page)
    page.check("#id_application_privacy")
    page.check("#id_application_accuracy")
    press(page, "Envoyer ma candidature")
    application = Application.objects.get()
    assert application.state == ApplicationState.SUBMITTED
    assert mail_to(letters(), EMAIL, application.receipt)
    return application


def sign_in(desk, officer):
    desk.goto("/accounts/login/?next=/admin/")
    desk.fill("#id_login", officer.email)
    desk.fill("#id_password", "demo-soleil-2026")
    press(desk)
    assert desk.url.endswith("/admin/")


def do(desk, label, **values):
    """Opens the deed of this name on the page of the file, fills its form and presses its button."""
    deed = desk.locator("details.h-deed").filter(has=desk.locator("summary", has_text=label)).first
    deed.locator("summary").click()
    for name, value in values.items():
        field = deed.locator(f"[name$=-{name}]")
        if field.first.get_attribute("type") == "radio":
            deed.locator(f"[name$=-{name}][value={value}]").check()
        else:
            field.fill(value)
    deed.locator("input[type=submit]").click()
    assert "Fait" in desk.inner_text(".messagelist")


def decide(desk, application):
    """From the queue on the admin's home to a pending offer."""
    desk.goto("/admin/")
    desk.get_by_role("link", name="Nouvelles candidatures à prendre").click()
    desk.get_by_role("link", name="Héliopompe").click()
    assert application.receipt in content(desk)
    do(desk, "Prendre en recevabilité")
    do(desk, "Examiner la recevabilité", outcome="eligible")
    do(desk, "Mettre en évaluation")
    do(desk, "Préparer une offre", reason=REASON)
    assert REASON in content(desk)


def publish(desk, letters):
    """The letters are built, read, and leave ten minutes after the button."""
    desk.get_by_role("link", name="Décisions à publier").first.click()
    assert "Héliopompe" in content(desk)
    desk.click("input[value='Préparer les lettres']")
    letter = desk.locator("details.h-letter")
    assert letter.count() == 1
    letter.locator("summary").click()
    assert REASON in letter.locator("pre").inner_text()
    assert letters() == []
    desk.click("input[value='Publier dans dix minutes']")
    assert "dix minutes" in desk.inner_text(".messagelist")
    tasks.publish_due()
    assert letters() == []

    Publication.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    tasks.publish_due()


def answer(page, application, letters):
    offer = mail_to(letters(), EMAIL, "retenue")
    assert REASON in offer.body
    page.goto(link_in(offer))
    if not page.url.endswith("/offer/"):
        press(page, "Répondre à l’offre")
    assert REASON in page.inner_text("main")
    page.check("[name=answer][value=confirm]")
    press(page, "Envoyer ma réponse")
    assert page.url.endswith(f"/applications/{application.pk}/")
    assert "Votre place est confirmée" in page.inner_text("body")
    assert mail_to(letters(), EMAIL, "Bienvenue dans")


def test_a_newcomer_is_offered_a_place_and_takes_it(open_page, call, officer):
    letters = Post()
    page, desk = open_page("fr", script=False), open_page("fr", script=False)

    application = apply(page, call, letters)
    sign_in(desk, officer)
    decide(desk, application)
    page.goto(f"/applications/{application.pk}/")
    assert REASON not in page.inner_text("main")
    publish(desk, letters)
    answer(page, application, letters)

    cohort = Cohort.objects.get(pk=call.cohort_id)
    enrolment = Enrolment.objects.get()
    assert (cohort.seats_taken, enrolment.startup.name) == (1, "Héliopompe")
    assert (enrolment.state, enrolment.trl_at_entry) == (EnrolmentState.ONBOARDING, 5)
    start_cohort(desk, cohort)
    assert Enrolment.objects.get().state == EnrolmentState.ACTIVE
    every_mail_came_from_the_outbox(letters)


def start_cohort(desk, cohort):
    desk.goto(f"/admin/programs/cohort/{cohort.pk}/change/")
    desk.get_by_role("link", name="Démarrer la promotion").click()
    desk.click("#content input[type=submit]")
    cohort.refresh_from_db()
    assert cohort.state == CohortState.ACTIVE


def every_mail_came_from_the_outbox(letters):
    """As many letters sent as mails seen since the receipt, each once, none left behind or failed."""
    hers = [m for m in letters.all if m.to == [EMAIL]]
    words = ("retenue", "Bienvenue dans")
    assert [sum(word in m.subject for m in hers) for word in words] == [1, 1]
    person = User.objects.get(email=EMAIL)
    kinds = Letter.objects.filter(person=person).values_list("kind", "state")
    wanted = {
        "programs.applications.draft_opened",
        "programs.applications.application_received",
        "programs.decisions.offer_made",
        "programs.cohorts.startup_enrolled",
    }
    assert wanted <= {kind for kind, state in kinds if state == LetterState.SENT}
    assert {state for kind, state in kinds} == {LetterState.SENT}
