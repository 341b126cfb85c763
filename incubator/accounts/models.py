import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.accounts.states import ErasureState, Language, Role
from incubator.addresses import canonical
from incubator.words import Words


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: Any) -> "UserQuerySet":
        """Staff see everybody, a person sees herself; colleagues are shown by the unit that holds the team."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(pk=user.pk) if user.is_authenticated else self.none()

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def staff(self) -> "UserQuerySet":
        return self.active().filter(is_staff=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=canonical(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in by e-mail; the address is stored in its canonical spelling."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(
        _("e-mail address"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Somebody has an account with this address already.")},
    )
    name = models.CharField(_("full name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.FRENCH)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("programme staff"), default=False)
    wants_reminders = models.BooleanField(_("reminders by e-mail"), default=True)
    wants_announcements = models.BooleanField(_("announcements by e-mail"), default=False)
    preferences = models.JSONField(_("preferences"), default=dict, blank=True, editable=False)
    reset_rev = models.PositiveIntegerField(
        default=0, editable=False
    )  # part of every reset key: a new request voids older ones
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_address_is_in_small_letters"),
            models.CheckConstraint(condition=Q(is_superuser=False) | Q(is_staff=True), name="superuser_is_staff"),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Erased person")
        return self.name or self.email

    @property
    def role(self) -> Role:
        if self.is_superuser:
            return Role.ADMIN
        return Role.STAFF if self.is_staff else Role.PERSON

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        return self if getattr(user, "is_staff", False) else self.published()

    def published(self) -> "NoticeQuerySet":
        return self.filter(published_at__isnull=False)


class Notice(models.Model):
    """One version of the information notice of law 09-08 (art. 5), in three languages; never edited once published."""

    body = Words()

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    body_fr = models.TextField(_("text (French)"))
    body_en = models.TextField(_("text (English)"), blank=True)
    body_ar = models.TextField(_("text (Arabic)"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"v{self.version}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        return self.filter(person=user) if user.is_authenticated else self.none()

    def live(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """What a person agreed to: which text, in which language, when; for a file when `about` is given."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+", null=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    about = models.CharField(max_length=80, blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def visible_to(self, user: Any) -> "ErasureRequestQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(person=user) if user.is_authenticated else self.none()

    def waiting(self) -> "ErasureRequestQuerySet":
        return self.filter(state=ErasureState.OPEN)

    def locked(self) -> "ErasureRequestQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class ErasureRequest(models.Model):
    """A person asks to be erased (law 09-08, arts. 8 and 9); staff carry it out or refuse with a reason."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="erasure_requests", verbose_name=_("person")
    )
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=ErasureState.choices, default=ErasureState.OPEN)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    answer = models.TextField(_("answer"), blank=True, max_length=1000)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("erasure request")
        verbose_name_plural = _("erasure requests")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="open"), name="person_has_one_open_erasure_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.asked_at:%Y-%m-%d}"
