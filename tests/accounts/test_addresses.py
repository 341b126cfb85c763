import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator.addresses import canonical, limiter_key


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Salma@Exemple.MA", "salma@exemple.ma"),
        ("  salma@exemple.ma\u200b", "salma@exemple.ma"),
        ("ｓａｌｍａ@ｅｘｅｍｐｌｅ.ma", "salma@exemple.ma"),
        ("salma+appels@exemple.ma", "salma+appels@exemple.ma"),
        ("sal.ma@exemple.ma", "sal.ma@exemple.ma"),
        ("salma@éxemple.ma", "salma@xn--xemple-9ua.ma"),
        ("mi\u212ae@exemple.ma", "mike@exemple.ma"),
    ],
)
def test_one_address_has_one_spelling(typed, stored):
    assert canonical(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "a@",
        "@b.ma",
        "a@b@c.ma",
        "a, b@c.ma@d.ma",
        "é@x.ma",
        "\u0430@x.ma",
        "a@..",
        "a@" + "x" * 70 + ".ma",
        "x" * 250 + "@x.ma",
    ],
)
def test_what_is_none_is_refused(typed):
    with pytest.raises(ValueError):
        canonical(typed)


@given(st.text(max_size=80))
def test_anything_typed_is_an_address_for_good_or_none(typed):
    try:
        once = canonical(typed)
    except ValueError:
        return
    assert canonical(once) == once
    assert once.isascii()


@pytest.mark.parametrize("variant", ["SALMA@x.ma", "sàlmä@x.ma", "salma\u0301@x.ma", "ｓalma@x.ma", " salma@x.ma "])
def test_accents_and_case_count_as_one_person(variant):
    assert limiter_key(variant) == limiter_key("salma@x.ma")


def test_dots_and_plus_signs_count_as_others():
    assert len({limiter_key(a) for a in ("salma@x.ma", "sal.ma@x.ma", "salma+1@x.ma")}) == 3
