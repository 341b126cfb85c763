"""Which tone a state has, the same on every page: codes are those of the portal's vocabulary, whatever noun carries them."""

TONES = {
    "ok": """accepted active answered applied approved attended available awarded clean completed confirmed delivered done eligible enrolled
        followed_up given graduated late_accepted made open paid published registered sent signed used validated verified""",
    "wait": """agreed conditions_pending correction_requested due late offered on_hold pending prepared proposed returned
        scoped to_discuss to_review unconfirmed unpaid waitlisted""",
    "late": """bounced failed ineligible infected late_refused no_show not_eligible offer_expired out_of_order overdue
        refused rejected uncertain""",
    "info": """claimed generating in_progress in_review interview onboarding planned requested reviewed running scheduled screening sending
        shortlisted submitted triage waiting""",
    "plain": """archived cancelled closed declined draft ended expired freed held hidden inactive lapsed left offer_declined
        retired revoked superseded waived withdrawn""",
}
_TONE_OF = {code: tone for tone, codes in TONES.items() for code in codes.split()}


def tone_of(state: str) -> str:
    return _TONE_OF.get(str(state), "plain")
