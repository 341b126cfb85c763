"""The private calendar of a person: an address that calendar programs read again and again, and the page that makes it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.registrations import actions
from events.registrations.entries import download
from events.registrations.models import CalendarFeed
from events.registrations.queries import entries_of, feed_by
from incubator.access import for_everyone, for_user


@require_safe
@for_everyone
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The key is in the address; what it opens is one person's dates, and it ends with her account."""
    feed = feed_by(token)
    if feed is None:
        raise Http404
    with translation.override(feed.person.language):
        held = [(row, list(row.event.sessions.all())) for row in entries_of(feed.person)]
        content = download(held, name=_("My events"), language=feed.person.language)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@for_user
def calendar_settings(request: HttpRequest) -> HttpResponse:
    """Making and renewing show the address once, on the answer itself: nobody can read it from us later."""
    address = ""
    if request.POST.get("deed") == "end":
        actions.end_feed(request.user)
        messages.success(request, _("The calendar is ended: its address opens nothing any more."))
        return redirect("events:calendar_settings")
    if request.method == "POST":
        token = actions.make_feed(request.user)
        address = settings.SITE_URL + reverse("events:calendar_feed", args=[token])
    feed = CalendarFeed.objects.filter(person=request.user).first()
    return TemplateResponse(request, "events/registrations/calendar_settings.html", {"feed": feed, "address": address})
