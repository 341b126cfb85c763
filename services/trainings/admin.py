"""Which events are dates of a training, and what each place costs whom. The ledger is moved by actions alone."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event
from events.agenda.states import EventKind
from incubator.desk import HouseAdmin
from incubator.listing import SearchByKey, state_of
from programs.partners.steps import TIDY
from services.catalogue.models import Service
from services.catalogue.states import Manner
from services.trainings.models import TrainingOffer, TrainingSeat


@admin.register(TrainingOffer)
class TrainingOfferAdmin(HouseAdmin):
    formfield_overrides = TIDY
    list_display = ("event", "service", "starts")
    list_filter = ("service",)
    list_select_related = ("event", "service")
    search_fields = ("event__title_fr", "event__slug")
    fields = ("service", "event")

    def get_readonly_fields(self, request: HttpRequest, obj: TrainingOffer | None = None) -> tuple[str, ...]:
        """Once there are places, the date stays what it is: credits are reserved for it."""
        return self.fields if obj is not None and obj.seats.exists() else ()

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "service":
            kwargs["queryset"] = Service.objects.visible_to(request.user).filter(manner=Manner.SEAT)
        if field.name == "event":
            kwargs["queryset"] = Event.objects.visible_to(request.user).filter(kind=EventKind.TRAINING)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    @admin.display(description=_("starts"), ordering="event__starts_at")
    def starts(self, row: TrainingOffer) -> Any:
        return row.event.starts_at


@admin.register(TrainingSeat)
class TrainingSeatAdmin(SearchByKey, HouseAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    list_display = ("startup", "offer", "person", "standing", "moved_at")
    list_filter = ("state", "offer__service")
    list_select_related = ("startup", "offer__service", "offer__event", "registration__person")
    search_fields = ("startup__search",)
    ordering = ("-moved_at", "pk")
    fields = readonly_fields = ("startup", "offer", "registration", "state", "moved_at")

    @admin.display(description=_("person"))
    def person(self, row: TrainingSeat) -> str:
        return row.registration.who

    @admin.display(description=_("credits"), ordering="state")
    def standing(self, row: TrainingSeat) -> SafeString:
        return state_of(row)
