"""What the project says in two places must agree: templates and their users, strings and catalogues, settings and .env.example."""

import ast
import re

import polib
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation.template import templatize

from incubator.celery import app
from tests.house import ROOT, sources, tree

TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in {".html", ".txt", ".xml"})
PYTHON = [p.read_text(encoding="utf-8") for p in sources()]
#: Looked up by Django, allauth or crispy under their own names.
CALLED_BY_LIBRARIES = (
    "allauth/",
    "account/",
    "mfa/",
    "usersessions/",
    "admin/",
    "bootstrap5/",
    "django/",
    "403",
    "404",
    "400",
    "413",
    "429",
    "500",
    "503",
    "405",
    "robots",
)
GETTEXT = {
    "_": 0,
    "gettext": 0,
    "gettext_lazy": 0,
    "ngettext": 0,
    "ngettext_lazy": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "npgettext": 1,
}


def relative(path):
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_template_compiles_and_stays_small(path):
    get_template(relative(path))
    assert len(path.read_text().splitlines()) <= 120


def test_every_template_is_used():
    mentions = "\n".join(PYTHON + [p.read_text() for p in TEMPLATES])
    mails = {f"{name.replace('.', '/')}" for name in re.findall(r'"([a-z]+(?:\.[a-z_]+)+)"', mentions)}
    unused = []
    for name in map(relative, TEMPLATES):
        is_mail = "/mail/" in name and (
            name.rsplit(".", 1)[0].replace("/mail/", "/") in mails
            or ("/mail/" in mentions and _mail_kind(name) in mentions)
        )
        if not (name in mentions or is_mail or name.startswith(CALLED_BY_LIBRARIES)):
            unused.append(name)
    assert unused == [], unused


def _mail_kind(name):
    return name.rsplit("/mail/", 1)[1].rsplit(".", 1)[0]


def test_no_template_carries_inline_style_or_script():
    inline = re.compile(
        r"<[^>]*\s(style|on[a-z]+)\s*=|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:",
        re.IGNORECASE,
    )
    guilty = [
        relative(p)
        for p in TEMPLATES
        if "/mail" not in relative(p) and not relative(p).startswith("mail") and inline.search(p.read_text())
    ]
    assert guilty == [], guilty


def test_nothing_is_marked_safe_in_templates():
    guilty = [
        relative(p)
        for p in TEMPLATES
        if re.search(r"\|\s*safe\b|autoescape off", p.read_text()) and p.suffix == ".html"
    ]
    assert guilty == [], guilty


def python_messages():
    for path in sources():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in GETTEXT and len(node.args) > GETTEXT[name]:
                text = node.args[GETTEXT[name]]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    context = node.args[0].value if GETTEXT[name] and isinstance(node.args[0], ast.Constant) else None
                    yield path, context, text.value


def template_messages():
    string = r"(?:u?'((?:[^'\\]|\\.)*)'|u?\"((?:[^\"\\]|\\.)*)\")"
    for path in TEMPLATES:
        code = templatize(path.read_text(encoding="utf-8"))
        for call, single, double in re.findall(rf"\b(gettext|ngettext|pgettext|_)\(\s*{string}", code):
            if call != "pgettext":
                text = ast.literal_eval(f"'{single}'" if single else f'"{double}"')
                yield path, None, text


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_string_stands_in_the_catalogue(language):
    catalogue = polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))
    known = {(e.msgctxt, e.msgid) for e in catalogue if e.translated() and not e.obsolete}
    missing = sorted(
        {
            f"{path.relative_to(ROOT)}: {text[:60]}"
            for path, context, text in (*python_messages(), *template_messages())
            if text.strip() and (context, text) not in known
        }
    )
    assert missing == [], f"{len(missing)} strings without {language}: {missing[:40]}"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_entry_is_fuzzy(language):
    catalogue = polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))
    assert [e.msgid for e in catalogue.fuzzy_entries()] == []


def test_french_marks_stand_behind_a_no_break_space():
    catalogue = polib.pofile(str(ROOT / "locale/fr/LC_MESSAGES/django.po"))
    wrong = [e.msgstr for e in catalogue if re.search(r"\w [:;?!»]|« ", e.msgstr)]
    assert wrong == [], wrong[:20]


def test_placeholders_survive_translation():
    holes = re.compile(r"%\([a-z_]+\)[sd]|%[sd](?![a-z])|\{[a-z_]*\}")
    for language in ("fr", "ar"):
        for entry in polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po")):
            for said in [entry.msgstr, *entry.msgstr_plural.values()]:
                strange = (
                    set(holes.findall(said))
                    - set(holes.findall(entry.msgid))
                    - set(holes.findall(entry.msgid_plural or ""))
                )
                assert not strange, f"{language}: {entry.msgid!r} → {said!r}"


def test_env_example_lists_the_names_that_settings_read():
    read = set(
        re.findall(r'env\.(?:text|flag|names|number)\(\s*"([A-Z_]+)"', (ROOT / "incubator/settings.py").read_text())
    )
    listed = set(re.findall(r"^#?\s?([A-Z_]{3,})=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read <= listed, f".env.example does not name {sorted(read - listed)}"


def test_the_clock_calls_tasks_that_exist():
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted <= set(app.tasks), sorted(wanted - set(app.tasks))


def test_every_task_has_an_explicit_name_and_no_arguments():
    app.loader.import_default_modules()
    ours = [
        task
        for name, task in app.tasks.items()
        if task.__module__.split(".")[0] in {"incubator", "startups", "programs", "events", "services"}
    ]
    assert all(not task.name.startswith(task.__module__) for task in ours)
    assert all(not task.run.__code__.co_varnames[: task.run.__code__.co_argcount] for task in ours)


def test_no_signal_receiver_and_no_overridden_save():
    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "connect" and "signal" in ast.unparse(node.value))
        or (
            isinstance(node, ast.FunctionDef)
            and (
                any("receiver" in ast.unparse(d) for d in node.decorator_list)
                or (node.name == "save" and "models" in path.parts)
            )
        )
    ]
    assert guilty == [], guilty


def test_keys_are_written_without_spaces_between_their_digits():
    """From a thousand on, a number on a page has spaces or points: a key in an address or a field must not."""
    told = re.compile(r"\{\{ (?:[a-z_]+\.)*(?:pk|id) \}\}")
    bare = [
        f"{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*.html") if told.search(path.read_text())
    ]

    assert bare == [], "write {{ thing.pk|stringformat:'s' }}"
