from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from incubator.access import for_everyone, for_user
from startups import queries
from startups.forms.team import DirectoryForm

CARDS = 50


@require_safe
@for_everyone
def startup_list(request: HttpRequest) -> HttpResponse:
    """The public cards, the same for everybody."""
    form = DirectoryForm(request.GET)
    wanted = form.wanted()
    page = Paginator(queries.directory(wanted), CARDS).get_page(request.GET.get("page"))
    return TemplateResponse(request, "startups/startup_list.html", {"form": form, "wanted": wanted, "page": page})


@require_safe
@for_user
def my_startups(request: HttpRequest) -> HttpResponse:
    """Where the person sits, stands beside, is invited, and asks to come in."""
    user = request.user
    shown = {
        "seats": queries.seats_of(user),
        "accompanied": queries.accompanied_by(user),
        "invitations": queries.invitations_for(user),
        "requests": queries.asked_by(user),
    }
    return TemplateResponse(request, "startups/my_startups.html", {name: list(rows) for name, rows in shown.items()})
