import json

import pytest
from django.utils import timezone

from incubator.demo import make_applications
from programs.applications.actions import desk, filing
from programs.applications.queries import answers_of
from programs.calls.models import Call, Question
from tests.conftest import nothing_written
from tests.programs.applications.conftest import DAY, FILE_QUESTION, MINUTE, close_call, pdf

JSON = {"accept": "application/json"}


def url(application, section="project"):
    return f"/en/applications/{application.pk}/{section}/"


def typed(**answers):
    return {"revision": "0", "q-project_name": "Héliopompe", **{f"q-{key}": value for key, value in answers.items()}}


def save(client, person, application, data, *, section="project", **more):
    client.force_login(person)
    return client.post(url(application, section), data, **more)


def revision(application, section="project"):
    row = application.answers.filter(section_key=section).first()
    return str(row.revision if row else 0)


def test_the_form_costs_seven_queries_and_changes_nothing(client, owner, draft, django_assert_num_queries):
    client.force_login(owner)
    client.get(url(draft))

    with nothing_written(), django_assert_num_queries(7):
        page = client.get(url(draft)).text

    assert "Héliopompe" in page
    assert "Not sent yet" in page


def test_a_save_costs_a_dozen_queries_at_most(client, owner, draft, django_assert_max_num_queries):
    save(client, owner, draft, typed(pitch="Une pompe."))

    data = typed(pitch="Une autre.") | {"revision": revision(draft)}

    with django_assert_max_num_queries(12):
        client.post(url(draft), data)


def test_save_and_continue_leads_on_and_save_the_draft_stays(client, owner, draft):
    onward = save(client, owner, draft, typed(pitch="Une pompe.", sector="SOL", sells="yes"))
    stay = save(client, owner, draft, typed(pitch="Mieux.") | {"revision": revision(draft), "draft": "1"})
    last = save(client, owner, draft, {"revision": "0", "q-trl": "4"}, section="figures")

    assert onward.headers["Location"].endswith("/figures/")
    assert stay.headers["Location"].endswith("/project/")
    assert last.headers["Location"].endswith("/check/")
    assert answers_of(draft)["pitch"] == "Mieux."


def test_what_is_typed_wrong_comes_back_with_its_reason_and_the_rest_is_kept(client, owner, draft):
    answer = save(client, owner, draft, {"revision": "0", "q-trl": "quatorze"}, section="figures")

    assert answer.status_code == 422
    assert "quatorze" in answer.text
    assert "One answer needs correcting" in answer.text or "answers need correcting" in answer.text


def test_two_people_see_both_texts_and_lose_none(client, owner, editor, draft):
    seen = revision(draft)
    save(client, editor, draft, typed(pitch="Le texte d’Omar.") | {"revision": seen})

    conflict = save(client, owner, draft, typed(pitch="Le texte d’Amina.") | {"revision": seen})

    assert conflict.status_code == 409
    assert "Le texte d’Omar." in conflict.text
    assert "Le texte d’Amina." in conflict.text
    assert answers_of(draft)["pitch"] == "Le texte d’Omar."

    merged = typed(pitch="Les deux textes.") | {"revision": revision(draft), "draft": "1", "choose-pitch": "mine"}
    assert save(client, owner, draft, merged).status_code == 302
    assert answers_of(draft)["pitch"] == "Les deux textes."


def test_in_a_conflict_the_saved_text_can_be_chosen(client, owner, editor, draft):
    save(client, editor, draft, typed(pitch="Le texte d’Omar.") | {"revision": revision(draft)})

    chosen = typed(pitch="Le mien.", sector="SOL") | {"revision": revision(draft), "choose-pitch": "theirs"}
    save(client, owner, draft, chosen)

    assert (answers_of(draft)["pitch"], answers_of(draft)["sector"]) == ("Le texte d’Omar.", "SOL")


def test_the_script_saves_the_same_way_and_is_told_in_words(client, owner, draft):
    answer = save(client, owner, draft, typed(pitch="Par le script.") | {"revision": revision(draft)}, headers=JSON)

    told = answer.json()
    assert (told["state"], told["revision"]) == ("saved", 1)
    assert "saved at" in told["said"]
    assert answers_of(draft)["pitch"] == "Par le script."


def test_the_script_is_told_of_a_conflict_and_of_a_closed_file(client, owner, editor, draft):
    save(client, editor, draft, typed(pitch="Omar") | {"revision": revision(draft)})
    conflict = save(client, owner, draft, typed(pitch="Amina"), headers=JSON)
    make_applications.complete(draft, by=owner)
    make_applications.send(draft, owner)
    closed = save(client, owner, draft, typed(pitch="Encore"), headers=JSON)

    assert (conflict.status_code, conflict.json()["state"]) == (409, "conflict")
    assert (closed.status_code, closed.json()["state"]) == (422, "refused")


def test_after_the_grace_the_post_is_kept_and_the_page_says_what_happens_next(client, owner, draft):
    close_call(draft.call, ago=3 * MINUTE)

    page = save(client, owner, draft, typed(pitch="À minuit.") | {"revision": revision(draft)})
    by_script = save(client, owner, draft, typed(pitch="Après.") | {"revision": revision(draft)}, headers=JSON)

    assert page.status_code == 200
    assert "Kept as a late version" in page.text
    assert by_script.json()["state"] == "late"
    assert draft.versions.get().answers["pitch"] == "Après."


def test_a_sent_file_is_not_changed_and_the_text_comes_back(client, owner, sent):
    answer = save(client, owner, sent, typed(pitch="Encore une idée."))

    assert answer.status_code == 409
    assert "Encore une idée." in answer.text


@pytest.fixture
def with_file(call):
    section = call.form.sections.get(key="figures")
    words = {f"label_{code}": said for code, said in FILE_QUESTION["label"].items()}
    Question.objects.create(section=section, key="deck", kind="file", is_required=False, position=9, maximum=1, **words)


def test_a_file_is_sent_named_and_taken_back(client, with_file, owner, draft):
    save(client, owner, draft, {"revision": "0", "q-trl": "4", "q-deck": pdf("Présentation.pdf")}, section="figures")
    assert answers_of(draft)["deck"]["name"] == "Présentation.pdf"
    assert "Présentation.pdf" in client.get(url(draft, "figures")).text

    save(client, owner, draft, {"revision": "1", "q-trl": "4", "q-deck-clear": "on"}, section="figures")
    assert "deck" not in answers_of(draft)


def test_a_bad_file_is_refused_beside_its_field_and_the_text_is_saved(client, with_file, owner, draft):
    bad = pdf("deck.pdf")
    bad.file.seek(0)
    bad.file.write(b"MZ\x90\x00")
    bad.file.seek(0)

    answer = save(client, owner, draft, {"revision": "0", "q-trl": "5", "q-deck": bad}, section="figures")

    assert answer.status_code == 422
    assert answers_of(draft) == {"project_name": "Héliopompe", "trl": 5}


def test_a_correction_opens_its_sections_only(client, owner, sent, staff):
    desk.ask_correction(sent.pk, by=staff, request="Figures?", due_at=timezone.now() + DAY, sections=["figures"])
    client.force_login(owner)

    assert "Figures?" in client.get(url(sent, "figures")).text
    assert client.get(url(sent, "project")).headers["Location"].endswith("/check/")


def test_looking_at_a_closed_or_sent_section_shows_all_answers_instead(client, owner, sent):
    client.force_login(owner)

    assert client.get(url(sent)).headers["Location"].endswith("/check/")


def test_readers_and_strangers(client, reader, stranger, staff, draft):
    assert save(client, reader, draft, typed()).status_code == 403
    assert save(client, stranger, draft, typed()).status_code == 404
    assert save(client, staff, draft, typed()).status_code == 403
    assert client.get(url(draft)).status_code == 403


def test_a_section_that_does_not_exist_is_missing(client, owner, draft):
    client.force_login(owner)

    assert client.get(url(draft, "nowhere")).status_code == 404


@pytest.mark.parametrize("odd", ["-1", "1e3", "abc", "99999999999999999999", "", "٠"])
def test_odd_revisions_never_overwrite(client, owner, editor, draft, odd):
    save(client, editor, draft, typed(pitch="Omar") | {"revision": revision(draft)})

    answer = save(client, owner, draft, typed(pitch="Amina") | {"revision": odd})

    assert answer.status_code == 409
    assert answers_of(draft)["pitch"] == "Omar"


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "{{7*7}}{% debug %}", "{0.__class__}", "سلسلة \u202e fdp.exe", "=cmd|'/c calc'!A0"],
)
def test_whatever_is_typed_is_shown_as_text(client, owner, draft, text):
    save(client, owner, draft, typed(pitch=text) | {"revision": revision(draft)})

    page = client.get(url(draft)).text

    assert "<script>alert" not in page
    assert "49" not in answers_of(draft)["pitch"]
    assert "\u202e" not in answers_of(draft)["pitch"]


def test_extra_fields_are_ignored(client, owner, draft):
    save(
        client,
        owner,
        draft,
        typed(pitch="A") | {"state": "accepted", "q-trl": "9", "startup": "1", "revision": revision(draft)},
    )

    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "trl" not in answers_of(draft)


def test_the_text_posted_after_the_session_ended_stands_in_its_form_after_signing_in(client, owner, draft):
    """No session cookie any more: the page gives the text back, and keeps it for the form."""
    there = {"referer": f"http://testserver{url(draft)}"}

    lost = client.post(url(draft), typed(pitch="Une heure de travail."), headers=there)
    assert lost.status_code == 401
    assert "Une heure de travail." in lost.text
    assert answers_of(draft).get("pitch") is None

    client.force_login(owner)
    page = client.get(url(draft)).text
    assert "Une heure de travail." in page
    assert "Your text from before is back" in page
    client.post(url(draft), typed(pitch="Une heure de travail.") | {"revision": revision(draft)})
    assert "Your text from before" not in client.get(url(draft)).text
    assert answers_of(draft)["pitch"] == "Une heure de travail."


def test_kept_text_waits_for_its_own_section_only(client, owner, draft):
    client.post(url(draft), typed(pitch="Secret"), headers={"referer": f"http://testserver{url(draft)}"})
    client.force_login(owner)

    assert "Secret" not in client.get(url(draft, "figures")).text


def test_text_from_another_site_is_not_kept(client, owner, draft):
    client.post(url(draft), typed(pitch="Planted"), headers={"referer": "https://evil.test/"})
    client.force_login(owner)

    assert "Planted" not in client.get(url(draft)).text


def test_an_upload_counts_from_its_start(client, owner, draft, settings):
    close_call(draft.call, ago=3 * MINUTE)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    data = typed(pitch="Parti à temps.") | {"revision": revision(draft)}

    in_time = save(client, owner, draft, data, headers={"x-request-age": "200.5"})

    assert in_time.status_code == 302
    assert not draft.versions.exists()


@pytest.mark.parametrize("age", ["99999", "-5", "nan", "abc", "200"])
def test_an_age_that_nobody_vouches_for_is_not_believed(client, owner, draft, settings, age):
    close_call(draft.call, ago=3 * MINUTE)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0 if age == "200" else 1

    late = save(
        client, owner, draft, typed(pitch="Trop tard.") | {"revision": revision(draft)}, headers={"x-request-age": age}
    )

    assert late.status_code == 200
    assert draft.versions.exists()


def test_the_language_changes_the_labels_and_keeps_the_answers(client, owner, draft):
    save(client, owner, draft, typed(pitch="Une pompe.") | {"revision": revision(draft)})

    for prefix, label in (("", "En deux phrases"), ("/en", "In two sentences"), ("/ar", "في جملتين")):
        page = client.get(f"{prefix}/applications/{draft.pk}/project/").text
        assert label in page
        assert "Une pompe." in page


def test_a_moved_closing_is_on_the_page_at_once(client, owner, draft):
    Call.objects.filter(pk=draft.call_id).update(closes_at=timezone.now() + 400 * DAY)
    client.force_login(owner)

    assert str((timezone.now() + 400 * DAY).year) in client.get(url(draft)).text


def test_edit_again_opens_the_sections(client, owner, sent):
    filing.edit_again(sent.pk, by=owner)

    assert save(client, owner, sent, typed(pitch="Mieux") | {"revision": revision(sent)}).status_code == 302


def test_json_that_is_no_form_is_answered(client, owner, draft):
    client.force_login(owner)

    answer = client.post(url(draft), json.dumps({"a": 1}), content_type="application/json", headers=JSON)

    assert answer.status_code in {400, 409}
    assert answers_of(draft) == {"project_name": "Héliopompe"}
