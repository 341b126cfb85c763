"""Where each route of ours leads in the world: the keyword arguments of its address."""

from events.registrations import links
from events.registrations.models import Registration
from programs.graduation import links as alumni
from services.bookings import signed
from services.bookings.links import token_of as meeting_token
from services.introductions import links as meeting
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
        "outbox:returns": {"provider": "postmark"},
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
        **{f"programs:milestone_{page}": {"uid": things["milestone"].uid} for page in ("detail", "withdraw")},
        "programs:milestone_detach": {"uid": things["milestone"].uid, "document": things["document"].pk},
        "programs:statement_detail": {"pk": things["statement"].pk},
        "programs:statement_submit": {"pk": things["statement"].pk},
        **{f"programs:{page}": {"pk": things["graduation"].pk} for page in ("graduation_pdf", "farewell_form")},
        "programs:alumni_answer": {"token": alumni.token_of(things["follow_up"])},
        "programs:call_preview": {"slug": things["call"].slug},
        "events:event_detail": {"slug": things["event"].slug},
        "events:event_dates": {"slug": things["event"].slug},
        "events:speaker_picture": {"pk": things["speaker"].pk},
        "events:material_file": {"pk": things["material"].pk},
        "services:service_detail": {"slug": things["service"].slug},
        "services:credit_list": startup,
        "services:training_dates": {"slug": things["training"].service.slug},
        "services:training_register": {"event__slug": things["training"].event.slug},
        "services:hours_change": {"pk": things["hours"].pk},
        "services:hours_remove": {"pk": things["hours"].pk},
        "services:absence_withdraw": {"pk": things["absence"].pk},
        "services:provider_feed": {"token": "invented"},
    }
    named |= _of_reports(world)
    named |= at_the_door(things) | _meetings(things) | _coaching(things)
    named |= _introductions(things)
    named |= _of_money(things["funding"], things["funded"])
    named |= of_requests(things)
    for verb in ("accept", "decline", "resend", "revoke"):
        named[f"startups:invitation_{verb}"] = invitation
    for verb in ("accept", "decline", "withdraw"):
        named[f"startups:join_{verb}"] = request
        named[f"startups:transfer_{verb}"] = transfer
    named["startups:transfer_detail"] = transfer
    named["startups:fact_confirm"] = {**startup, "fact": "trl"}
    named["startups:sharing_stop"] = {"uid": things["sharing"].uid}
    named["programs:sharing_new"] = startup
    for page in (
        "startup_detail",
        "startup_edit",
        "startup_observe",
        "startup_passport",
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


def _of_money(funding, award) -> dict[str, dict]:
    """Requests of A: one is sent back to be completed, one has an award that waits for a proof."""
    condition = award.tranches.get().conditions.get()
    file, aid = {"pk": funding.pk}, {"slug": funding.instrument.slug}
    pages = "detail edit submit withdraw delete attach contribute"
    return {
        "services:instrument_detail": aid,
        "services:funding_apply": aid,
        **{f"services:funding_{page}": file for page in pages.split()},
        "services:funding_piece_remove": {**file, "piece": 0},
        "services:funding_money_remove": {**file, "contribution": 0},
        "services:funding_prove": {"pk": award.request_id, "condition": condition.pk},
    }


def of_requests(things) -> dict[str, dict]:
    """A's request, whose proposal is accepted."""
    one = {"pk": things["asked"].pk}
    deeds = "send delete withdraw accept_scope decline_scope accept_delivery return_delivery say attach"
    named = {f"services:request_{page}": one for page in f"detail edit {deeds}".split()}
    named["services:request_new"] = {"slug": things["asked_service"].slug}
    named["services:request_book"] = {**one, "slug": things["workshop"].slug}
    named["services:request_detach"] = {**one, "document": things["document"].pk}
    return named


def at_the_door(things) -> dict[str, dict]:
    """The seat is FA's; ticket and certificate whose address is their key belong to a guest."""
    event, guest, seat = {"slug": things["held"].slug}, {"code": things["guest_seat"].ticket}, {"pk": things["seat"].pk}
    pages = "door door_enter door_undo door_scan door_scans door_sheet door_keying door_attendance door_absent"
    afterwards = "list issue issue_one revoke archive"
    return {
        "events:ticket_material": {**guest, "pk": 0},
        "events:certificate_check": {"code": things["guest_seat"].certificate.code},
        "events:feedback_results": event,
        **{f"events:ticket_{page}": guest for page in ("detail", "pdf", "check_in")},
        **{f"events:{page}": event for page in pages.split()},
        **{f"events:certificate_{page}": event for page in afterwards.split()},
        **{f"events:{page}": seat for page in ("certificate_pdf", "registration_after", "feedback_form")},
        **{f"events:guest_{page}": {"token": "invented"} for page in ("certificate", "after", "feedback")},
    }


def _introductions(things) -> dict[str, dict]:
    """The wish is A's, and a partner has agreed; its links open their pages to whoever holds them."""
    row, made = things["introduction"], things["introduced"]
    approach, question = row.approaches.get(), made.follow_ups.filter(side="partner").first()
    pages = "detail withdraw agree decline report"
    return {
        "services:introduction_new": {"slug": row.service.slug},
        **{f"services:introduction_{page}": {"pk": row.pk} for page in pages.split()},
        **{
            f"services:partner_{page}": {"token": meeting.token_of(approach)} for page in ("answer", "agree", "decline")
        },
        "services:follow_up_answer": {"token": meeting.token_of_follow_up(question)},
    }


def _meetings(things) -> dict[str, dict]:
    """The meeting stands, the other is only kept; the link is FA's."""
    meeting, service = {"pk": things["meeting"].pk}, {"slug": things["meeting"].service.slug}
    token = {"token": meeting_token(things["meeting"], things["meeting"].asked_by)}
    named = {f"services:booking_{page}": meeting for page in ("detail", "move", "cancel", "file", "calendar")}
    named["services:booking_file_remove"] = {**meeting, "document": things["document"].pk}
    named |= {f"services:booking_link{page}": token for page in ("", "_move", "_cancel", "_calendar")}
    kept = {"pk": things["kept"].pk}
    return {**named, "services:booking_confirm": kept, "services:time_list": service, "services:booking_hold": service}


def _registrations(row: Registration, guest: Registration) -> dict[str, dict]:
    """`row` belongs to the owner of A; whoever holds the link of `guest` is let in by it."""
    link, event = {"token": links.token_of(guest)}, {"slug": row.event.slug}
    found = {"events:event_register": event, "events:event_register_sent": event}
    found |= {f"events:registration_{page}": {"pk": row.pk} for page in REGISTRATION_PAGES}
    found |= {f"events:guest_{page}": link for page in (*REGISTRATION_PAGES, "confirm")}
    return {**found, "events:guest_register": {"token": "invented"}, "events:calendar_feed": {"token": "invented"}}


def _coaching(things) -> dict[str, dict]:
    """CO has met A, both have something to do, and is away at the hour of another meeting."""
    met, answer = things["met"], things["answer"]
    pages = {f"services:{page}": {"pk": met.pk} for page in ("record_edit", "booking_attend", "booking_miss")}
    asked = {"token": signed.sign(signed.RESCUE, answer, answer.booking.asked_by)}
    return {
        **pages,
        "services:action_settle": {"pk": things["promise"].pk, "verb": "do"},
        "services:attendance_answer": {"token": signed.sign(signed.ATTENDANCE, met, met.provider.person)},
        "services:rating_answer": {"token": signed.sign(signed.RATING, met, met.asked_by)},
        "services:rescue_detail": {"pk": answer.rescue_id},
        "services:rescue_answer": asked,
    }


def _of_reports(world: World) -> dict[str, dict]:
    report = {"pk": world.things["report"].pk}
    named: dict[str, dict] = {
        f"reports:report_{page}": report for page in ("detail", "ask", "pdf", "xlsx", "csv", "machine_csv")
    }
    named["reports:report_figure"] = {**report, "code": "I12"}
    return named | {"reports:startup_progress": {"uid": world.a.uid}}
