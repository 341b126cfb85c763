"""Lists of the desk weigh little: indentation, repeated words and repeated addresses stay out of their rows."""

import re
from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

#: More choices than these are offered in a box to choose from.
FEW = 8
OPTION = '<option value="{}"{}>{}</option>'
FILTERS = "filters"
#: Filters longer than this are not remembered.
LONGEST = 1000
INDENT = re.compile(rb"\n\s+")
#: Comments of Django's frame, and its drawings for a switch of colours that is not ours.
UNUSED = re.compile(rb"<!-- SVGs -->.*<!-- END SVGs -->|<!-- [\w ]+ -->", re.DOTALL)
#: What the list's own script needs; those of forms have nothing to do here.
SCRIPTS = Media(js=["admin/js/actions.js"])


class SlimList(ChangeList):
    """Addresses of rows are told from here on."""

    def url_for_result(self, result: Any) -> str:
        return f"{quote(result.serializable_value(self.pk_attname))}/change/"


def tighten(response: HttpResponse) -> None:
    """Indentation goes, nothing on a list keeps its spaces; the next choice ends the last."""
    response.content = INDENT.sub(b"\n", UNUSED.sub(b"", response.content)).replace(b"</option>", b"")


class Chooser(NamedTuple):
    """A filter as a form: `kept` are the other parameters of the address, `links` the choices that are no value of `name`."""

    name: str
    kept: list[tuple[str, str]]
    options: SafeString
    links: list[Any]


def chooser(choices: list[Any], spec: Any) -> Chooser | None:
    """A long filter told by its values rather than by an address each; None for a short one."""
    if len(choices) <= FEW:
        return None
    names = set(spec.expected_parameters())
    asked = [dict(_pairs(choice)) for choice in choices]
    uses = Counter(key for told in asked for key in told if key in names)
    if not uses:
        return None
    name = uses.most_common(1)[0][0]
    kept = [(key, value) for key, value in _pairs(choices[0]) if key not in names]
    told = list(zip(choices, asked, strict=True))
    options = format_html_join("", OPTION, (_option(pairs[name], choice) for choice, pairs in told if name in pairs))
    return Chooser(name, kept, options, [choice for choice, pairs in told if name not in pairs])


def _pairs(choice: dict[str, Any]) -> list[tuple[str, str]]:
    return parse_qsl(choice["query_string"].removeprefix("?"), keep_blank_values=True)


def _option(value: str, choice: dict[str, Any]) -> tuple[str, str, Any]:
    return value, SafeString(" selected") if choice["selected"] else "", choice["display"] or "–"


def kept_filters(request: HttpRequest) -> str:
    return request.COOKIES.get(FILTERS, "")[:LONGEST]


def keep_filters(request: HttpRequest, response: HttpResponse) -> None:
    """The way back from a row leads to the list as it was filtered: a cookie that only pages below this list get."""
    asked = request.GET.urlencode()
    if asked == request.COOKIES.get(FILTERS, ""):
        return
    if not asked or len(asked) > LONGEST:
        response.delete_cookie(FILTERS, path=request.path, samesite="Lax")
        return
    response.set_cookie(FILTERS, asked, path=request.path, secure=settings.PRODUCTION, httponly=True, samesite="Lax")
