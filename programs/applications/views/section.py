"""One section of the form: shown, saved by button or by script, and what happens when somebody else saved first."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.access import for_object
from incubator.errors import Refused
from incubator.spoken import clock
from programs.applications import rules
from programs.applications.actions.answering import Conflict, Saved, attach, remove_file, save_section
from programs.applications.arrivals import arrived_at, forget, kept
from programs.applications.forms import FileSectionForm
from programs.applications.looking import File
from programs.applications.models import Answers, Application
from programs.calls.plans import shown
from programs.calls.shapes import K, SectionPlan

CONFLICT, UNPROCESSABLE = 409, 422


@dataclass
class Post:
    """One posted section on its way in: what was typed, what came of it."""

    request: HttpRequest
    file: File
    section: SectionPlan
    form: FileSectionForm
    saved: Saved | None = None

    @property
    def revision(self) -> int:
        """The revision the person's page was drawn from; without one it is no post of that page and overwrites nothing."""
        told = self.request.POST.get("revision", "")
        return int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else -1

    @property
    def where(self) -> dict[str, Any]:
        return {"by": self.request.user, "arrived_at": arrived_at(self.request)}

    def save(self) -> Saved:
        """Files first, which are in conflict with nobody, then the text. Raises Conflict or Refused."""
        pk = self.file.pk
        for key, upload in self.form.uploads().items():
            try:
                attach(pk, question=key, upload=upload, **self.where)
            except Refused as refusal:
                self.form.add_error(key, str(refusal))
        for question in self.section.questions:
            if question.kind == K.FILE and self.form.cleaned_data.get(question.key) is False:
                remove_file(pk, question=question.key, **self.where)
        self.saved = save_section(pk, section=self.section.key, data=self._data(), revision=self.revision, **self.where)
        forget(self.request)
        return self.saved

    def _data(self) -> dict[str, Any]:
        """What was typed; after a conflict the person may have chosen the other text for some questions."""
        row = self.file.rows.get(self.section.key)
        theirs = {
            q.key: row.data.get(q.key)
            for q in self.section.questions
            if row and self.request.POST.get(f"choose-{q.key}") == "theirs"
        }
        return {**self.form.answers(), **theirs}


@for_object(Application, may=rules.may_write)
def application_section(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    file = File(application, request.user)
    plan = file.plan.section(section)
    if plan is None:
        raise Http404
    if request.method == "POST":
        form = FileSectionForm(file, plan, request.POST, request.FILES)
        form.is_valid()
        post = Post(request, file, plan, form)
        return _by_script(post) if _wants_json(request) else _by_button(post)
    if not file.may_write_in(section):
        return redirect("programs:application_check", application.pk)
    waiting = kept(request)
    form = FileSectionForm(file, plan, _query(waiting) if waiting else None)
    return _page(request, file, plan, form, is_kept=bool(waiting))


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _query(values: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, items in values.items():
        data.setlist(name, items)
    return data


def _by_button(post: Post) -> HttpResponse:
    request, file, form = post.request, post.file, post.form
    try:
        saved = post.save()
    except Conflict as conflict:
        return _both_texts(post, conflict)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, file, post.section, form, status=CONFLICT)
    if saved.is_late:
        return TemplateResponse(
            request, "programs/applications/application_late.html", {"file": file, "application": file.application}
        )
    if form.errors or form.asks_for_row:
        status = UNPROCESSABLE if form.errors else 200
        return _page(request, file, post.section, form, status=status, row=saved.answers)
    is_draft = "draft" in request.POST
    return redirect(file.url("section", post.section.key) if is_draft else file.after(post.section))


def _by_script(post: Post) -> HttpResponse:
    """The same save for the script: a sentence for the person, and the revision that her page now stands on."""
    try:
        saved = post.save()
    except Conflict as conflict:
        who = conflict.stored.saved_by or _("a colleague")
        told = _("%(who)s saved other text here. Press “Save the draft” to see both.") % {"who": who}
        return JsonResponse({"state": "conflict", "said": told}, status=CONFLICT)
    except Refused as refusal:
        return JsonResponse({"state": "refused", "said": str(refusal)}, status=UNPROCESSABLE)
    if saved.is_late:
        told = _("Kept as a late version: the closing time has passed.")
        return JsonResponse({"state": "late", "said": told, "revision": saved.answers.revision})
    return JsonResponse({"state": "saved", "said": _said(saved.answers), "revision": saved.answers.revision})


def _said(row: Answers) -> str:
    return _("Draft saved at %(time)s.") % {"time": clock(row.saved_at)}


def _page(  # noqa: PLR0913 -- the two that differ between its five uses are given by name
    request: HttpRequest,
    file: File,
    section: SectionPlan,
    form: FileSectionForm,
    *,
    status: int = 200,
    row: Answers | None = None,
    is_kept: bool = False,
) -> HttpResponse:
    row = row or file.rows.get(section.key)
    page = {
        "file": file,
        "application": file.application,
        "section": section,
        "form": form,
        "steps": file.steps(section.key),
        "revision": form.data.get("revision", 0) if is_kept else (row.revision if row else 0),
        "said": _said(row) if row else "",
        "before": file.before(section),
        "is_kept": is_kept,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "programs/applications/application_section.html", page, status=status)


def _both_texts(post: Post, conflict: Conflict) -> HttpResponse:
    """Nothing is lost: what stands, what was typed, a choice for each question, and the form to merge in."""
    mine, theirs = post.form.answers(), conflict.stored.data
    differing = [
        {"question": q, "theirs": shown(q, theirs.get(q.key)), "mine": shown(q, mine.get(q.key))}
        for q in post.section.questions
        if q.key in conflict.keys
    ]
    page = {
        "file": post.file,
        "application": post.file.application,
        "section": post.section,
        "form": post.form,
        "differing": differing,
        "stored": conflict.stored,
        "revision": conflict.stored.revision,
        "keep_url": post.file.url("section", post.section.key),
    }
    return TemplateResponse(post.request, "programs/applications/application_conflict.html", page, status=CONFLICT)
