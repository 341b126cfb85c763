"""Every page there is, in every language: it answers, axe finds nothing, the policy holds, nothing scrolls sideways on a phone.

A kind of page is looked at once in every language. Only French looks at everything; what one template and one form draw for
many nouns (histories, deletions, plain steps and deeds) is looked at for one of them, tests/guards opens the others.
"""

import pytest
from django.conf import settings

from incubator.pages.context import in_language
from tests.look.inventory import Visit, expected, inventory
from tests.look.left_out import LEFT_OUT
from tests.look.stage import Stage, sessions
from tests.look.staged import staged
from tests.look.sweep import LANGUAGES, LOW, PHONE, PRESSED, RULES, WIDE, axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: English is looked at wide, with its colours; the languages with longer words and the other direction on a phone.
SIZES = {"fr": PHONE, "en": WIDE, "ar": PHONE}
UNSEEN: dict[str, list[str]] = {"fr": ["color-contrast"], "en": [], "ar": ["color-contrast"]}
#: Everything that is folded is opened first. `preload` would fetch each style sheet again for one rule about turned screens.
LOOK = """async ([rules, without, frame]) => {
    document.querySelectorAll("main details, #content details").forEach((one) => { one.open = true; });
    const off = Object.fromEntries(without.map((rule) => [rule, {enabled: false}]));
    const told = await axe.run({include: [["html"]], exclude: frame}, {runOnly: rules, rules: off, resultTypes: ["violations"], preload: false});
    return told.violations.map((one) => `axe ${one.id}: ${one.nodes[0].html.slice(0, 140)}`);
}"""
#: Of a long list the first rows stand for the rest.
REST = ["#result_list tbody tr:nth-child(n+9)"]
#: The frame around a page is looked at once per person and language.
FRAME = ["#header", "#nav-sidebar", ".z-top", ".z-side", ".z-foot", "body > footer"]
DEED = """([name]) => {
    const form = document.createElement("form");
    const add = (name, value) => {
        const one = document.createElement("input");
        Object.assign(one, {type: "hidden", name, value});
        form.append(one);
    };
    add("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    add("action", name);
    document.querySelectorAll("input.action-select").forEach((one) => add("_selected_action", one.value));
    form.method = "post";
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture
def stage(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return staged(settings.MEDIA_ROOT)


def test_no_page_is_forgotten(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    names = {visit.name for visit in inventory(staged(settings.MEDIA_ROOT))}

    assert expected() - names - set(LEFT_OUT) == set(), "open these, or say in LEFT_OUT why not"
    assert set(LEFT_OUT) - expected() == set(), "no such pages any more"


class Eyes:
    """One page of one browser, whose cookie changes with the person."""

    def __init__(self, open_page, stage: Stage, language: str) -> None:
        self.faults, self.language, self.role = open_page.faults, language, ""
        self.page = open_page(language)
        self.page.context.add_init_script(axe())
        self.keys = sessions(stage)
        self.seen: set[str] = set()
        self.frames: set[tuple[str, bool]] = set()
        self.page.set_viewport_size(SIZES[language])

    def become(self, role: str) -> None:
        if role == self.role:
            return
        self.page.context.clear_cookies()
        if key := self.keys[role]:
            name = settings.SESSION_COOKIE_NAME
            self.page.context.add_cookies([{"name": name, "value": key, "domain": "localhost", "path": "/"}])
        self.role = role

    def wants(self, visit: Visit) -> bool:
        """Each kind of page in every language; in French and Arabic its other states, in French also as others see it."""
        if visit.is_again:
            return self.language == "fr"
        one = visit.of_kind if self.language == "en" or visit.kind else str(visit)
        is_known, _ = one in self.seen, self.seen.add(one)
        return not is_known

    def look(self, visit: Visit) -> list[str]:
        self.become(visit.role)
        answer = self.page.goto(in_language(visit.address, self.language))
        if visit.deed:
            with self.page.expect_navigation() as going:
                self.page.evaluate(DEED, [visit.deed])
            answer = going.value
        wrong = [] if answer.status == visit.status else [f"answers {answer.status}"]
        wrong += self._policy()
        wrong += self.page.evaluate(LOOK, [RULES, UNSEEN[self.language], self._passed_over()])
        self._policy()  # axe's own style
        if (beyond := self.page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            wrong.append(f"scrolls sideways by {beyond} px")
        if "/admin/" not in self.page.url:  # a dense workplace: there axe's own rule of 24 px holds
            wrong += self.page.evaluate(LOW, PRESSED)
        return [f"{self.language} {visit}: {what}" for what in wrong]

    def _passed_over(self) -> list[list[str]]:
        place = (self.role, "/admin/" in self.page.url)
        is_known = place in self.frames
        self.frames.add(place)
        return [[part] for part in (*REST, *(FRAME if is_known else ()))]

    def _policy(self) -> list[str]:
        self.page.evaluate("0")
        told, self.faults[:] = list(self.faults), []
        return told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_holds(open_page, stage, language):
    eyes = Eyes(open_page, stage, language)
    visits = sorted(inventory(stage), key=lambda visit: visit.role)

    wrong = [told for visit in visits if eyes.wants(visit) for told in eyes.look(visit)]

    assert wrong == [], "\n".join(wrong)
