"""Staff rehearse and graduate a cohort, a founder opens her certificate and says what she thinks, anyone checks its code."""

import pytest

from incubator.demo import make
from programs.graduation.models import Farewell, Graduation
from tests.look.sweep import sign_in
from tests.paper.reading import text_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_cohort_graduates_and_its_certificates_are_checked(open_page, live_server, tmp_path):
    cohort = make.cohort()
    done, lacking = make.active(of=cohort), make.active(of=cohort)
    make.graduation_rule(of=cohort.programme, by_hand=True)
    staff, founder, anyone = (open_page("fr", script=False) for _ in range(3))
    sign_in(staff, make.staff())
    sign_in(founder, make.owner_of(done.startup))

    staff.goto(f"/admin/programs/cohort/{cohort.pk}/change/")
    staff.click("text=Diplômer des startups")
    staff.locator("fieldset", has_text="Pitch devant le comité").get_by_label(done.startup.name).check()
    staff.click("input[type=submit].default")
    assert "1 startup n’est pas retenue" in staff.inner_text("#content")
    assert lacking.startup.name in staff.inner_text("#content")
    assert not Graduation.objects.exists()
    staff.click("input[type=submit].default")
    made = Graduation.objects.get()

    founder.goto(f"/applications/{done.application_id}/participation/")
    founder.click("text=Attestation et votre avis")
    with founder.expect_download() as loading:
        founder.click("text=Attestation en PDF")
    loading.value.save_as(tmp_path / "paper.pdf")
    told = text_of((tmp_path / "paper.pdf").read_bytes())
    assert made.certificate.code in told
    founder.click("text=Répondre à une question")
    founder.get_by_label("9", exact=True).check()
    founder.locator("main .btn-sun").click()
    assert "9 sur 10" in founder.inner_text("main")
    assert Farewell.objects.get().score == 9

    anyone.goto("/certificates/")
    anyone.fill("#id_code", made.certificate.code.replace("-", " ").lower())
    anyone.locator("main form button").first.click()
    page = anyone.inner_text("main")
    assert "authentique" in page
    assert done.startup.name in page
