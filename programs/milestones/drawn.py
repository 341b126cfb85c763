"""How milestones look: the course of the sun, the lines of their history."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.charts import Course, Stage, element, sun_path
from incubator.journal.models import Entry
from programs.milestones.queries import Plan

VERBS = {
    "lay_out": gettext_lazy("Laid out"),
    "add": gettext_lazy("Added"),
    "fall_due": gettext_lazy("Became due"),
    "put_off": gettext_lazy("Planned again"),
    "move_date": gettext_lazy("Day moved"),
    "shift": gettext_lazy("Day moved by the pause"),
    "attach": gettext_lazy("File added"),
    "detach": gettext_lazy("File removed"),
    "submit": gettext_lazy("Handed in"),
    "withdraw": gettext_lazy("Taken back"),
    "validate": gettext_lazy("Validated"),
    "return": gettext_lazy("To be revised"),
    "waive": gettext_lazy("No longer asked"),
    "close": gettext_lazy("Closed with the participation"),
}


def history(entries: Iterable[Entry]) -> list[tuple[Any, Entry]]:
    return [(VERBS.get(entry.verb, entry.verb), entry) for entry in entries]


def course(plan: Plan, *, rtl: bool) -> SafeString:
    """The rising sun: one dot a milestone, the next one with its day."""
    total, named = len(plan.milestones), plan.done
    stages = [Stage(_("next") if n == named and plan.next else "", "", (n + 1) / total) for n in range(total)]
    told = {"done": plan.done, "total": total}
    said = _("%(done)d of %(total)d milestones reached") % told
    big = _("%(done)d of %(total)d") % told
    return sun_path(stages, plan.progress, title=said, big=big, small=_("milestones reached"), rtl=rtl)


def small_course(progress: float, *, rtl: bool) -> SafeString:
    """The same course, small, beside words that say how far it is."""
    path = Course(4, 21, 52, 17, 60, rtl)
    x, y = path.point(progress)
    paths = [element("path", d=path.path(0, 1)), element("path", class_="run", d=path.path(0, progress))]
    sun = element("circle", cx=x, cy=y, r=4)
    return element("svg", *paths, sun, class_="h-sun", viewBox="0 0 60 25", aria_hidden="true")
