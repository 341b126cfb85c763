"""Which aid for whom: everybody reads it; a team also reads what it lacks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from incubator.access import for_everyone, for_object
from services.funding import rules
from services.funding.forms import Narrow
from services.funding.models import Instrument
from services.funding.queries import files_of, in_the_way, lacks_of_startup, offered, startups_of
from services.funding.states import InstrumentKind
from services.funding.wording import for_whom, how_much, rules_of
from startups.models import Startup
from startups.states import Sector, Stage


@dataclass(frozen=True)
class Row:
    instrument: Instrument
    how_much: str
    for_whom: str
    missing: list[str]


@require_safe
@for_everyone
def instrument_list(request: HttpRequest) -> HttpResponse:
    mine = startups_of(request.user)
    chosen = next((one for one in mine if one.slug == request.GET.get("startup")), mine[0] if mine else None)
    form = Narrow(request.GET)
    rows = [_row(one, chosen) for one in offered(**form.wanted)]
    page = {
        "rows": rows,
        "wanted": form.wanted,
        "is_narrowed": any(form.wanted.values()),
        "kinds": InstrumentKind.choices,
        "sectors": Sector.choices,
        "stages": Stage.choices,
        "startups": mine,
        "chosen": chosen,
    }
    return TemplateResponse(request, "services/funding/instrument_list.html", page)


def _row(instrument: Instrument, startup: Startup | None) -> Row:
    missing = lacks_of_startup(instrument, startup) if startup else []
    return Row(instrument, how_much(instrument), for_whom(instrument), missing)


@require_safe
@for_object(Instrument, may=rules.may_look, by="slug", public=True)
def instrument_detail(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    startups: list[Any] = startups_of(request.user)
    files = files_of(request.user).filter(instrument=instrument) if startups else []
    page = {
        "instrument": instrument,
        "rules": rules_of(instrument),
        "papers": list(instrument.papers.all()),
        "standings": in_the_way(instrument, startups),
        "files": list(files),
    }
    return TemplateResponse(request, "services/funding/instrument_detail.html", page)
