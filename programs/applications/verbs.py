"""The journal's verbs about a file, in words for people."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "begin": _("draft opened"),
    "submit": _("sent"),
    "resubmit": _("new version sent"),
    "edit_again": _("opened again for changes"),
    "keep_sent": _("changes dropped, sent version kept"),
    "end_editing": _("changes not sent at closing, sent version kept"),
    "send_at_closing": _("to be sent at closing if complete"),
    "not_at_closing": _("no longer to be sent at closing"),
    "could_not_send_at_closing": _("not complete at closing"),
    "delete_draft": _("draft deleted"),
    "shut_away": _("harmful file shut away"),
    "resemble": _("resembles another file of this cohort"),
    "lapse": _("closed without being sent"),
    "take": _("taken for screening"),
    "assign": _("given to an officer"),
    "screen": _("screened"),
    "declare_ineligible": _("declared not eligible"),
    "reopen": _("brought back to screening"),
    "ask_correction": _("sent back for correction"),
    "answer_correction": _("corrected and sent again"),
    "end_correction": _("correction ended without an answer"),
    "extend": _("given more time"),
    "review": _("put in review"),
    "shortlist": _("shortlisted"),
    "interview": _("invited to an interview"),
    "prepare_offer": _("offer prepared"),
    "prepare_waitlist": _("place on the reserve list prepared"),
    "prepare_refusal": _("refusal prepared"),
    "undo_decision": _("pending decision taken back"),
    "offer": _("offer published"),
    "waitlist": _("put on the reserve list"),
    "refuse": _("refusal published"),
    "confirm": _("offer confirmed by the founder"),
    "decline": _("offer declined by the founder"),
    "expire_offer": _("offer expired without an answer"),
    "withdraw": _("withdrawn"),
    "note": _("note written"),
    "say": _("message written"),
    "send_late": _("late version received"),
    "accept_late": _("late version accepted"),
    "refuse_late": _("late version refused"),
    "read_as_founder": _("looked at as the founder sees it"),
    "attach": _("file added"),
    "remove_file": _("file removed"),
}


def words_of(verb: str) -> str:
    return str(VERBS.get(verb, verb))
