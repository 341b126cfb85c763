import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from incubator import fields

NASTY = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\u200b\u202e\u2066\u0301\x00\x07\ud7ff٠١٢۳,.-+ \u00a0eE=<>'\"{}%@/:", max_size=40),
)
EVERY = [
    fields.TidyCharField(required=False),
    fields.TidyTextField(required=False),
    fields.NameField(required=False),
    fields.LinkField(required=False),
    fields.AddressField(required=False),
    fields.WholeNumberField(required=False),
    fields.NumberField(required=False),
    fields.DayField(required=False),
    fields.StrictJSONField(required=False),
]


@pytest.mark.parametrize("field", EVERY, ids=lambda field: type(field).__name__)
@given(typed=NASTY)
def test_whatever_is_typed_is_cleaned_for_good_or_refused(field, typed):
    try:
        once = field.clean(typed)
    except ValidationError:
        return
    if isinstance(once, str):
        assert field.clean(once) == once


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b", "\u2060\ufeff", "\x07", "\u202e"])
@pytest.mark.parametrize(
    "field", [fields.TidyCharField, fields.TidyTextField, fields.NameField, fields.LinkField, fields.AddressField]
)
def test_nothing_to_see_is_no_answer(field, blank):
    with pytest.raises(ValidationError) as told:
        field().clean(blank)

    assert told.value.code == "required"


@pytest.mark.parametrize("text", ["س" * 10, "👩🏽‍🚀" * 2, "a" * 10])
def test_a_limit_counts_characters_in_every_script(text):
    limit = len(text)

    assert fields.TidyCharField(max_length=limit).clean(text) == text
    with pytest.raises(ValidationError):
        fields.TidyCharField(max_length=limit - 1).clean(text)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil",
        "JaVaScRiPt:x",
        "\x01javascript:x",
        "https://",
        "http:///x",
        "ftp://x.ma",
        "https://x y.ma",
        "https://[::1",
        "mailto:a@b.ma",
    ],
)
def test_links_that_a_browser_would_run_are_refused(link):
    with pytest.raises(ValidationError):
        fields.LinkField().clean(link)


@pytest.mark.parametrize(
    ("typed", "kept"), [("exemple.ma", "https://exemple.ma"), ("http://exemple.ma/x?y#z", "http://exemple.ma/x?y#z")]
)
def test_sound_links_are_kept(typed, kept):
    assert fields.LinkField().clean(typed) == kept


@pytest.mark.parametrize("field", [fields.TidyCharField, fields.TidyTextField])
def test_piled_marks_are_refused(field):
    with pytest.raises(ValidationError):
        field().clean("a" + "\u0301" * 200)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (fields.WholeNumberField, "١٢ ٣", 123),
        (fields.WholeNumberField, "1\u202f234", 1234),
        (fields.NumberField, "12,5", 12.5),
    ],
)
def test_numbers_are_read_as_people_write_them(field, typed, value):
    assert field().clean(typed) == value


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e309", "1e99999999", "--5", "0x10", "½"])
def test_numbers_that_are_none_are_refused(typed):
    for field in (fields.WholeNumberField(), fields.NumberField(max_digits=12, decimal_places=2)):
        with pytest.raises(ValidationError):
            field.clean(typed)


@pytest.mark.parametrize(
    "typed", ["0001-01-01", "9999-12-31", "30/02/2027", "12/31/2026", "1448-03-14", "2026-13-01", "hier"]
)
def test_days_that_cannot_be_are_refused(typed):
    with pytest.raises(ValidationError):
        fields.DayField().clean(typed)


def test_days_are_read_day_first_in_both_digits():
    assert fields.DayField().clean("١٤/٠٣/٢٠٢٧").isoformat() == "2027-03-14"
