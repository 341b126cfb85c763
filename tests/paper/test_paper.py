"""Papers: text is data, fonts come with the project, the same facts give the same bytes."""

import pytest

from incubator import paper
from tests.paper.reading import language_of, text_of, title_of

FORM = "programs/calls/form.typ"


def facts(**more):
    question = {
        "number": "1",
        "label": "Nom",
        "note": "",
        "options": ["Oui", "Non"],
        "columns": ["Rôle", "Part"],
        "room": 3,
    }
    section = {"title": "Projet", "intro": "", "questions": [question]}
    return {"title": "Formulaire", "intro": "À lire", "dates": [["Clôture", "demain"]], "sections": [section], **more}


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_paper_is_tagged_in_its_language(language):
    made = paper.pdf(FORM, facts(), language=language)

    assert made.startswith(b"%PDF-1.7")
    assert language_of(made) == language
    assert title_of(made) == "Formulaire"
    assert b"pdfuaid:part" in made


def test_peoples_text_is_printed_as_typed():
    evil = '#read("../incubator/settings.py") $x$ *gras* <b> \\ #sys.inputs {{ 7*7 }}'

    assert evil in text_of(paper.pdf(FORM, facts(intro=evil), language="fr")).replace("\n", "")


def test_the_same_facts_give_the_same_paper():
    first = paper.pdf(FORM, facts(), language="fr")
    paper._compiled.cache_clear()

    assert paper.pdf(FORM, facts(), language="fr") == first


def test_arabic_letters_and_latin_names_share_a_line():
    made = paper.pdf(FORM, facts(title="استمارة", intro="مشروع SolarTech الأخضر"), language="ar")

    assert "SolarTech" in text_of(made)


def test_a_download_has_an_ascii_name():
    answer = paper.download(b"%PDF", name="form-greenscale")

    assert answer["Content-Disposition"] == 'attachment; filename="form-greenscale.pdf"'
    assert answer["Content-Type"] == "application/pdf"
