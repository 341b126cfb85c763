"""The forms that stand on a page, as a browser would read them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

#: What a browser sends as it got it; a person types nothing there.
KEPT = ("csrfmiddlewaretoken", "-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")


@dataclass
class Form:
    action: str
    kept: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)  # the first real choice of each list, box and button

    @property
    def names(self) -> frozenset[str]:
        return frozenset([*self.kept, *self.typed, *self.files, *self.chosen])


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.form, self.select = address, [], None, ""

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "form":
            self.form = Form(urljoin(self.address, said.get("action", "") or self.address))
            if said.get("method", "get").lower() == "post":
                self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "option" and self.select and value:
            self.form.chosen.setdefault(self.select, value)
        elif tag == "select":
            self.select = name
        elif name and tag == "textarea":
            self.form.typed.append(name)
        elif name and tag in {"input", "button"}:
            self._field(name, said.get("type", "text"), value)

    def _field(self, name, kind, value):
        if kind == "file":
            self.form.files.append(name)
        elif kind in {"checkbox", "radio", "submit"}:
            self.form.chosen.setdefault(name, value or "on")
        elif name.endswith(KEPT):
            self.form.kept[name] = value
        else:
            self.form.typed.append(name)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


def forms_on(address, html):
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms
