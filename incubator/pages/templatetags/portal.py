"""The house's words in templates; known everywhere without `{% load %}` (settings, TEMPLATES).

Tags rather than included templates for what stands in every cell of a list: no file is opened per row.
"""

import re
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incubator import slim, spoken
from incubator.pages.devices import device
from incubator.tones import tone_of
from incubator.words import choice

register = template.Library()

register.filter("day", spoken.day)
register.filter("weekday", spoken.weekday)
register.filter("month", spoken.month)
register.filter("brief", spoken.brief)
register.filter("clock", spoken.clock)
register.filter("clock_hour", spoken.clock_hour)
register.filter("moment", spoken.moment)
register.filter("dirhams", spoken.dirhams)
register.filter("figure", spoken.number)
register.filter("credits", spoken.credits)
register.filter("length_of_time", spoken.length)
register.filter("device", device)
register.filter("chooser", slim.chooser)


@register.filter
def plain_heads(table: SafeString) -> SafeString:
    """A head without words is no head."""
    return SafeString(EMPTY_HEAD.sub(r"<td\1></td>", table))


EMPTY_HEAD = re.compile(r"<th((?: [^>]*)?)></th>")
STYLES = {
    "moment": spoken.moment,
    "zone": lambda value: spoken.moment(value, zone=True),
    "brief": spoken.brief_moment,
    "day": spoken.day,
    "weekday": spoken.weekday,
    "short": spoken.brief,
    "clock": spoken.clock,
}


@register.simple_tag
def portal_name() -> str:
    return _(settings.PORTAL_NAME)


@register.simple_tag
@lru_cache(maxsize=1000)
def icon(name: str, *, flip: bool = False, label: str = "") -> SafeString:
    """A drawing of static/icons/sprite.svg. `flip` is for arrows: they point the other way in Arabic."""
    kind = "ico ico-flip" if flip else "ico"
    address = f"{static('icons/sprite.svg')}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', kind, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', kind, address)


@register.simple_tag
def when(value: Any, style: str = "") -> SafeString | str:
    """A date or an instant in a `<time>`; styles: moment, zone, brief, day, weekday, short, clock. Nothing for nothing."""
    if not value:
        return ""
    said = STYLES[style or ("moment" if isinstance(value, datetime) else "day")](value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), said)


@register.simple_tag
def money(value: Decimal | int | None) -> SafeString | str:
    """An amount in dirhams that keeps its own direction; a dash when it was not told."""
    return "–" if value is None else format_html('<bdi class="z-num">{}</bdi>', spoken.dirhams(value))


@register.simple_tag
def number(value: Decimal | float | None, decimals: int | None = None) -> SafeString | str:
    return "–" if value is None else format_html('<bdi class="z-num">{}</bdi>', spoken.number(value, decimals=decimals))


@register.simple_tag
def chip(label: Any, tone: str = "plain") -> SafeString:
    """A word with a colour and a shape; tones: ok, wait, late, info, plain."""
    return format_html('<span class="z-chip {}">{}</span>', tone, label)


@register.simple_tag
def state(thing: Any, field: str = "state") -> SafeString:
    """The state of a row in the words of its choices, in the tone that the whole portal gives to this state."""
    return chip(choice(thing, field), tone_of(getattr(thing, field)))


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Any, page: Page) -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the address (filters, order) is kept."""
    return {
        "request": context["request"],
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
    }
