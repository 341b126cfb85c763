"""Which pages there are, asked of the resolver, the permission matrix and the admin; none is forgotten, each exception has a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from events.registrations import links
from programs.applications.states import ApplicationState as S
from services.introductions import links as meeting
from startups.tokens import token_of
from tests.look.left_out import LEFT_OUT
from tests.look.stage import Stage
from tests.permissions.matrix import matrix
from tests.permissions.routes import arguments
from tests.permissions.world import ROLES
from tests.test_gates import routes


@dataclass(frozen=True)
class Visit:
    """One page as one person sees it. `deed`: the page that says what an action on all rows of this list would do."""

    name: str
    role: str
    address: str
    status: int = 200
    deed: str = ""
    is_again: bool = False  # the same page as somebody else sees it: looked at in one language
    kind: str = (
        ""  # pages that one template and one form draw, whatever the noun; empty: each name is a kind of its own
    )

    @property
    def of_kind(self) -> str:
        return self.kind or f"{self.name} {self.status}"

    def __str__(self) -> str:
        return f"{self.role} {self.address} {self.deed}".rstrip()


def inventory(stage: Stage) -> list[Visit]:
    return [
        *_matrix(stage),
        *_more_of_ours(stage),
        *_of_events(stage),
        *_of_introductions(stage),
        *_of_money(stage),
        *_of_requests(stage),
        *_of_reports(stage),
        *_of_statements(stage),
        *_of_graduations(stage),
        *_of_passports(stage),
        *_doors(stage),
        *_desk(stage),
    ]


def expected() -> set[str]:
    """Every name that answers a GET with a page, as far as resolver and matrix tell."""
    reached = {name for name, (get, _post) in matrix().items() if "y" in get}
    foreign = {name for name, _route, view in routes() if not hasattr(view, "gate")}
    return reached | foreign - _closed()


def _closed() -> set[str]:
    """Pages of the admin that nobody has: no adding, no deleting."""
    names = set()
    for model, page in admin.site._registry.items():
        request = RequestFactory().get("/")
        request.user = type("Superuser", (), {"is_active": True, "is_staff": True, "is_superuser": True})()
        for verb in ("add", "delete"):
            if not getattr(page, f"has_{verb}_permission")(request):
                names.add(f"admin:{_label(model)}_{verb}")
    return names


def _label(model: Any) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def _matrix(stage: Stage) -> Iterator[Visit]:
    """Each page of ours: as everybody, as the team and as staff, where these see it."""
    parts = arguments(stage.world) | {
        "services:request_edit": {"pk": stage.things["requests"]["draft"].pk},
        "programs:application_correction": {"pk": stage.files["asked"].pk},
        "programs:application_section": {"pk": stage.files["rich"].pk, "section": "project"},
        "programs:application_delete": {"pk": stage.files["rich"].pk},
    }
    owners = {"programs:application_correction": "ASKED", "programs:offer_answer": "FA"}
    for name, (get, _post) in matrix().items():
        if name in LEFT_OUT or "y" not in get:
            continue
        seen_by = [role for role, letter in zip(ROLES, get, strict=True) if letter == "y"]
        chosen = [role for role in ("AN", "FA", "ST") if role in seen_by] or seen_by[:1]
        for n, role in enumerate([owners[name]] if name in owners else chosen):
            yield Visit(name, role, reverse(name, kwargs=parts.get(name, {})), is_again=n > 0)


def _more_of_ours(stage: Stage) -> Iterator[Visit]:
    """The same pages in their other states, and what people are told when a page is not for them."""
    files, home = stage.files, stage.world.a.get_absolute_url()
    for section in ("company", "market", "plan", "check", ""):
        yield Visit(
            "programs:application_section", "FA", f"/applications/{files['rich'].pk}/{section + '/' * bool(section)}"
        )
    for page in ("", "figures/"):
        yield Visit("programs:application_detail", "ASKED", f"/applications/{files['asked'].pk}/{page}")
    for state in (S.LAPSED, S.OFFERED, S.WAITLISTED, S.WITHDRAWN):
        yield Visit("programs:application_detail", state, f"/applications/{files[state].pk}/")
    for state in (S.ACCEPTED, S.OFFER_EXPIRED):
        yield Visit("programs:offer_answer", state, f"/applications/{files[state].pk}/offer/")
    for name in ("rich", "scheduled", "closed"):
        yield Visit("programs:call_detail", "AN", f"/calls/{stage.things[name].slug}/")
    yield Visit("programs:call_check", "AN", f"/calls/{stage.things['rich'].slug}/check/")
    yield Visit("programs:call_preview", "ST", f"/calls/{stage.things['rich'].slug}/preview/")
    yield Visit("startups:startup_list", "AN", "/startups/?q=nothing")
    yield Visit("startups:startup_new", "NOBODY", "/startups/new/?legal_form=sarl")
    yield Visit("startups:startup_edit", "FA", f"{home}edit/?change")
    yield Visit("pages:dashboard", "SEEING", "/dashboard/")
    yield Visit("programs:application_list", "NOBODY", "/applications/")
    link = f"/startups/invitations/{token_of(stage.world.things['invitation'])}/"
    yield Visit("startups:invitation_detail", "AN", link)
    yield Visit("startups:invitation_detail", "NOBODY", link, status=403)
    for name, status in (("invited", 200), ("spent", 410)):
        at = f"/startups/invitations/{token_of(stage.things[name])}/"
        yield Visit("startups:invitation_detail", "NOBODY", at, status=status)
    yield Visit("startups:startup_edit", "FB", f"{home}edit/", status=403)
    yield Visit("404", "AN", "/nothing/here/", status=404)
    yield Visit("404", "FA", "/nothing/here/", status=404)
    yield Visit("outbox:unsubscribe", "AN", reverse("outbox:unsubscribe", args=["invented"]), status=400)


def _of_events(stage: Stage) -> Iterator[Visit]:
    """The programme, registrations and catalogue in their other states."""
    things, seats = stage.things, stage.things["seats"]
    yield Visit("events:event_list", "AN", "/events/?q=nothing")
    for view in ("week", "month"):
        yield Visit("events:event_list", "AN", f"/events/?view={view}", kind=f"events as a {view}")
    for event in (things["rich_event"], things["cancelled_event"]):
        yield Visit("events:event_detail", "AN", event.get_absolute_url())
    for role in ("AN", "NOBODY"):
        yield Visit("events:event_register", role, f"{things['rich_event'].get_absolute_url()}register/")
    for name in ("registered", "pending", "rejected", "withdrawn", "offered", "takeable"):
        yield Visit("events:registration_detail", "FA", _of("events:registration_detail", seats[name].pk))
    for verb, name in (("accept", "offered"), ("take", "takeable"), ("withdraw", "registered")):
        yield Visit(f"events:registration_{verb}", "FA", _of(f"events:registration_{verb}", seats[name].pk))
    for page in ("detail", "confirm"):
        yield Visit(f"events:guest_{page}", "AN", _of(f"events:guest_{page}", links.token_of(seats["unconfirmed"])))
    for page in ("after", "feedback"):
        token = links.token_of(stage.world.things["guest_seat"])
        yield Visit(f"events:guest_{page}", "AN", _of(f"events:guest_{page}", token))
    yield Visit("events:guest_register", "AN", _of("events:guest_register", links.invitation_of(things["invitee"])))
    yield Visit("events:door", "ST", f"{_of('events:door', things['rich_event'].slug)}?q=a")
    yield Visit("services:service_detail", "AN", _of("services:service_detail", things["rich_service"].slug))


def _of_introductions(stage: Stage) -> Iterator[Visit]:
    """An introduction in its other states, for the startup and for the partner that is asked."""
    for row in stage.things["introductions"].values():
        yield Visit("services:introduction_detail", "FA", row.get_absolute_url())
    full = stage.things["full_offer"]
    yield Visit("services:training_dates", "FA", _of("services:training_dates", full.service.slug))
    page = reverse("services:training_register", kwargs={"event__slug": full.event.slug})
    yield Visit("services:training_register", "FA", page)
    yield Visit(
        "services:partner_answer", "AN", _of("services:partner_answer", meeting.token_of(stage.things["approach"]))
    )


def _of_requests(stage: Stage) -> Iterator[Visit]:
    """A request in each of its states, its draft, and the page that books the talk."""
    requests = stage.things["requests"]
    for state, request in requests.items():
        yield Visit("services:request_detail", "FA", request.get_absolute_url(), kind=f"a request {state}")
    for name in ("edit", "new"):
        key = requests["draft"].pk if name == "edit" else requests["draft"].service.slug
        yield Visit(f"services:request_{name}", "FA", _of(f"services:request_{name}", key))
    yield Visit("services:request_list", "NOBODY", "/requests/")
    talk = requests["talk"]
    yield Visit("services:request_book", "FA", _of("services:request_book", talk.pk, talk.talk.slug))


def _of_statements(stage: Stage) -> Iterator[Visit]:
    """A statement that is to be completed, and one that is verified."""
    for name in ("to_complete", "declared"):
        yield Visit("programs:statement_detail", "FA", stage.things[name].get_absolute_url(), kind=f"statement {name}")
    yield Visit("programs:statement_list", "NOBODY", "/statements/")


def _of_graduations(stage: Stage) -> Iterator[Visit]:
    """Nothing completed yet, the page that confirms the code, and a participation that may graduate or is over."""
    made = stage.world.things["graduation"]
    yield Visit("programs:graduation_list", "NOBODY", "/graduations/")
    code = made.certificate.code
    yield Visit("events:certificate_check", "AN", _of("events:certificate_check", code), kind="a graduation confirmed")
    for name, place in (("may graduate", stage.things["may_graduate"].pk), ("graduated", made.enrolment_id)):
        page = reverse("admin:programs_enrolment_change", args=[place])
        yield Visit("admin:programs_enrolment_change", "SU", page, kind=f"a participation that {name}")


def _of_passports(stage: Stage) -> Iterator[Visit]:
    """A whole cohort anew: what to choose, and what was made."""
    yield Visit("admin:services_edition", "SU", _at("services_edition"))
    yield Visit("admin:services_edition_made", "SU", _at("services_edition_made", stage.things["board"]))


def _of(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def _doors(stage: Stage) -> Iterator[Visit]:
    """The pages of allauth in our clothes."""
    person: Any = stage.people["KEYED"]
    reset = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    for name in ("login", "signup", "inactive", "email_verification_sent", "reset_password"):
        yield Visit(f"account_{name}", "AN", reverse(f"account_{name}"))
    for name in ("reset_password_done", "reset_password_from_key_done"):
        yield Visit(f"account_{name}", "AN", reverse(f"account_{name}"))
    yield Visit("account_reset_password_from_key", "AN", reverse("account_reset_password_from_key", kwargs=reset))
    yield Visit("account_confirm_email", "AN", reverse("account_confirm_email", args=["invented"]), status=410)
    for name in ("logout", "reauthenticate", "email", "change_password"):
        yield Visit(f"account_{name}", "FA", reverse(f"account_{name}"))
    yield Visit("mfa_index", "FA", reverse("mfa_index"))
    yield Visit("mfa_activate_totp", "FA", reverse("mfa_activate_totp"))
    for name in ("index", "deactivate_totp", "view_recovery_codes", "generate_recovery_codes", "reauthenticate"):
        yield Visit(f"mfa_{name}", "KEYED", reverse(f"mfa_{name}"))
    yield Visit("usersessions_list", "FA", reverse("usersessions_list"))


def _of_money(stage: Stage) -> Iterator[Visit]:
    """A request as its team sees it in its other states, and an aid with every rule."""
    for file in stage.things["money_files"]:
        yield Visit("services:funding_detail", "FA", file.get_absolute_url(), kind=f"funding {file.state}")
    for role in ("AN", "FA"):
        yield Visit("services:instrument_detail", role, stage.things["rich_aid"].get_absolute_url())
    yield Visit("services:instrument_list", "AN", "/funding/?kind=equity&where=here")
    yield Visit("services:funding_list", "NOBODY", "/funding/files/")


def _of_reports(stage: Stage) -> Iterator[Visit]:
    """A report that was corrected, the one to take its place, and a figure with nothing behind it."""
    reports = stage.things["reports"]
    for name, role in (("superseded", "PA"), ("corrected", "ST")):
        yield Visit("reports:report_detail", role, reports[name].get_absolute_url(), kind=f"report {name}")
    nothing = reverse("reports:report_figure", args=[reports["published"].pk, "I20"])
    yield Visit("reports:report_figure", "PA", nothing, kind="a figure without a list")


def _desk(stage: Stage) -> Iterator[Visit]:
    """The admin: its home, and of each noun the list with its deeds, one row with its steps, and how a row is added or deleted."""
    yield Visit("admin:index", "SU", reverse("admin:index"))
    request = RequestFactory().get("/")
    request.user = stage.people["SU"]  # type: ignore[assignment]
    things = stage.things
    shown = {
        "startups_startup": stage.world.a,
        "programs_application": stage.world.file,
        "programs_call": things["rich"],
        "programs_form": things["draft"].form,
        "programs_publication": things["publication"],
        "startups_importbatch": things["checked"],
        "events_event": things["rich_event"],
        "events_registration": things["seats"]["registered"],
        "services_service": things["rich_service"],
        "services_entitlement": things["entitlement"],
        "services_introduction": things["introductions"]["requested"],
        "services_request": things["requests"]["in_progress"],
        "reports_report": things["reports"]["corrected"],
        "reports_question": things["reports"]["asked"],
        "reports_convention": things["reports"]["convention"],
    }
    for model, page in admin.site._registry.items():
        yield from _noun(page, request, shown.get(_label(model)))
    for state in ("asked", "rich", S.OFFERED):
        yield Visit(
            "admin:programs_application_change", "SU", _at("programs_application_change", stage.files[state].pk)
        )
    for call in ("draft", "closed"):
        yield Visit("admin:programs_call_change", "SU", _at("programs_call_change", things[call].pk))
    yield Visit("admin:programs_form_change", "SU", _at("programs_form_change", things["rich"].form_id))
    for event in (things["cancelled_event"], things["draft_event"]):
        yield Visit("admin:events_event_change", "SU", _at("events_event_change", event.pk))
    for name in ("pending", "offered", "waitlisted"):
        yield Visit(
            "admin:events_registration_change", "SU", _at("events_registration_change", things["seats"][name].pk)
        )
    yield Visit(
        "admin:reports_report_live", "SU", f"{_at('reports_report_live')}?first_day=2026-01-01&last_day=2026-09-30"
    )
    yield from _of_cohorts(stage)
    yield Visit("admin:services_entitlement_grant", "SU", _at("services_entitlement_grant"))
    coach = stage.world.things["provider"].pk
    yield Visit("admin:services_rescue_new", "SU", _at("services_rescue_new"))
    yield Visit("admin:services_rescue_closed", "SU", _at("services_rescue_closed"))
    yield Visit("admin:services_provider_week", "SU", _at("services_provider_week", coach))
    yield Visit("admin:services_provider_rooms", "SU", _at("services_provider_rooms"))
    yield Visit("admin:services_provider_change", "SU", _at("services_provider_change", coach))
    merge = _at("startups_startup_merge", stage.world.b.pk)
    for page in (merge, f"{merge}?into={stage.world.a.pk}"):
        yield Visit("admin:startups_startup_merge", "SU", page)
    yield Visit("admin:programs_publication_pending", "SU", _at("programs_publication_pending", things["pending"]))
    for name, batch in (("reading", "uploaded"), ("columns", "uploaded"), ("words", "mapped")):
        yield Visit(f"admin:startups_importbatch_{name}", "SU", _at(f"startups_importbatch_{name}", things[batch].pk))
    yield Visit(
        "admin:programs_application_changelist",
        "SU",
        f"{_at('programs_application_changelist')}?call__id__exact={things['rich'].pk}&q=atelier",
    )


def _of_cohorts(stage: Stage) -> Iterator[Visit]:
    things = stage.things
    board, line = _at("programs_milestone_board", things["board"]), _at("startups_startup_timeline", stage.world.a.pk)
    for page in (board, f"{board}?late=1"):
        yield Visit("admin:programs_milestone_board", "SU", page)
    for page in (line, f"{line}?kind=session&kind=money"):
        yield Visit("admin:startups_startup_timeline", "SU", page)
    for message in things["cohort_messages"].values():
        yield Visit("admin:programs_cohortmessage_change", "SU", _at("programs_cohortmessage_change", message.pk))


def _at(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


def _noun(page: Any, request: Any, row: Any) -> Iterator[Visit]:
    label = _label(page.model)
    listed = _at(f"{label}_changelist")
    row = row or page.get_queryset(request).order_by("-pk").first()
    assert row, f"the stage needs a row of {label}"
    yield Visit(f"admin:{label}_changelist", "SU", listed)
    for deed in page.actions or []:
        kind = f"a deed with {deed.form.__qualname__}"
        yield Visit(f"admin:{label}_changelist", "SU", listed, deed=deed.name, kind=kind)
    if page.has_add_permission(request):
        beside = f"?event={row.event_id}" if label == "events_material" else ""
        yield Visit(f"admin:{label}_add", "SU", f"{_at(f'{label}_add')}{beside}")
    yield Visit(f"admin:{label}_change", "SU", _at(f"{label}_change", row.pk))
    for verb in ["history"] + ["delete"] * page.has_delete_permission(request, row):
        yield Visit(f"admin:{label}_{verb}", "SU", _at(f"{label}_{verb}", row.pk), kind=verb)
    for step in getattr(page, "steps", ()):
        thing = next((row for row in page.get_queryset(request) if step.may(row)), None)
        assert thing, f"the stage needs a row of {label} on which “{step.name}” is possible"
        kind = f"a step with {step.form.__qualname__}"
        yield Visit(f"admin:{label}_step", "SU", _at(f"{label}_step", thing.pk, step.name), kind=kind)
