"""Where each route of ours leads in the world: the keyword arguments of its address."""

from events.registrations import links
from events.registrations.models import Registration
from tests.permissions.world import World

REGISTRATION_PAGES = ("detail", "accept", "take", "withdraw", "calendar")


def arguments(world: World) -> dict[str, dict]:
    """{address part: value} by route; a route that needs none is not named."""
    file, startup, things = {"pk": world.file.pk}, {"slug": world.a.slug}, world.things
    invitation, request, transfer = ({"uid": things[name].uid} for name in ("invitation", "request", "transfer"))
    named = {
        "pages:see_as": {"uid": world.people["FA"].uid},
        "accounts:consent_withdraw": {"pk": things["consent"].pk if things["consent"] else 0},
        "documents:document_download": {"pk": things["document"].pk},
        "outbox:unsubscribe": {"token": "invented"},
        "outbox:mailbox_message": {"key": "invented"},
        "startups:invitation_detail": {"token": "invented"},
        "startups:join_ask": {"key": "invented"},
        "startups:member_role": {**startup, "person": things["member"].uid},
        "startups:member_remove": {**startup, "person": things["member"].uid},
        "programs:application_begin": {"slug": things["call"].slug},
        "programs:application_version": {**file, "number": 1},
        "programs:application_section": {**file, "section": "project"},
        "programs:offer_answer": {"pk": world.offered.pk},
        "programs:participation": {"pk": world.enrolled.pk},
        "programs:call_preview": {"slug": things["call"].slug},
        "events:event_detail": {"slug": things["event"].slug},
        "events:event_dates": {"slug": things["event"].slug},
        "events:speaker_picture": {"pk": things["speaker"].pk},
        "events:material_file": {"pk": things["material"].pk},
        "services:service_detail": {"slug": things["service"].slug},
        "services:credit_list": startup,
    }
    for verb in ("accept", "decline", "resend", "revoke"):
        named[f"startups:invitation_{verb}"] = invitation
    for verb in ("accept", "decline", "withdraw"):
        named[f"startups:join_{verb}"] = request
        named[f"startups:transfer_{verb}"] = transfer
    named["startups:transfer_detail"] = transfer
    for page in (
        "startup_detail",
        "startup_edit",
        "startup_observe",
        "startup_team",
        "member_invite",
        "team_leave",
        "transfer_offer",
    ):
        named[f"startups:{page}"] = startup
    for page in ("detail", "check", "form", "dates"):
        named[f"programs:call_{page}"] = {"slug": things["call"].slug}
    for page in (
        "detail",
        "check",
        "submit",
        "insure",
        "receipt",
        "receipt_pdf",
        "edit_again",
        "keep_sent",
        "withdraw",
        "delete",
        "messages",
        "say",
        "answer",
        "correction",
    ):
        named[f"programs:application_{page}"] = file
    named |= _registrations(things["registration"], things["guest"])
    return named


def _registrations(row: Registration, guest: Registration) -> dict[str, dict]:
    """`row` belongs to the owner of A; whoever holds the link of `guest` is let in by it."""
    link, event = {"token": links.token_of(guest)}, {"slug": row.event.slug}
    found = {"events:event_register": event, "events:event_register_sent": event}
    found |= {f"events:registration_{page}": {"pk": row.pk} for page in REGISTRATION_PAGES}
    found |= {f"events:guest_{page}": link for page in (*REGISTRATION_PAGES, "confirm")}
    return {**found, "events:guest_register": {"token": "invented"}, "events:calendar_feed": {"token": "invented"}}
