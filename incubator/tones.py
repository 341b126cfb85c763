"""Which tone a state has, the same on every page: codes are those of the portal's vocabulary, whatever noun carries them."""

TONES = {
    "ok": """approved accepted active answered applied attended available clean completed confirmed delivered done eligible enrolled given
        graduated late_accepted open paid published registered sent validated verified""",
    "wait": """on_hold scoped prepared unconfirmed correction_requested due late offered pending returned proposed to_discuss to_review
        waitlisted""",
    "late": """bounced failed ineligible infected late_refused no_show not_eligible offer_expired out_of_order overdue
        refused rejected uncertain""",
    "info": "claimed in_progress in_review interview onboarding planned running scheduled screening sending shortlisted submitted triage waiting",
    "plain": """archived cancelled closed declined draft ended expired held hidden inactive lapsed left offer_declined
        retired revoked superseded withdrawn""",
}
_TONE_OF = {code: tone for tone, codes in TONES.items() for code in codes.split()}


def tone_of(state: str) -> str:
    return _TONE_OF.get(str(state), "plain")
