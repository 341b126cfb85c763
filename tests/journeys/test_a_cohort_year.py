"""J4 in French with script off: a whole year of a cohort, from its plan over two statements to the certificate and what comes after."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models.functions import Now
from django.utils import timezone

from incubator.demo import make
from incubator.outbox import planning
from incubator.outbox.models import Letter
from programs.milestones.models import Milestone
from programs.statements.models import Statement
from programs.statements.states import PeriodState
from tests.journeys.test_statement import fill, step
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import sign_in
from tests.paper.reading import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def post_of_the_day():
    """The outbox asks the database what time it is, and that does not travel: what is due on this day is due there as well."""
    planning.plan()
    Letter.objects.filter(due_at__lte=timezone.now()).update(due_at=Now())
    return post()


class Year:
    """Two people at their browsers, and the calendar."""

    def __init__(self, open_page):
        self.place = make.enrolment()
        self.cohort, self.startup = self.place.cohort, self.place.startup
        self.owner, self.officer = make.owner_of(self.startup), make.staff()
        self.founder, self.staff = open_page("fr", script=False), open_page("fr", script=False)
        make.graduation_rule(of=self.cohort.programme, by_hand=True)
        make.plan(of=self.cohort.programme, days=(14, 210))
        self.halves = [
            make.period(of=self.cohort, state=PeriodState.PLANNED, ends_in=end, title_fr=title)
            for end, title in ((180, "Mi-parcours"), (360, "Fin de parcours"))
        ]

    def arrives(self):
        """Both sign in, as one does on another day."""
        sign_in(self.founder, self.owner)
        sign_in(self.staff, self.officer)

    def at_desk(self, thing):
        self.staff.goto(f"/admin/programs/{thing._meta.model_name}/{thing.pk}/change/")

    def confirms(self):
        self.staff.click("input[type=submit].default")

    def begins(self):
        self.at_desk(self.cohort)
        step(self.staff, "start")
        self.staff.click("a[href*='/step/lay_out/']")
        self.staff.select_option("#id_template", label="Parcours")
        self.confirms()
        assert "Jalon 2" in self.staff.inner_text("#content")
        self.confirms()

    def reaches(self, title):
        self.founder.goto("/dashboard/")
        self.founder.click(f"text={title}")
        self.founder.fill("#id_evidence", "Vingt entretiens, douze intentions d’achat.")
        self.founder.click("button[name=send]")
        self.at_desk(Milestone.objects.get(title_fr=title))
        step(self.staff, "validate")
        self.founder.reload()
        assert "Bravo" in self.founder.inner_text("main")

    def declares(self, period, **figures):
        self.at_desk(period)
        step(self.staff, "open")
        self.founder.goto(link_in(mail_to(post_of_the_day(), self.owner.email, period.title_fr)))
        fill(self.founder, **figures)
        self.founder.click("button[name=send]")
        self.at_desk(Statement.objects.get(period=period))
        step(self.staff, "verify")
        self.at_desk(period)
        step(self.staff, "freeze")

    def graduates(self):
        self.at_desk(self.place)
        assert "2 jalons sur 2" in self.staff.inner_text("#content")
        assert "2 déclarations sur 2" in self.staff.inner_text("#content")
        self.staff.click("a[href*='/step/graduate/']")
        self.staff.get_by_label("Pitch devant le comité").check()
        self.confirms()
        assert "a achevé" in self.staff.inner_text("#content")
        self.confirms()

    def takes_the_certificate(self, tmp_path):
        self.founder.goto("/dashboard/")
        self.founder.click("text=Votre attestation de fin de programme est prête")
        with self.founder.expect_download() as loading:
            press(self.founder, "Attestation en PDF")
        loading.value.save_as(tmp_path / "paper.pdf")
        return text_of((tmp_path / "paper.pdf").read_bytes())

    def is_heard_of(self):
        self.founder.goto("/dashboard/")
        self.founder.click("text=Où en est votre entreprise")
        self.founder.check("input[name=answer][value=active]")
        self.founder.fill("#id_staff_count", "7")
        self.founder.locator("main form button").last.click()
        assert "Merci" in self.founder.inner_text("main")


def is_checked(anyone, code, startup):
    anyone.goto(f"/certificates/{code}/")
    assert "authentique" in anyone.inner_text("main")
    assert startup.name in anyone.inner_text("main")


def test_a_cohort_lives_its_year_and_is_heard_of_afterwards(open_page, live_server, tmp_path):
    year = Year(open_page)
    mid, end = year.halves

    year.arrives()
    year.begins()
    year.reaches("Jalon 1")
    with time_machine.travel(timezone.now() + timedelta(days=190)):
        year.arrives()
        year.declares(mid, fte="3")
        year.reaches("Jalon 2")
    with time_machine.travel(timezone.now() + timedelta(days=370)):
        year.arrives()
        year.declares(end, fte="5")
        year.graduates()
        letter = mail_to(post_of_the_day(), year.owner.email, "attestation")
        code = year.place.graduation.certificate.code
        assert code in year.takes_the_certificate(tmp_path)
        year.at_desk(year.place)
        told = year.staff.inner_text("#content")
        assert all(f"Après {months} mois" in told for months in (12, 36, 60))
        assert f"/certificates/{code}/" in letter.body
        is_checked(open_page("fr", script=False), code, year.startup)
    with time_machine.travel(timezone.now() + timedelta(days=740)):
        year.arrives()
        mail_to(post_of_the_day(), year.owner.email, year.startup.name)
        year.is_heard_of()
        year.at_desk(year.place)
        assert "en activité" in year.staff.inner_text("#content")
