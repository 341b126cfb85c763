"""What stands around an event: the agenda of one date, materials, themes, speakers, series."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from events.agenda.actions import files
from events.agenda.admin.refusing import RefusedForm, Refusing
from events.agenda.models import Event, Material, Series, Session, Speaker, Talk, Theme
from incubator.desk import HouseAdmin
from incubator.fields import LinkField
from incubator.spoken import brief_moment
from programs.partners.steps import TIDY, Step, StepsAdmin, TidyInline


class HomeAtEvent:
    """Mixin: found on the page of the event, and back there after saving."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[obj.event_id]))

    response_post_save_change = response_post_save_add

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        messages.success(request, _t("Done."))
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))


class TalkInline(TidyInline):
    model = Talk
    fields = ("hour", "minutes", "title_fr", "title_en", "title_ar", "place", "speakers")
    template = "admin/edit_inline/stacked.html"


@admin.register(Session)
class SessionAdmin(HomeAtEvent, HouseAdmin):
    """The agenda of one date."""

    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    formfield_overrides = TIDY
    fields = ("title_fr", "title_en", "title_ar")
    inlines = (TalkInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("event")


class MaterialForm(RefusedForm):
    link = LinkField(label=_("link"), max_length=300, required=False)
    file = forms.FileField(label=_("file"), required=False)

    class Meta:
        model = Material
        fields = ("title_fr", "title_en", "title_ar", "audience", "link")

    def validate_constraints(self) -> None:
        """A link or a file: the action says it kindly."""


@admin.register(Material)
class MaterialAdmin(HomeAtEvent, Refusing, HouseAdmin):
    form = MaterialForm
    formfield_overrides = TIDY
    fields = ("title_fr", "title_en", "title_ar", "audience", "link", "file")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("event")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self._event(request) is None:
            raise Http404
        return super().add_view(request, form_url, extra_context)

    def _event(self, request: HttpRequest) -> Event | None:
        asked = request.GET.get("event", "")
        found = Event.objects.visible_to(request.user)
        return found.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None

    def save_model(self, request: HttpRequest, obj: Material, form: Any, change: bool) -> None:
        if not change:
            obj.event = self._event(request)  # type: ignore[assignment]
        files.keep_material(obj, by=request.user, upload=form.cleaned_data.get("file"))


@admin.register(Theme)
class ThemeAdmin(HouseAdmin):
    formfield_overrides = TIDY
    list_display = ("name_fr", "name_en", "name_ar", "code")
    search_fields = ("name_fr", "name_en", "name_ar", "code")
    fields = ("name_fr", "name_en", "name_ar", "code")
    prepopulated_fields = {"code": ("name_fr",)}


class SpeakerForm(RefusedForm):
    portrait = forms.FileField(label=_("picture"), required=False, help_text=_("PNG or JPEG; only with the consent."))

    class Meta:
        model = Speaker
        exclude = ("picture",)


@admin.register(Speaker)
class SpeakerAdmin(Refusing, StepsAdmin):
    form = SpeakerForm
    list_display = ("name", "organisation", "consented_on", "has_picture")
    list_filter = (("consented_on", admin.EmptyFieldListFilter),)
    search_fields = ("name", "organisation")
    fieldsets = (
        (None, {"fields": ("name", "organisation", ("consented_on", "consent_note"), "portrait")}),
        ("Français", {"fields": ("headline_fr", "bio_fr")}),
        ("English", {"fields": ("headline_en", "bio_en")}),
        ("العربية", {"fields": ("headline_ar", "bio_ar")}),
    )
    steps = [
        Step(
            "end_consent",
            _("The consent has ended"),
            files.drop_picture,
            may=lambda speaker: speaker.consented_on is not None,
            told=_("The picture goes, and nothing of this person stands on a public page any more."),
        )
    ]

    @admin.display(description=_("picture"), boolean=True)
    def has_picture(self, speaker: Speaker) -> bool:
        return speaker.picture is not None

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        files.keep_speaker(obj, by=request.user, upload=form.cleaned_data.get("portrait"))


@admin.register(Series)
class SeriesAdmin(HouseAdmin):
    """Made by a step of an event; here one sees how long it is and finds its events."""

    staff_may = frozenset({"view"})
    is_kept_by_actions = True
    list_display = ("title", "dates", "first", "last", "events_of")
    search_fields = ("title",)
    fields = readonly_fields = ("title", "created_at", "events_of")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted = {"count": Count("events"), "begins": Min("events__starts_at"), "ends": Max("events__starts_at")}
        return super().get_queryset(request).annotate(**counted)

    @admin.display(description=_("dates"))
    def dates(self, series: Any) -> int:
        return series.count

    @admin.display(description=_("first"))
    def first(self, series: Any) -> str:
        return brief_moment(series.begins) if series.begins else "–"

    @admin.display(description=_("last"))
    def last(self, series: Any) -> str:
        return brief_moment(series.ends) if series.ends else "–"

    @admin.display(description=_("events"))
    def events_of(self, series: Series) -> SafeString:
        address = f"{reverse('admin:events_event_changelist')}?series__id__exact={series.pk}"
        return format_html('<a href="{}">{}</a>', address, _t("Show its events"))
