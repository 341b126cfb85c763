"""The page of one file and the deeds that an officer does on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from incubator.documents.models import Document
from incubator.errors import Refused
from incubator.prepared import prepared
from incubator.presence import visitors
from programs.applications.actions import desk, lateness, talking
from programs.applications.admin.forms import AssignForm, CorrectionForm, ExtendForm, ReasonForm, ScreenForm, TextForm
from programs.applications.admin.timeline import answers, doubles, timeline
from programs.applications.models import Application
from programs.applications.states import APPLICATION, ApplicationState, VersionState
from programs.calls.plans import plan_of
from startups.models import Membership

S = ApplicationState


@dataclass(frozen=True)
class FileDeed:
    """A button with a small form on the page of a file; `sees` deeds are refused when the file changed since the page was drawn."""

    name: str
    label: Any
    act: Callable[..., Any]
    may: Callable[[Application], bool]
    form: type[forms.Form] = forms.Form
    sees: bool = False
    is_main: bool = False


def _allows(verb: str) -> Callable[[Application], bool]:
    return lambda application: APPLICATION.allows(verb, application.state)


def _step(step: str) -> FileDeed:
    labels = {
        "review": gettext_lazy("Put in review"),
        "shortlist": gettext_lazy("Shortlist"),
        "interview": gettext_lazy("Invite to an interview"),
    }

    def act(pk: Any, *, by: Any, seen: int | None) -> Application:
        return desk.move_on(pk, by=by, step=step, seen=seen)

    return FileDeed(
        step,
        labels[step],
        act,
        lambda application: desk.may_move_on(application, step),
        sees=True,
        is_main=step == "review",
    )


def _has_late(application: Application) -> bool:
    return any(version.state == VersionState.LATE for version in application.versions.all())


def _say(pk: Any, *, by: Any, text: str) -> Any:
    return talking.say(pk, text=text, token="", by=by, from_staff=True)


DEEDS = [
    FileDeed("take", gettext_lazy("Take for screening"), desk.take, _allows("take"), is_main=True),
    FileDeed(
        "screen",
        gettext_lazy("Screen"),
        desk.screen,
        lambda a: a.state in {S.SUBMITTED, S.SCREENING},
        ScreenForm,
        sees=True,
        is_main=True,
    ),
    FileDeed(
        "ask_correction",
        gettext_lazy("Ask for a correction"),
        desk.ask_correction,
        _allows("ask_correction"),
        CorrectionForm,
        sees=True,
    ),
    _step("review"),
    _step("shortlist"),
    _step("interview"),
    FileDeed("reopen", gettext_lazy("Bring back to screening"), desk.reopen, _allows("reopen"), ReasonForm),
    FileDeed("extend", gettext_lazy("Give more time"), desk.extend, lambda a: a.is_draft, ExtendForm),
    FileDeed("assign", gettext_lazy("Give to an officer"), desk.assign, lambda a: not a.is_draft, AssignForm),
    FileDeed("accept_late", gettext_lazy("Accept the late version"), lateness.accept_late, _has_late, ReasonForm),
    FileDeed("refuse_late", gettext_lazy("Refuse the late version"), lateness.refuse_late, _has_late, ReasonForm),
    FileDeed("say", gettext_lazy("Write to the team"), _say, lambda a: True, TextForm),
    FileDeed("write_note", gettext_lazy("Write a note for colleagues"), desk.write_note, lambda a: True, TextForm),
]


class FilePage:
    """Mixin of the admin: the change page is a file to read, with deeds beside it; nothing on it is edited by hand."""

    deeds: list[FileDeed] = DEEDS

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        application = self._file(request, object_id)
        return TemplateResponse(request, "admin/programs/application/page.html", self.page(request, application))

    def _file(self, request: HttpRequest, object_id: str) -> Application:
        application = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if application is None:
            raise Http404
        return application

    def page(
        self, request: HttpRequest, application: Application, *, refused: str = "", form: forms.Form | None = None
    ) -> dict[str, Any]:
        moments = timeline(application)
        prefetch_related_objects([application], "versions")
        return {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": application.startup.name,
            "opts": Application._meta,
            "file": application,
            "others": visitors.note(application, request.user),
            "deeds": self._drawn_deeds(application, refused, form),
            "timeline": moments,
            "doubles": doubles(moments, of=application),
            "team": _team(startup=application.startup_id),
            **self._answers(request, application),
        }

    def _drawn_deeds(self, application: Application, refused: str, form: forms.Form | None) -> list[dict[str, Any]]:
        able = [deed for deed in self.deeds if deed.may(application) or deed.name == refused]
        return [
            {
                "deed": d,
                "form": form if d.name == refused else d.form(prefix=d.name),
                "is_open": d.name == refused,
                "url": self._deed_url(application, d.name),
            }
            for d in able
        ]

    def _deed_url(self, application: Application, name: str) -> str:
        return reverse("admin:programs_application_deed", args=[application.pk, name])

    def _answers(self, request: HttpRequest, application: Application) -> dict[str, Any]:
        """Nothing of a draft: staff know that it exists and how far it is."""
        if application.is_draft:
            return {"sections": [], "versions": []}
        versions = list(application.versions.all())
        chosen = next((v for v in versions if str(v.number) == request.GET.get("version")), None) or next(
            (v for v in versions if v.is_current), None
        )
        if chosen is None:
            return {"sections": [], "versions": versions}
        before = next((v for v in versions if v.number < chosen.number), None)
        documents = _documents(key=str(application.pk))
        sections = answers(plan_of(chosen.form_id), chosen, before, documents)
        return {"sections": sections, "versions": versions, "chosen": chosen, "documents": documents}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.do_deed))  # type: ignore[attr-defined]
        return [path("<path:object_id>/deed/<slug:name>/", view, name="programs_application_deed"), *super().get_urls()]  # type: ignore[misc]

    def do_deed(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        application = self._file(request, object_id)
        deed = next((deed for deed in self.deeds if deed.name == name), None)
        if deed is None:
            raise Http404
        form = deed.form(request.POST, request.FILES, prefix=deed.name)
        if form.is_valid():
            try:
                deed.act(application.pk, by=request.user, **form.cleaned_data, **_seen(deed, request))
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Done: %(deed)s.") % {"deed": deed.label})
                return HttpResponseRedirect(reverse("admin:programs_application_change", args=[application.pk]))
        page = self.page(request, application, refused=name, form=form)
        return TemplateResponse(request, "admin/programs/application/page.html", page, status=422)


@prepared
def _documents(key: str) -> QuerySet[Document]:
    return Document.objects.standing().filter(kind=Application._meta.label_lower, key=key)


@prepared
def _team(startup: int) -> QuerySet[Membership]:
    return Membership.objects.live().filter(startup=startup).select_related("person")


def _seen(deed: FileDeed, request: HttpRequest) -> dict[str, int | None]:
    shown = request.POST.get("seen", "")
    return {"seen": int(shown) if shown.isdecimal() and len(shown) < 10 else None} if deed.sees else {}
