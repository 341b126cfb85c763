"""At the desk: written on the page of the cohort, read with names, tried, sent, stopped, written again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.models import Letter
from programs.messages import actions
from programs.messages.models import CohortMessage
from tests.conftest import nothing_written
from tests.programs.messages.test_actions import KIND, WORDS, joined, late

pytestmark = pytest.mark.django_db
SENT = {**WORDS, "states": ["onboarding", "active"], "reach": "owners"}


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def cohort(db):
    return make.enrolment().cohort


def at(thing, name=""):
    word = f"{thing._meta.model_name}_{'step' if name else 'change'}"
    return reverse(f"admin:programs_{word}", args=[thing.pk, *([name] if name else [])])


def test_it_is_written_on_the_page_of_the_cohort_and_what_is_wrong_stands_beside_its_field(desk, cohort):
    half = desk.post(at(cohort, "write"), {**SENT, "text_ar": "", "states": []})
    assert half.status_code == 422
    assert set(half.context["form"].errors) == {"states"}
    assert "Réunion jeudi" in half.text
    nobody = desk.post(at(cohort, "write"), {**SENT, "states": ["graduated"]})
    assert set(nobody.context["form"].errors) == {"states"}

    written = desk.post(at(cohort, "write"), SENT)

    assert written["Location"] == at(CohortMessage.objects.get())
    assert desk.get(at(cohort, "write_late")).context["form"]["is_for_late"].value() is True


def test_it_is_read_tried_sent_stopped_and_written_again(desk, cohort, staff):
    _place, out = joined(cohort, is_active=False)
    message = actions.prepare(cohort.pk, by=staff, **WORDS)

    with nothing_written():
        page = desk.get(at(message))
    assert page.context["count"] == 1
    assert str(out) in page.text
    assert "suspendu" in page.text

    desk.post(at(message, "try_out"))
    assert Letter.objects.get(kind=KIND).person == staff
    desk.post(at(message, "edit"), {**SENT, "subject_fr": "Vendredi"})
    desk.post(at(message, "start"))
    assert "0 lettre sur 1" in desk.get(at(message)).text
    assert desk.get(at(message, "edit")).status_code == 302
    desk.post(at(message, "stop"))
    again = desk.post(at(message, "again"))
    assert again["Location"] == at(CohortMessage.objects.exclude(pk=message.pk).get())
    assert CohortMessage.objects.filter(subject_fr="Vendredi").count() == 2


def test_a_draft_of_another_cohort_is_read_first_and_sent_only_once_it_is_addressed(desk, cohort, staff):
    actions.prepare(cohort.pk, by=staff, **WORDS)
    coming = make.enrolment().cohort
    (draft,) = actions.take_over(coming.pk, source=cohort.pk, by=staff)

    with nothing_written():
        page = desk.get(at(draft)).text
    assert "sans destinataire" in page
    assert "Nous nous retrouvons à 10 h." in page
    assert "نلتقي يوم الخميس." in page
    assert "../step/start/" not in page
    assert desk.get(at(draft, "start")).status_code == 302
    assert "personne pour l’instant" in desk.get(reverse("admin:programs_cohortmessage_changelist")).text

    form = desk.get(at(draft, "edit")).context["form"]
    assert form.initial["states"] == ["onboarding", "active", "paused"]
    desk.post(at(draft, "edit"), {**SENT, "subject_fr": "Vendredi"})

    page = desk.get(at(draft)).text
    assert "sans destinataire" not in page
    assert "../step/start/" in page


def test_what_became_of_each_letter_stays_on_the_page(desk, cohort, staff):
    place, owner = joined(cohort)
    late(place)
    message = actions.prepare(cohort.pk, by=staff, is_for_late=True, **WORDS)
    actions.start(message.pk, by=staff)
    CohortMessage.objects.filter(pk=message.pk).update(due_at=timezone.now())
    Letter.objects.filter(person=owner, once__startswith="cohort_message").update(state="failed", last_error="550 no")

    page = desk.get(at(message)).text

    assert owner.email in page
    assert "550 no" in page
    assert "n’est pas arrivée" in page
    assert "à envoyer" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_and_the_list_cost_the_same_for_one_row_and_three(desk, staff, rows, django_assert_max_num_queries):
    cohort = make.enrolment().cohort
    for _ in range(rows - 1):
        joined(cohort)
    for _ in range(rows):
        message = actions.prepare(cohort.pk, by=staff, **WORDS)

    with django_assert_max_num_queries(10):
        desk.get(at(message))
    with nothing_written(), django_assert_max_num_queries(10):
        assert desk.get(reverse("admin:programs_cohortmessage_changelist")).text.count("Réunion jeudi") == rows


def test_it_is_for_staff(client, stranger, cohort, staff):
    message = actions.prepare(cohort.pk, by=staff, **WORDS)
    client.force_login(stranger)

    for page in (at(message), at(message, "start"), at(cohort, "write")):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
