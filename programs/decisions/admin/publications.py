"""Publishing: the letters are built and read, ten minutes run, one button stops all of it."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.desk import HouseAdmin
from incubator.errors import Refused
from incubator.outbox.models import Letter
from incubator.outbox.preview import preview
from programs.calls.models import Call
from programs.decisions.actions import publishing
from programs.decisions.models import Publication
from programs.decisions.queries import pending_of, places
from programs.decisions.states import PUBLICATION


@admin.register(Publication)
class PublicationAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    list_display = ("call", "state", "by", "begun_at", "due_at", "ended_at")
    list_filter = ("state", "call")
    list_select_related = ("call", "by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A publication is prepared from the decisions of a call, by nobody otherwise."""
        return False

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("call/<int:call_id>/", guard(self.pending_page), name="programs_publication_pending"),
            path("call/<int:call_id>/prepare/", guard(require_POST(self.prepare)), name="programs_publication_prepare"),
            path(
                "<int:publication_id>/move/<slug:verb>/",
                guard(require_POST(self.move)),
                name="programs_publication_move",
            ),
            *super().get_urls(),
        ]

    def pending_page(self, request: HttpRequest, call_id: int) -> HttpResponse:
        """What would be published for this call, beside its places."""
        call = Call.objects.visible_to(request.user).with_card().filter(pk=call_id).first()
        if call is None:
            raise Http404
        page = {
            "call": call,
            "pending": list(pending_of(call)),
            "places": places(call),
            "opts": Publication._meta,
            "title": _("Decisions to publish"),
        }
        return TemplateResponse(
            request, "admin/programs/publication/pending.html", {**self.admin_site.each_context(request), **page}
        )

    def prepare(self, request: HttpRequest, call_id: int) -> HttpResponse:
        try:
            publication = publishing.prepare(call_id, by=request.user)
        except (Refused, Call.DoesNotExist) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:programs_application_changelist"))
        return HttpResponseRedirect(reverse("admin:programs_publication_change", args=[publication.pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        publication = self.get_object(request, object_id)
        if publication is None:
            raise Http404
        letters = Letter.objects.filter(
            kind_of_thing="programs.decision",
            key_of_thing__in=[str(d) for d in publication.decisions.values_list("pk", flat=True)],
        )
        page = {
            "publication": publication,
            "letters": [
                (letter, preview(letter)) for letter in letters.select_related("person").order_by("kind", "pk")[:200]
            ],
            "may_start": PUBLICATION.allows("start", publication.state),
            "may_stop": PUBLICATION.allows("stop", publication.state),
            "opts": Publication._meta,
            "title": str(publication.call),
        }
        return TemplateResponse(
            request, "admin/programs/publication/page.html", {**self.admin_site.each_context(request), **page}
        )

    def move(self, request: HttpRequest, publication_id: int, verb: str) -> HttpResponse:
        act = {"start": publishing.start, "stop": publishing.stop}.get(verb)
        if act is None or not Publication.objects.filter(pk=publication_id).exists():
            raise Http404
        told = {
            "start": _("The letters leave in ten minutes."),
            "stop": _("Stopped: nothing was sent, the decisions are pending again."),
        }
        try:
            act(publication_id, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, told[verb])
        return HttpResponseRedirect(reverse("admin:programs_publication_change", args=[publication_id]))
