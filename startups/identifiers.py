"""The numbers by which companies are known in Morocco (domain.md 1.2) and telephone numbers (1.4).

Each `clean_…` gives what is stored or raises Refused with words fit for the person who typed it. Arabic-Indic digits,
blanks and dots between groups are accepted. `doubts` tells what is unusual but not wrong: warn, never block.
"""

import re

import phonenumbers
from django.utils.translation import gettext as _
from stdnum.ma import ice as ice_module

from incubator.errors import Refused
from incubator.text import one_line, western_digits
from startups.lists import find_city
from startups.states import LegalForm

ICE_LENGTH, ICE_ROOT = 15, 9
_SEPARATORS = re.compile(r"[\s.\-/·]+")
_MOROCCAN = re.compile(r"[5-8][0-9]{8}")
_COURT = re.compile(r"^tribunal\s+(de\s+commerce|de\s+première\s+instance)\s+(de\s+|d[’'])?", re.IGNORECASE)
_USUAL_LENGTHS = {"tax_id": (7, 8), "business_tax": (8,), "cnss": (7,)}

_COMPANY = frozenset({"ice", "rc_number", "rc_court", "tax_id", "business_tax", "cnss", "founded_on"})
_WITHOUT_REGISTER = _COMPANY - {"rc_number", "rc_court"}
#: What exists for which legal form; the forms that are not named have all of it.
_EXISTING = {
    LegalForm.NOT_CREATED: frozenset[str](),
    LegalForm.AUTO: _WITHOUT_REGISTER,
    LegalForm.ASSOCIATION: _WITHOUT_REGISTER,
}


def existing(legal_form: str) -> frozenset[str]:
    """The names of the fields that a company of this legal form can have at all; all of them while the form is not known."""
    return _EXISTING.get(LegalForm(legal_form), _COMPANY) if legal_form else _COMPANY


def all_identifiers() -> frozenset[str]:
    return _COMPANY


def digits(value: str) -> str:
    """What was typed as western digits without separators; letters stay, for the caller to refuse."""
    return _SEPARATORS.sub("", western_digits(one_line(value)))


def clean_ice(value: str) -> str:
    """Fifteen digits whose last two are the key of the others; empty stays empty."""
    number = digits(value)
    if not number:
        return ""
    if not re.fullmatch(r"[0-9]+", number):
        raise Refused(_("An ICE has digits only."), field="ice")
    if len(number) != ICE_LENGTH:
        raise Refused(_wrong_length(number), field="ice")
    if not _holds(number):
        raise Refused(
            _("This ICE does not exist: its last two digits do not follow from the others. Check each digit."),
            field="ice",
        )
    return number


def _holds(number: str) -> bool:
    # The key is 97 minus a remainder, so never 00; the checksum alone would accept it.
    return ice_module.is_valid(number) and not number.endswith("00") and number[:ICE_ROOT] != "0" * ICE_ROOT


def _wrong_length(number: str) -> str:
    if not ICE_ROOT <= len(number) < ICE_LENGTH:
        return _("An ICE has 15 digits, this one has %(count)d.") % {"count": len(number)}
    padded = ice_module.format(number)
    if _holds(padded):
        told = _(
            "An ICE has 15 digits, this one has %(count)d. Zeros seem to be missing at its beginning: is it %(padded)s?"
        )
    else:
        told = _(
            "An ICE has 15 digits, this one has %(count)d. If your document shows zeros at its beginning, type them too."
        )
    return told % {"count": len(number), "padded": show_ice(padded)}


def ice_root(ice: str) -> str:
    """The company itself: branches share these nine digits."""
    return ice[:ICE_ROOT]


def show_ice(ice: str) -> str:
    """001 561 191 000 066, with no-break blanks."""
    return "\u00a0".join(ice[i : i + 3] for i in range(0, len(ice), 3))


def clean_rc_number(value: str) -> str:
    """One to seven digits; unique only together with the court."""
    number = digits(value)
    if number and not re.fullmatch(r"[0-9]{1,7}", number):
        raise Refused(_("A trade register number has one to seven digits."), field="rc_number")
    return number.lstrip("0") or number


def clean_rc_court(value: str) -> str:
    """The city of the court in our spelling, so that a number and its court are one key: "Tribunal de commerce de casa" is Casablanca."""
    return find_city(_COURT.sub("", one_line(value)))[0]


def clean_number(value: str, field: str) -> str:
    """IF, TP or CNSS: up to ten digits."""
    number = digits(value)
    if number and not re.fullmatch(r"[0-9]{1,10}", number):
        raise Refused(_("Type digits only, ten at most."), field=field)
    return number


def doubts(field: str, number: str) -> str:
    """What is unusual about an IF, TP or CNSS number, in words; empty when nothing is."""
    usual = _USUAL_LENGTHS.get(field, ())
    if not number or not usual or len(number) in usual:
        return ""
    names = {
        "tax_id": _("tax identifier (IF)"),
        "business_tax": _("business tax number (TP)"),
        "cnss": _("CNSS affiliation"),
    }
    told = _("This %(name)s has %(count)d digits, usually there are %(usual)s. It is kept: please check it.")
    return told % {"name": names[field], "count": len(number), "usual": _(" or ").join(str(n) for n in usual)}


def clean_phone(value: str) -> str:
    """E.164. Moroccan unless a country is dialled; any country is welcome."""
    typed = western_digits(one_line(value))
    if not typed:
        return ""
    try:
        number = phonenumbers.parse(typed, "MA")
    except phonenumbers.NumberParseException:
        raise Refused(_("This is not a telephone number."), field="phone") from None
    if not _rings(number):
        raise Refused(
            _("This telephone number does not exist. Examples: 05 22 12 34 56 or +33 1 42 68 53 00."), field="phone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _rings(number: phonenumbers.PhoneNumber) -> bool:
    if number.extension or number.country_code is None:
        return False
    if number.country_code == 212:
        return bool(_MOROCCAN.fullmatch(phonenumbers.national_significant_number(number)))
    return phonenumbers.is_valid_number(number)


def show_phone(e164: str) -> str:
    """05 22 12 34 56 for Morocco, +33 1 42 68 53 00 for elsewhere, with no-break blanks."""
    if not e164:
        return ""
    if e164.startswith("+212") and len(e164) == 13:
        national = "0" + e164[4:]
        return "\u00a0".join(national[i : i + 2] for i in range(0, 10, 2))
    try:
        shown = phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return e164
    return shown.replace(" ", "\u00a0")
