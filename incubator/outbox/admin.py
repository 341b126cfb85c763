"""The outbox as staff see it: who gets what, when, in which words, and what became of it."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from incubator import spoken
from incubator.access import telling
from incubator.desk import Deed, HouseAdmin, Skipped
from incubator.listing import state_of
from incubator.outbox import actions, rules
from incubator.outbox.addresses import fingerprint
from incubator.outbox.forms import LetterForm
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter, Suppression
from incubator.outbox.preview import preview
from incubator.outbox.queries import current_pause
from incubator.outbox.states import LETTER

#: verb → (what the button says, what is said afterwards, what does it)
VERBS: dict[str, tuple[Any, Any, Callable[..., Any]]] = {
    "release": (_("Send"), _("The message will leave with the next round."), actions.release),
    "retry": (_("Send again"), _("The message will leave with the next round."), actions.retry),
    "settle": (_("It has arrived"), _("The message counts as sent."), actions.settle),
    "hold": (_("Hold"), _("The message is held until somebody sends it."), actions.hold),
    "stop": (_("Stop"), _("The message will not be sent."), actions.stop),
}
WHOLE = {
    "pause": (_("No mail leaves until somebody resumes."), actions.pause),
    "resume": (_("Mail leaves again."), actions.resume),
    "test": (_("A test message to yourself is on its way."), actions.send_test),
}


def _plan(verb: str) -> Callable[[QuerySet[Letter], Any], tuple[list[Letter], list[Skipped]]]:
    def plan(rows: QuerySet[Letter], user: Any) -> tuple[list[Letter], list[Skipped]]:
        letters = list(rows)
        able = [letter for letter in letters if LETTER.allows(verb, letter.state)]
        return able, [Skipped(letter, letter.get_state_display()) for letter in letters if letter not in able]

    return plan


def _short_kinds() -> dict[str, str]:
    """{last word: kind}, or the whole name where two kinds end alike."""
    last = Counter(name.rsplit(".", 1)[-1] for name in kinds.kinds)
    return {short if last[short := name.rsplit(".", 1)[-1]] == 1 else name: name for name in kinds.kinds}


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(((short, kinds.label(name)) for short, name in _short_kinds().items()), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        asked = self.value()
        return queryset.filter(kind=_short_kinds().get(asked, asked)) if asked else queryset


@admin.register(Letter)
class LetterAdmin(HouseAdmin):
    staff_may = frozenset({"view", "change"})
    form = LetterForm
    list_display = ("label", "reader", "state_told", "due", "sent", "why")
    list_filter = ("state", KindFilter, "category")
    list_select_related = ("person",)
    search_fields = ("person__email", "address", "kind")
    search_help_text = _("Address or kind")
    actions = [
        Deed(name=f"{verb}_letters", label=label, plan=_plan(verb), act=act)
        for verb, (label, _said, act) in VERBS.items()
        if verb != "settle"
    ]
    change_list_template = "outbox/letter_list.html"
    change_form_template = "outbox/letter_change.html"

    @admin.display(description=_("kind"), ordering="kind")
    def label(self, letter: Letter) -> str:
        return kinds.label(letter.kind)

    @admin.display(description=_("recipient"))
    def reader(self, letter: Letter) -> str:
        return letter.recipient

    @admin.display(description=_("state"), ordering="state")
    def state_told(self, letter: Letter) -> SafeString:
        return state_of(letter)

    @admin.display(description=_("due"), ordering="due_at")
    def due(self, letter: Letter) -> str:
        return spoken.brief_moment(letter.due_at)

    @admin.display(description=_("sent"), ordering="sent_at", empty_value="–")
    def sent(self, letter: Letter) -> str | None:
        return spoken.brief_moment(letter.sent_at) if letter.sent_at else None

    @admin.display(description=_("reason"), empty_value="")
    def why(self, letter: Letter) -> str:
        return letter.why

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Two lines without words would only say that nothing can be typed."""
        return list(LetterForm.Meta.fields) if obj and rules.may_edit(request.user, obj) else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What left cannot be made not to have left."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        rows: Any = super().get_queryset(request)
        return rows.with_recipient()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request) and (obj is None or rules.may_edit(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Letter, form: LetterForm, change: bool) -> None:
        # Refused only when somebody released the letter while it was being edited.
        with telling(request, done=_("The new words are kept.")):
            actions.edit(
                obj.pk,
                by=request.user,
                subject=form.cleaned_data["subject_override"],
                body=form.cleaned_data["body_override"],
            )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "pause": current_pause()})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        letter = self.get_object(request, object_id)
        more = (
            {"preview": preview(letter), "verbs": self._buttons(request, letter), "label": self.label(letter)}
            if letter
            else {}
        )
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more, "letter": letter})

    def _buttons(self, request: HttpRequest, letter: Letter) -> list[tuple[str, Any]]:
        able = rules.verbs_for(request.user, letter)
        return [(verb, label) for verb, (label, _said, _act) in VERBS.items() if verb in able]

    def get_urls(self) -> list[URLPattern]:
        whole = path("do/<slug:verb>/", self.admin_site.admin_view(self.do_whole), name="outbox_do")
        one = path("<int:pk>/do/<slug:verb>/", self.admin_site.admin_view(self.do_one), name="outbox_letter_do")
        return [whole, one, *super().get_urls()]

    @method_decorator(require_POST)
    def do_one(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        letter = get_object_or_404(self.get_queryset(request), pk=pk)
        if verb not in VERBS:
            raise Http404
        _label, said, act = VERBS[verb]
        with telling(request, done=said):
            act(letter.pk, by=request.user)
        return redirect("admin:outbox_letter_change", letter.pk)

    @method_decorator(require_POST)
    def do_whole(self, request: HttpRequest, verb: str) -> HttpResponse:
        if verb not in WHOLE:
            raise Http404
        said, act = WHOLE[verb]
        with telling(request, done=said):
            act(by=request.user)
        return redirect("admin:outbox_letter_changelist")


def _all_able(rows: QuerySet[Any], user: Any) -> tuple[list[Model], list[Skipped]]:
    return list(rows), []


@admin.register(Suppression)
class SuppressionAdmin(HouseAdmin):
    """Addresses are kept as fingerprints: one finds a line by typing its address, and reads none."""

    staff_may = frozenset({"view"})
    list_display = ("since", "category", "why")
    list_filter = ("category",)
    fields = ("since", "category", "why")
    search_fields = ("address_hash",)
    search_help_text = _("The whole address")
    actions = [Deed(name="lift", label=_("Write to these addresses again"), plan=_all_able, act=actions.lift)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return (queryset.filter(address_hash=fingerprint(search_term)) if search_term else queryset), False
