"""J4 in French with script off: evidence is handed in, returned with a reason, handed in again, validated."""

import pytest

from incubator.demo import make
from programs.milestones.models import Milestone
from tests.look.sweep import sign_in
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db(transaction=True)


def test_evidence_is_returned_once_and_then_validated(open_page, live_server):
    one = make.milestone(title_fr="Premier prototype", asked_fr="Photos et coût par pièce.")
    founder, staff = open_page("fr", script=False), open_page("fr", script=False)
    sign_in(founder, make.owner_of(one.enrolment.startup))
    sign_in(staff, make.staff())

    founder.goto("/dashboard/")
    founder.click("text=Premier prototype")
    founder.click("button[name=send]")
    assert "Dites ce que vous avez fait" in founder.inner_text("#errors")
    founder.fill("#id_evidence", "Trois essais, deux réussis.")
    founder.set_input_files("#id_uploads", {"name": "essais.pdf", "mimeType": "application/pdf", "buffer": PDF})
    founder.click("button[name=send]")
    assert "C’est rendu" in founder.inner_text("main")

    staff.goto("/admin/programs/milestone/?state__exact=submitted")
    staff.click("text=Premier prototype")
    staff.click("text=Renvoyer")
    staff.fill("#id_reason", "Le coût par pièce manque.")
    staff.click("input[type=submit].default")

    founder.reload()
    assert "Le coût par pièce manque." in founder.inner_text("main")
    founder.fill("#id_evidence", "Trois essais, deux réussis ; 410 MAD par pièce.")
    founder.click("button[name=send]")

    staff.goto(f"/admin/programs/milestone/{one.pk}/change/")
    staff.click("text=Valider")
    staff.click("input[type=submit].default")

    founder.reload()
    assert "Bravo" in founder.inner_text("main")
    assert Milestone.objects.get(pk=one.pk).times_returned == 1
