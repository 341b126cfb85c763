import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models.guests import Invitee
from events.agenda.models.people import Speaker, Theme
from events.agenda.models.series import Series
from events.agenda.states import Access, CertificateRule, EventKind, EventState, Mode, Tongue
from incubator.words import Words
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort, Programme, Site
from startups.models import Startup

SOON = timedelta(days=21)


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        """Staff see all; others what is shown to everybody, to their startups' programme or cohort, or to them by invitation."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.public()
        member = Enrolment.objects.active().filter(startup__in=Startup.objects.of(user))
        invited = Invitee.objects.filter(event=OuterRef("pk"), email=user.email)
        return self.shown().filter(
            Q(access=Access.PUBLIC)
            | Q(access=Access.PROGRAMME, programme__in=member.values("cohort__programme"))
            | Q(access=Access.COHORT, cohort__in=member.values("cohort"))
            | Q(Exists(invited))
        )

    def shown(self) -> "EventQuerySet":
        return self.exclude(state=EventState.DRAFT)

    def public(self) -> "EventQuerySet":
        return self.shown().filter(access=Access.PUBLIC)

    def drafts(self) -> "EventQuerySet":
        return self.filter(state=EventState.DRAFT)

    def soon(self, now: datetime | None = None) -> "EventQuerySet":
        """Drafts whose date comes within three weeks: nobody can register yet."""
        now = now or timezone.now()
        return self.drafts().filter(ends_at__gt=now, starts_at__lt=now + SOON)

    def published(self) -> "EventQuerySet":
        return self.filter(state=EventState.PUBLISHED)

    def coming(self, now: datetime | None = None) -> "EventQuerySet":
        return self.published().filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def upcoming(self, now: datetime | None = None) -> "EventQuerySet":
        """As `coming`, with those that are cancelled: who meant to come must find them, and why."""
        return self.shown().filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> "EventQuerySet":
        return self.shown().filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def overlapping(self, first: datetime, last: datetime) -> "EventQuerySet":
        """Those that take place at some moment of [first, last)."""
        return self.filter(starts_at__lt=last, ends_at__gt=first)

    def with_card(self) -> "EventQuerySet":
        """Everything one row of a list shows: two queries more, however many rows."""
        return self.select_related("site").prefetch_related("seatings", "themes")

    def with_plan(self) -> "EventQuerySet":
        """What is looked at before a date is fixed: sessions with their rooms, places, speakers."""
        return self.select_related("site").prefetch_related("sessions__resources", "seatings", "speakers")

    def locked(self) -> "EventQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Event(models.Model):
    """A conference, workshop, seminar or training: what, for whom, where, how one registers. Its dates are its sessions.

    `starts_at`, `ends_at` are the first start and the last end of its sessions (events.agenda.actions keep them);
    `schedule_rev` grows whenever one of them moves, and stands in the key of every reminder.
    """

    title = Words()
    summary = Words()
    description = Words()
    audience = Words()
    access_note = Words()

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address of the page"), max_length=80, unique=True)
    series = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.WORKSHOP)
    state = models.CharField(_("state"), max_length=10, choices=EventState.choices, default=EventState.DRAFT)
    title_fr = models.CharField(_("title (French)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=160, blank=True)
    summary_fr = models.CharField(_("in one sentence (French)"), max_length=300, blank=True)
    summary_en = models.CharField(_("in one sentence (English)"), max_length=300, blank=True)
    summary_ar = models.CharField(_("in one sentence (Arabic)"), max_length=300, blank=True)
    description_fr = models.TextField(_("what (French)"), blank=True)
    description_en = models.TextField(_("what (English)"), blank=True)
    description_ar = models.TextField(_("what (Arabic)"), blank=True)
    audience_fr = models.CharField(_("for whom (French)"), max_length=300, blank=True)
    audience_en = models.CharField(_("for whom (English)"), max_length=300, blank=True)
    audience_ar = models.CharField(_("for whom (Arabic)"), max_length=300, blank=True)
    language = models.CharField(_("language spoken"), max_length=2, choices=Tongue.choices, default=Tongue.FRENCH)
    themes = models.ManyToManyField(Theme, related_name="events", verbose_name=_("themes"), blank=True)
    speakers = models.ManyToManyField(Speaker, related_name="events", verbose_name=_("speakers"), blank=True)

    mode = models.CharField(_("where"), max_length=8, choices=Mode.choices, default=Mode.ON_SITE)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    venue = models.CharField(
        _("other place"), max_length=200, blank=True, help_text=_("When it is at none of our sites.")
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    map_url = models.CharField(_("address on a map"), max_length=300, blank=True)
    website = models.CharField(_("web site"), max_length=300, blank=True)
    online_url = models.CharField(
        _("link to the online room"),
        max_length=300,
        blank=True,
        help_text=_("Shown to those who are registered, only."),
    )
    access_note_fr = models.CharField(_("how to come (French)"), max_length=300, blank=True)
    access_note_en = models.CharField(_("how to come (English)"), max_length=300, blank=True)
    access_note_ar = models.CharField(_("how to come (Arabic)"), max_length=300, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default=settings.TIME_ZONE)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True, editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, editable=False)
    schedule_rev = models.PositiveIntegerField(default=0, editable=False)

    access = models.CharField(_("open to"), max_length=10, choices=Access.choices, default=Access.PUBLIC)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cohort")
    )
    takes_registrations = models.BooleanField(_("one registers here"), default=True)
    needs_approval = models.BooleanField(_("staff approve each registration"), default=False)
    has_waiting_list = models.BooleanField(_("waiting list when full"), default=True)
    most_per_startup = models.PositiveSmallIntegerField(_("people of one startup at most"), null=True, blank=True)
    most_seats = models.PositiveSmallIntegerField(_("places one registration may take"), default=1)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when the event begins.")
    )
    cancel_until = models.DateTimeField(
        _("one may withdraw until"), null=True, blank=True, help_text=_("Empty: when the event begins.")
    )
    certificate = models.CharField(
        _("certificate for"), max_length=8, choices=CertificateRule.choices, default=CertificateRule.NONE
    )
    certificate_share = models.PositiveSmallIntegerField(_("share of the sessions (%)"), default=80)

    search = SearchVectorField(editable=False, null=True)
    sort_key = models.CharField(max_length=120, editable=False, default="")
    imported_key = models.CharField(max_length=200, editable=False, default="", db_index=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=~Q(state="draft"), name="event_by_start"),
            models.Index(fields=["ends_at", "id"], condition=~Q(state="draft"), name="event_by_end"),
            GinIndex(fields=["search"], name="event_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="event_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="cancelled") | Q(starts_at__isnull=False),
                name="published_event_has_a_date",
            ),
            models.CheckConstraint(
                condition=(~Q(access="programme") | Q(programme__isnull=False))
                & (~Q(access="cohort") | Q(cohort__isnull=False)),
                name="event_for_some_names_them",
            ),
            models.CheckConstraint(
                condition=Q(certificate_share__gte=1, certificate_share__lte=100),
                name="certificate_share_is_a_percentage",
            ),
            models.CheckConstraint(condition=Q(most_seats__gte=1), name="registration_takes_a_place_at_least"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event_detail", args=[self.slug])

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def starts_on(self) -> date | None:
        """The day on the clock of its place."""
        return self.starts_at.astimezone(self.clock).date() if self.starts_at else None

    @property
    def is_live(self) -> bool:
        return self.state == EventState.PUBLISHED

    @property
    def where(self) -> str:
        """The place in one line: the site, with its city unless its name says it, or the other place; nothing for what is online only."""
        if self.mode == Mode.ONLINE:
            return ""
        if self.site:
            says_it = self.site.city.casefold() in self.site.name_fr.casefold()
            return self.site.name if says_it else f"{self.site.name}, {self.site.city}"
        parts = [self.venue, self.city, self.country]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def registration_ends(self) -> datetime | None:
        return self.closes_at or self.starts_at

    def withdrawal_ends(self) -> datetime | None:
        return self.cancel_until or self.starts_at
