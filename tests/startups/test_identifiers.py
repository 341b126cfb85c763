import pytest

from incubator.errors import Refused
from startups import identifiers
from startups.states import LegalForm


@pytest.mark.parametrize(
    "typed",
    [
        "001561191000066",
        "001 561 191 000 066",
        "00.15.61.19.10.00.066",
        "٠٠١٥٦١١٩١٠٠٠٠٦٦",
        " 001561191000066\u200b",
        "001561191\u00a0000066",
    ],
)
def test_an_ice_is_accepted_with_blanks_dots_and_arabic_digits(typed):
    assert identifiers.clean_ice(typed) == "001561191000066"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_no_ice_is_an_answer_too(typed):
    assert identifiers.clean_ice(typed) == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12345678", "15 digits, this one has 8"),
        ("0015611910000661", "15 digits, this one has 16"),
        ("001561191000065", "do not follow"),
        ("000000000000000", "do not follow"),
        ("00156119100006A", "digits only"),
        ("-01561191000066x", "digits only"),
    ],
)
def test_a_wrong_ice_is_refused_with_a_reason(typed, told):
    with pytest.raises(Refused, match=told) as refusal:
        identifiers.clean_ice(typed)
    assert refusal.value.field == "ice"


def test_a_short_ice_is_never_padded_silently_but_the_padding_is_proposed():
    with pytest.raises(Refused, match="001\u00a0561\u00a0191\u00a0000\u00a0066"):
        identifiers.clean_ice("1561191000066")


@pytest.mark.parametrize("length", range(9, 15))
def test_nine_to_fourteen_digits_speak_of_zeros_at_the_beginning(length):
    with pytest.raises(Refused, match=r"[Zz]eros"):
        identifiers.clean_ice("9" * length)


def test_a_key_of_zeros_does_not_exist_although_the_checksum_would_hold():
    base = next(n for n in range(1, 200) if n * 10**6 % 97 == 0)
    with pytest.raises(Refused, match="do not follow"):
        identifiers.clean_ice(f"{base * 10**6:015d}")


def test_branches_share_the_root():
    assert identifiers.ice_root("001561191000066") == "001561191"


@pytest.mark.parametrize(("typed", "stored"), [("12 345", "12345"), ("٤١٢", "412"), ("007", "7"), ("", ""), ("0", "0")])
def test_register_numbers_are_stored_plain(typed, stored):
    assert identifiers.clean_rc_number(typed) == stored


@pytest.mark.parametrize("typed", ["12345678", "12a", "RC 12"])
def test_wrong_register_numbers_are_refused(typed):
    with pytest.raises(Refused):
        identifiers.clean_rc_number(typed)


@pytest.mark.parametrize("typed", ["casa", "CASABLANCA", "Tribunal de commerce de Casablanca", "الدار البيضاء"])
def test_one_court_has_one_spelling(typed):
    assert identifiers.clean_rc_court(typed) == "Casablanca"


@pytest.mark.parametrize(
    ("field", "number"),
    [("tax_id", "12345678"), ("tax_id", "1234567"), ("business_tax", "12345678"), ("cnss", "1234567"), ("cnss", "")],
)
def test_usual_numbers_raise_no_doubt(field, number):
    assert identifiers.doubts(field, number) == ""


@pytest.mark.parametrize(("field", "number"), [("tax_id", "123456"), ("business_tax", "1234567"), ("cnss", "12345678")])
def test_unusual_numbers_are_kept_with_a_warning(field, number):
    assert identifiers.clean_number(number, field) == number
    assert str(len(number)) in identifiers.doubts(field, number)


@pytest.mark.parametrize("typed", ["abc", "12345678901"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        identifiers.clean_number(typed, "cnss")
    assert refusal.value.field == "cnss"


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("0522123456", "+212522123456", "05 22 12 34 56"),
        ("05 22 12 34 56", "+212522123456", "05 22 12 34 56"),
        ("05.22.12.34.56", "+212522123456", "05 22 12 34 56"),
        ("+212 5 22 12 34 56", "+212522123456", "05 22 12 34 56"),
        ("00212522123456", "+212522123456", "05 22 12 34 56"),
        ("0612345678", "+212612345678", "06 12 34 56 78"),
        ("0712345678", "+212712345678", "07 12 34 56 78"),
        ("0822123456", "+212822123456", "08 22 12 34 56"),
        ("٠٥٢٢١٢٣٤٥٦", "+212522123456", "05 22 12 34 56"),
        ("+33 1 42 68 53 00", "+33142685300", "+33 1 42 68 53 00"),
        ("", "", ""),
    ],
)
def test_telephone_numbers_are_stored_in_one_way_and_shown_in_another(typed, stored, shown):
    assert identifiers.clean_phone(typed) == stored
    assert identifiers.show_phone(stored).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    "typed",
    ["0422123456", "+212422123456", "052212345", "05221234567", "12", "abc", "+", "+999123456789", "0522123456 ext 4"],
)
def test_what_does_not_ring_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        identifiers.clean_phone(typed)
    assert refusal.value.field == "phone"


def test_a_stored_number_that_is_none_is_shown_as_it_is():
    assert identifiers.show_phone("n/a") == "n/a"


def test_numbers_exist_by_legal_form():
    assert identifiers.existing(LegalForm.NOT_CREATED) == frozenset()
    assert "rc_number" not in identifiers.existing(LegalForm.AUTO) | identifiers.existing(LegalForm.ASSOCIATION)
    assert "ice" in identifiers.existing(LegalForm.AUTO)
    assert identifiers.existing(LegalForm.SARL) == identifiers.existing("") == identifiers.all_identifiers()
