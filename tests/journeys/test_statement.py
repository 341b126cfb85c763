"""J4 in French with script off: from the mail to the statement, sent back once, verified, frozen, and in the passport."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from programs.statements.measures import MEASURES
from programs.statements.models import Statement
from programs.statements.states import StatementState
from startups.models import Observation
from tests.journeys.walking import link_in, mail_to, post
from tests.look.sweep import sign_in
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db(transaction=True)


def asked():
    """The startup of a cohort whose last half-year was declared; the next one is to be opened."""
    place = make.enrolment()
    long_ago = timezone.localdate() - timedelta(days=500)
    Observation.objects.filter(startup=place.startup).update(observed_on=long_ago)
    before = make.period(of=place.cohort, ends_in=-200, title_fr="Premier semestre")
    make.statement(of=place, to=before, state=StatementState.VERIFIED, fte=3, women_fte=1, revenue=90_000, trl=4)
    return place, make.period(of=place.cohort, state="planned", ends_in=-10, title_fr="Second semestre")


def fill(page, **told):
    for one in MEASURES:
        if one.code in told:
            page.fill(f"#id_{one.code}", told[one.code])
            page.uncheck(f"#id_{one.code}-unknown")
        elif not page.input_value(f"#id_{one.code}"):
            page.check(f"#id_{one.code}-unknown")


def step(page, verb):
    page.click(f"a[href*='/step/{verb}/']")
    if page.locator("#id_reason").count():
        page.fill("#id_reason", "Le chiffre d’affaires ne va pas avec le bilan.")
    page.click("input[type=submit].default")


def test_a_statement_is_sent_back_once_and_becomes_facts(open_page, live_server):
    place, period = asked()
    owner = make.owner_of(place.startup)
    founder, staff = open_page("fr", script=False), open_page("fr", script=False)
    sign_in(founder, owner)
    sign_in(staff, make.staff())

    post()
    staff.goto(f"/admin/programs/period/{period.pk}/change/")
    step(staff, "open")
    founder.goto(link_in(mail_to(post(), owner.email)))
    assert "La dernière fois" in founder.inner_text("main")

    fill(founder, fte="4", revenue="100000")
    pdf = {"name": "bilan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    founder.set_input_files("[name=revenue-files]", pdf)
    founder.click("button[name=send]")
    assert "bilan.pdf" in founder.inner_text("main")
    assert "non communiqué" in founder.inner_text("main").lower()

    statement = Statement.objects.get(period=period)
    staff.goto(f"/admin/programs/statement/{statement.pk}/change/")
    assert "bilan.pdf" in staff.inner_text("body")
    step(staff, "return_")

    founder.goto(link_in(mail_to(post(), owner.email, "compléter")))
    assert "ne va pas avec le bilan" in founder.inner_text("main")
    fill(founder, revenue="120000")
    founder.click("button[name=send]")

    staff.goto(f"/admin/programs/statement/{statement.pk}/change/")
    step(staff, "verify")
    staff.goto(f"/admin/programs/period/{period.pk}/change/")
    step(staff, "freeze")

    founder.goto(f"/startups/{place.startup.slug}/passport/")
    told = founder.inner_text("main").replace("\u202f", " ").replace("\xa0", " ")
    assert "120 000 MAD" in told
    assert "Second semestre" in told
