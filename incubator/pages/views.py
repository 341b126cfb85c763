from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_everyone, for_user
from incubator.accounts.doors import is_ours
from incubator.pages.context import THEMES
from incubator.pages.hero import hero
from incubator.pages.landing import landing
from incubator.pages.space import space, today

YEAR = 365 * 24 * 3600


@require_safe
@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    shown = landing()
    drawing = hero(shown.steps, title=_("The programme, from dawn to zenith"), rtl=get_language_bidi())
    return TemplateResponse(request, "pages/home.html", {"landing": shown, "hero": drawing})


@require_safe
@for_user
def dashboard(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "pages/dashboard.html", {"space": space(request.user), "today": today()})


# Without a CSRF key, so that public pages need no cookie of their own: all it changes is how pages look in this browser.
@csrf_exempt
@require_POST
@for_everyone
def theme(request: HttpRequest) -> HttpResponse:
    wanted, back = request.POST.get("theme", ""), request.POST.get("next", "")
    response = redirect(back if is_ours(back, request) else "pages:home")
    if wanted in THEMES:
        response.set_cookie("theme", wanted, max_age=YEAR, samesite="Lax", secure=settings.PRODUCTION)
    return response
