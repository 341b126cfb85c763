"""The pages of startups as people meet them: no script, three languages, a phone; and nothing for axe to find."""

import pytest
from django.utils import timezone

from incubator.demo import make
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company():
    startup = make.startup(
        name="Chamsifroid",
        legal_form="sarl",
        ice=make.ice(1561191),
        phone="0522123456",
        pitch="Du froid.",
        is_public=True,
    )
    make.observation(of=startup, value=3, on=timezone.localdate() - timezone.timedelta(days=200))
    make.observation(of=startup, value=5)
    make.companion(of=startup)
    return startup


def test_a_founder_files_her_company_and_meets_its_double_without_a_script(open_page, company):
    page = open_page("fr", script=False, phone=True)
    person = make.person()
    sign_in(page, person)

    page.goto("/startups/new/")
    page.check("input[value=sarl]")
    page.click("main .z-actions button")
    page.fill("[name=name]", "Atlas Biogaz")
    page.select_option("[name=sector]", "BIO")
    page.fill("[name=ice]", company.ice)
    page.click("main .z-actions button")
    assert page.is_visible("text=Chamsifroid")
    page.fill("[name=ice]", "٠٠٠٠٠٠٠٧٧٠٠٠٠" + make.ice(77)[-2:])
    page.click("main .z-actions button")

    assert page.url.endswith("/startups/atlas-biogaz/")
    assert page.is_visible("text=Atlas Biogaz")


def test_a_member_is_invited_and_comes_in_arabic_without_a_script(open_page, company):
    owner, person = make.owner_of(company), make.person()
    page = open_page("ar", script=False)
    sign_in(page, owner)
    page.goto(f"/ar/startups/{company.slug}/team/invite/")
    page.fill("[name=email]", person.email)
    page.check("[name=role][value=reader]")
    page.click("main .z-actions button")
    assert page.is_visible(f"text={person.email}")

    guest = open_page("ar", script=False, phone=True)
    sign_in(guest, person)
    guest.goto("/ar/startups/mine/")
    guest.click("main form[action$='/accept/'] button")

    assert guest.url.endswith(f"/ar/startups/{company.slug}/")
    assert company.memberships.live().filter(person=person, role="reader").exists()
