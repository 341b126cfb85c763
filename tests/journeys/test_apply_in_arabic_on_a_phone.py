"""J1 in Arabic on a phone: right to left from the call to the receipt, mails and paper in Arabic too."""

import pytest

from incubator.accounts.models import Consent, User
from incubator.demo import make, make_applications
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from tests.journeys.walking import link_in, mail_to, post, press, sign_up
from tests.look.sweep import findings

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "salma@rayy.ma"
PITCH = "مضخات شمسية بدون بطارية للآبار المعزولة."


@pytest.fixture
def call():
    made = make.call(slug="green-8")
    made.title_ar = "طلب ترشيحات غرين ستارت، الفوج 8"
    made.save(update_fields=["title_ar"])
    return made


def reads_right(page, faults):
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert findings(page, faults) == []


def test_a_newcomer_applies_in_arabic_on_a_phone(open_page, call, live_server):
    page = open_page("ar", phone=True)
    page.goto(f"/ar/calls/{call.slug}/")
    page.locator("main").get_by_role("link", name="بدء ملف ترشيحي").or_(
        page.locator("main a[href*='/apply/']")
    ).first.click()
    page.click("a[href*='/signup/']")
    sign_up(page, name="سلمى الراضي", email=EMAIL)
    assert "/ar/" in page.url

    owner = User.objects.get(email=EMAIL)
    make_applications.startup_of(owner, name="ريّ المستقبل")
    page.goto(f"/ar/calls/{call.slug}/apply/")
    press(page)
    assert "لم يُرسل بعد" in page.inner_text("main")
    reads_right(page, open_page.faults)
    page.goto(link_in(mail_to(post(), EMAIL, "بدأ ترشيحكم")))

    press(page, "متابعة الكتابة")
    reads_right(page, open_page.faults)
    page.fill("#id_q-pitch", PITCH)
    page.select_option("#id_q-sector", "EAU")
    page.check("[name=q-sells][value=no]")
    press(page, "حفظ ومتابعة")
    assert not page.locator("#id_q-revenue").is_visible()  # not asked: she does not sell yet
    page.fill("#id_q-trl", "٤")
    press(page, "حفظ ومتابعة")

    reads_right(page, open_page.faults)
    assert PITCH in page.inner_text("main")
    page.check("#id_application_privacy")
    page.check("#id_application_accuracy")
    press(page, "إرسال ترشيحي")

    application = Application.objects.get()
    assert application.state == ApplicationState.SUBMITTED
    assert application.versions.get().answers["trl"] == 4
    assert application.receipt in page.inner_text("main")
    reads_right(page, open_page.faults)
    assert set(Consent.objects.filter(about__endswith=str(application.pk)).values_list("language", flat=True)) == {"ar"}
    letter = mail_to(post(), EMAIL, application.receipt)
    assert "وصل" in letter.subject or "الوصل" in letter.subject
    assert f"/ar/applications/{application.pk}/receipt.pdf" in letter.body
