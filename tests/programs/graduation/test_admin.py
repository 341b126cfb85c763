"""The desk: rules, the deed for a cohort with its rehearsal, one participation, certificates, answers by telephone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from incubator.outbox.models import Letter
from programs.cohorts.models import Enrolment
from programs.graduation.models import FollowUp, Graduation, GraduationCertificate, GraduationRule
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    client.get("/admin/")
    return client


def at(name, *args):
    return reverse(f"admin:programs_{name}", args=args)


def today():
    return timezone.localdate().isoformat()


def test_staff_write_the_rule_of_a_programme(desk):
    programme = make.programme()
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 60}
    rows |= {"0-position": 1, "0-name_fr": "Pitch", "0-name_ar": "عرض"}
    values = {"programme": programme.pk, "least_settled": 75, "nothing_late": "on"}
    values |= {f"criteria-{name}": value for name, value in rows.items()}

    assert desk.post(at("graduationrule_add"), values | {"least_settled": 101}).status_code != 302
    answer = desk.post(at("graduationrule_add"), values)

    assert answer.status_code == 302, answer.text
    rule = GraduationRule.objects.get()
    assert (rule.least_settled, rule.needs_statements, rule.criteria.get().name_ar) == (75, False, "عرض")
    assert desk.post(at("graduationrule_add"), values).status_code == 200


def test_a_cohort_graduates_after_a_rehearsal_that_leaves_nothing(desk):
    cohort = make.cohort()
    done, lacking, aside = (make.active(of=cohort) for _ in range(3))
    pitch = make.graduation_rule(of=cohort.programme, by_hand=True).criteria.get()
    step = at("cohort_step", cohort.pk, "graduate_many")
    values = {"on": today(), "chosen": [done.pk, lacking.pk], f"criterion_{pitch.pk}": [done.pk]}
    with nothing_written():
        assert desk.get(step).text.count('name="chosen"') == 3

    shown = desk.post(step, values)

    assert shown.status_code == 200
    assert done.startup.name in shown.text
    assert "Pitch devant le comité" in shown.text
    assert "1 startup n’est pas retenue" in shown.text
    assert "a achevé le programme" in shown.text
    assert not Graduation.objects.exists()
    assert not Letter.objects.filter(kind__startswith="programs.graduation").exists()

    assert desk.post(step, values | {"confirm": "1"}).status_code == 302
    assert Graduation.objects.get().enrolment == done
    states = {place.pk: place.state for place in Enrolment.objects.all()}
    assert states == {done.pk: "graduated", lacking.pk: "active", aside.pk: "active"}


def test_a_cohort_in_which_nobody_can_graduate_is_told_why(desk):
    place = make.active()
    make.milestone(of=place)

    step, values = at("cohort_step", place.cohort_id, "graduate_many"), {"on": today(), "chosen": [place.pk]}

    assert "0 jalon sur 1" in desk.post(step, values).text
    answer = desk.post(step, values | {"confirm": "1"})
    assert answer.status_code == 422
    assert "Aucune des startups choisies" in answer.text
    assert desk.post(step, {"on": today()}).status_code == 422


def test_one_participation_shows_its_criteria_and_graduates_by_exception_with_a_reason(desk):
    place = make.active()
    make.milestone(of=place)
    change, step = at("enrolment_change", place.pk), at("enrolment_step", place.pk, "graduate")
    with nothing_written():
        page = desk.get(change).text
    assert "0 jalon sur 1" in page
    assert "non rempli" in page

    refused = desk.post(step, {"on": today()})
    assert refused.status_code == 422
    assert "0 jalon sur 1" in refused.text
    shown = desk.post(step, {"on": today(), "reason": "Déjà vendu."})
    assert "Par exception" in shown.text
    assert not Graduation.objects.exists()
    desk.post(step, {"on": today(), "reason": "Déjà vendu.", "confirm": "1"})

    made = Graduation.objects.get()
    assert made.reason == "Déjà vendu."
    assert made.certificate.code in desk.get(change).text
    assert "Déjà vendu." in desk.get(at("graduation_change", made.pk)).text


def test_a_certificate_is_revoked_with_a_reason_and_issued_anew(desk):
    made = make.graduation()
    first = made.certificate.code
    assert desk.post(at("graduation_step", made.pk, "revoke"), {"reason": " "}).status_code == 422

    shown = desk.post(at("graduation_step", made.pk, "revoke"), {"reason": "Nom mal écrit."})
    assert made.certificate.code in shown.text
    assert "1 message partira" in shown.text
    assert GraduationCertificate.objects.standing().exists()
    desk.post(at("graduation_step", made.pk, "revoke"), {"reason": "Nom mal écrit.", "confirm": "1"})
    desk.post(at("graduation_step", made.pk, "issue"))

    page = desk.get(at("graduation_change", made.pk)).text
    assert GraduationCertificate.objects.count() == 2
    assert all(word in page for word in (first, "Nom mal écrit.", Graduation.objects.get().certificate.code))
    assert desk.get(at("graduation_paper", first)).content.startswith(b"%PDF")
    assert desk.get(at("graduation_paper", "invented")).status_code == 404


def test_staff_note_what_they_were_told_by_telephone(desk, staff):
    row = make.follow_up(due_in=-60)
    waiting = f"{at('followup_changelist')}?waits=silent"
    assert row.enrolment.startup.name in desk.get(waiting).text
    step = at("followup_step", row.pk, "answer")
    assert desk.post(step, {"answer": "active"}).status_code == 422
    wrong = desk.post(step, {"answer": "ceased", "source": "phone", "staff_count": "3"})
    assert wrong.status_code == 422

    desk.post(step, {"answer": "active", "source": "phone", "staff_count": "3", "note": "Deux recrutements."})

    row.refresh_from_db()
    assert (row.answer, row.source, row.staff_count, row.by) == ("active", "phone", 3, staff)
    assert row.enrolment.startup.name not in desk.get(waiting).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.farewell(of=make.follow_up().enrolment.graduation)
    assert FollowUp.objects.count() == 3 * rows

    for name, count in (("graduation_changelist", rows), ("followup_changelist", 3 * rows)):
        desk.get(at(name))
        with nothing_written(), django_assert_max_num_queries(9):
            assert len(desk.get(at(name)).context["cl"].result_list) == count


def test_it_is_for_staff(client, stranger):
    made = make.graduation()
    client.force_login(stranger)

    for page in (
        at("graduation_changelist"),
        at("graduation_change", made.pk),
        at("graduation_paper", made.certificate.code),
        at("graduation_step", made.pk, "revoke"),
        at("cohort_step", made.enrolment.cohort_id, "graduate_many"),
    ):
        assert client.get(page).status_code == 404
