"""People in the admin: staff read names and addresses and may send a link for a new password; the rest is for superusers."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from incubator.accounts.entrance.actions import send_password_key
from incubator.accounts.models import User
from incubator.accounts.people import actions
from incubator.accounts.people.forms import PersonForm
from incubator.accounts.queries import with_second_factor
from incubator.desk import Deed, HouseAdmin, Skipped
from incubator.errors import Refused

Plan = tuple[list[Any], list[Skipped]]


class GuardedDeed(Deed):
    """Asks for the password or the second factor again when it was not given in the last minutes.

    Asked at the last step: the suspended request is then repeated as it was, and answers with the list, not with a page
    whose form would belong to another address.
    """

    def __call__(self, model_admin: admin.ModelAdmin, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        if "deed" in request.POST:
            raise_if_reauthentication_required(request, app="")
        return super().__call__(model_admin, request, rows)


def _split(rows: QuerySet[User], is_fit: Any, why: Any) -> Plan:
    people = list(rows)
    return [p for p in people if is_fit(p)], [Skipped(p, str(why)) for p in people if not is_fit(p)]


def plan_key(rows: QuerySet[User], user: Any) -> Plan:
    return _split(rows, lambda person: person.is_active, gettext_lazy("the account is not active"))


def plan_deactivation(rows: QuerySet[User], user: Any) -> Plan:
    is_fit = lambda person: person.is_active and person.pk != user.pk  # noqa: E731 -- a rule of one line
    return _split(rows, is_fit, gettext_lazy("not active, or your own account"))


def plan_reactivation(rows: QuerySet[User], user: Any) -> Plan:
    return _split(rows, lambda person: not person.is_active and not person.erased_at, gettext_lazy("active, or erased"))


def plan_reset(rows: QuerySet[User], user: Any) -> Plan:
    return _split(rows, lambda person: person.has_second_factor, gettext_lazy("no second factor"))


STAFF_DEEDS = [
    Deed(name="send_key", label=gettext_lazy("Send a link for a new password"), plan=plan_key, act=send_password_key)
]
SUPERUSER_DEEDS = [
    GuardedDeed(name="deactivate", label=gettext_lazy("Deactivate"), plan=plan_deactivation, act=actions.deactivate),
    GuardedDeed(
        name="reactivate", label=gettext_lazy("Activate again"), plan=plan_reactivation, act=actions.reactivate
    ),
    GuardedDeed(
        name="reset_factor",
        label=gettext_lazy("Remove the second factor"),
        plan=plan_reset,
        act=actions.reset_second_factor,
    ),
]


@admin.register(User)
class UserAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    list_display = ("name_or_address", "email", "is_staff", "is_superuser", "is_active", "second_factor", "joined_at")
    list_filter = ("is_staff", "is_superuser", "is_active", "language")
    search_fields = ("name", "email")
    ordering = ("-joined_at", "pk")
    actions = [*STAFF_DEEDS, *SUPERUSER_DEEDS]
    form = PersonForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return with_second_factor(super().get_queryset(request))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        deeds = super().get_actions(request)
        reserved = set() if request.user.is_superuser else {deed.__name__ for deed in SUPERUSER_DEEDS}
        return {name: deed for name, deed in deeds.items() if name not in reserved}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        shown = ["email", "name", "language", "is_staff", "is_superuser"]
        return [*shown, "is_active", "second_factor", "joined_at", "erased_at"] if obj else shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Of an account that exists, a superuser changes the rights; the rest is its owner's."""
        kept = ["email", "name", "language", "is_active", "second_factor", "joined_at", "erased_at"]
        return kept if obj else []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            raise_if_reauthentication_required(request, app="")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        said = form.cleaned_data
        rights = {"is_staff": said["is_staff"], "is_superuser": said["is_superuser"]}
        try:
            if change:
                actions.change_rights(obj.pk, by=request.user, **rights)
            else:
                made = actions.invite(
                    said["email"], by=request.user, name=said["name"], language=said["language"], **rights
                )
                obj.pk = made.pk
        except Refused as refusal:
            messages.error(request, str(refusal))

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_or_address(self, person: User) -> str:
        return str(person)

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def second_factor(self, person: User) -> bool:
        return bool(getattr(person, "has_second_factor", False))
