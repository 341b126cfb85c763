"""The list of events, its filters, its export; what is home on an event's page; rooms, sites and holidays."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Event, Material, Speaker, Talk
from events.places.models import Resource
from incubator.demo import make
from incubator.desk import queues
from programs.partners.models import Holiday, Site
from tests.conftest import nothing_written
from tests.documents.conftest import pdf
from tests.events.agenda.days import on_day

pytestmark = pytest.mark.django_db
LIST = reverse("admin:events_event_changelist")
PDF = pdf()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def names(answer):
    return {event.title for event in answer.context["cl"].result_list}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.event(site=make.site())

    desk.get(LIST)
    with django_assert_max_num_queries(8), nothing_written():
        assert len(names(desk.get(LIST))) == rows


def test_events_are_found_without_accents_and_by_what_they_are(desk):
    now = timezone.now()
    make.event(title="Journée de l’énergie", kind="conference")
    make.event(title="Ancien", starts=now - timedelta(days=40))
    make.event(title="Bientôt", state="draft", starts=now + timedelta(days=5))
    make.event(title="Loin", state="draft", starts=now + timedelta(days=90))

    assert names(desk.get(LIST + "?q=energie")) == {"Journée de l’énergie"}
    assert names(desk.get(LIST + "?kind__exact=conference&state__exact=published")) == {"Journée de l’énergie"}
    assert names(desk.get(LIST + "?when=past")) == {"Ancien"}
    assert names(desk.get(LIST + "?when=soon")) == {"Bientôt"}
    assert "Ancien" not in names(desk.get(LIST + "?when=coming"))
    for query in ("?when=nonsense", "?series__id__exact=x", "?site__id__exact=9e99", "?rooms=conflict"):
        assert desk.get(LIST + query, follow=True).status_code == 200


def test_the_list_is_exported_as_it_is_filtered(desk, django_assert_max_num_queries):
    make.event(title="=HYPERLINK(1)", kind="conference")
    make.event(title="Autre")
    address = reverse("admin:events_event_export", args=["csv"])

    with django_assert_max_num_queries(9):
        text = b"".join(desk.post(address + "?kind__exact=conference").streaming_content).decode()

    assert "Autre" not in text
    assert "\n=HYPERLINK" not in text
    assert text.count("\n") == 2
    assert desk.get(address).status_code == 405
    assert desk.post(reverse("admin:events_event_export", args=["pdf"])).status_code == 404
    assert b"".join(desk.post(reverse("admin:events_event_export", args=["xlsx"]))).startswith(b"PK")


def test_materials_are_links_or_files_and_a_wrong_file_comes_back(desk):
    event = make.event()
    add = reverse("admin:events_material_add") + f"?event={event.pk}"

    nothing = desk.post(add, {"title_fr": "Support", "audience": "public"})
    wrong = desk.post(add, {"title_fr": "Support", "audience": "public", "file": SimpleUploadedFile("a.exe", b"MZ")})
    linked = desk.post(add, {"title_fr": "Support", "audience": "public", "link": "https://exemple.test/a"})
    kept = desk.post(add, {"title_fr": "Exposé", "audience": "attended", "file": SimpleUploadedFile("a.pdf", PDF)})

    assert (nothing.status_code, wrong.status_code) == (422, 422)
    assert set(wrong.context["adminform"].form.errors) == {"file"}
    assert linked["Location"] == kept["Location"] == reverse("admin:events_event_change", args=[event.pk])
    assert Material.objects.filter(event=event, document__isnull=False).count() == 1
    assert desk.get(reverse("admin:events_material_add") + "?event=99999999999999999999").status_code == 404
    assert (
        desk.post(
            reverse("admin:events_material_delete", args=[Material.objects.first().pk]), {"post": "yes"}
        ).status_code
        == 302
    )


def test_a_picture_needs_a_dated_consent_and_goes_with_it(desk):
    add = reverse("admin:events_speaker_add")

    without = desk.post(add, {"name": "Salma", "portrait": SimpleUploadedFile("a.png", PNG)})
    assert (without.status_code, set(without.context["adminform"].form.errors)) == (422, {"consented_on"})

    desk.post(add, {"name": "Salma", "consented_on": "2026-11-01", "portrait": SimpleUploadedFile("a.png", PNG)})
    speaker = Speaker.objects.get()
    assert speaker.picture
    desk.post(reverse("admin:events_speaker_step", args=[speaker.pk, "end_consent"]))
    speaker.refresh_from_db()
    assert (speaker.picture, speaker.consented_on) == (None, None)


def test_the_agenda_of_a_date_is_typed_on_its_own_page(desk):
    session = make.event().sessions.get()
    typed = {
        "title_fr": "Matin",
        "talks-TOTAL_FORMS": 1,
        "talks-INITIAL_FORMS": 0,
        "talks-0-hour": "10:00",
        "talks-0-title_fr": "Accueil",
    }

    answer = desk.post(reverse("admin:events_session_change", args=[session.pk]), typed)

    assert answer.status_code == 302
    assert Talk.objects.get().session == session


def test_a_room_shows_its_week_and_an_outage_lists_what_it_hits(desk, staff):
    room = make.resource(set_up=30)
    make.event(starts=on_day(2027, 1, 13), rooms=[room], title="Atelier du mercredi")
    page = reverse("admin:events_resource_change", args=[room.pk])
    out = reverse("admin:events_resource_step", args=[room.pk, "out_of_order"])

    with nothing_written():
        week = dict(desk.get(page + "?week=2027-01-14").context["week"])
    assert [use.title for use in week[date(2027, 1, 13)]] == ["Atelier du mercredi"]
    assert week[date(2027, 1, 14)] == []
    for odd in ("?week=0001-01-01", "?week=x", "?week=9999-12-31"):
        assert desk.get(page + odd).status_code == 200

    assert desk.post(out).context["foreseen"].changes[0][0] == "Atelier du mercredi"
    desk.post(out, {"confirm": "1"})
    assert Resource.objects.get().state == "out_of_order"
    assert desk.get(page).context["hit"][0].title == "Atelier du mercredi"
    assert queues["events.conflicts"].count(staff) == 1
    assert len(names(desk.get(queues["events.conflicts"].url(staff)))) == 1


def test_holidays_of_the_library_stand_beside_those_of_staff(desk):
    Holiday.objects.create(day=date(2027, 1, 11), kind="cancelled")
    shown = desk.get(reverse("admin:programs_holiday_changelist") + "?year=2027")

    days = {day.day: day.is_cancelled for day in shown.context["public_days"]}
    assert days[date(2027, 1, 11)] is True
    assert days[date(2027, 1, 1)] is False
    added = desk.post(reverse("admin:programs_holiday_add"), {"day": "2027-02-02", "kind": "added", "name_fr": "Pont"})
    assert added.status_code == 302
    for odd in ("?year=0", "?year=99999", "?year=abcd"):
        assert desk.get(reverse("admin:programs_holiday_changelist") + odd, follow=True).status_code == 200


def test_a_site_is_made_and_a_strange_link_is_refused(desk):
    typed = {"code": "rabat", "city": "Rabat", "name_fr": "Technopark Rabat", "is_open": "on", "region": "MA-04"}

    refused = desk.post(reverse("admin:programs_site_add"), {**typed, "map_url": "javascript:1"})
    made = desk.post(reverse("admin:programs_site_add"), typed)

    assert "map_url" in refused.context["adminform"].form.errors
    assert made.status_code == 302
    assert Site.objects.get().city == "Rabat"


def test_drafts_with_a_date_soon_wait_on_the_home(desk, staff):
    make.event(state="draft", starts=timezone.now() + timedelta(days=3))
    make.event(state="draft", starts=timezone.now() + timedelta(days=60))

    assert queues["events.soon"].count(staff) == 1
    assert Event.objects.count() == 2
