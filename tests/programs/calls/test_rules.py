from datetime import UTC, datetime

import pytest
from django.utils import translation

from programs.calls.models import EligibilityRule
from programs.calls.rules import judge, years_before

CLOSES = datetime(2027, 2, 28, 23, 59, tzinfo=UTC)


def rule(operator, value=(), otherwise="ineligible", key="x", **sides):
    return EligibilityRule(
        question_key=key,
        operator=operator,
        value=list(value),
        otherwise=otherwise,
        reason_fr=f"non : {operator}",
        reason_ar="لا",
        **sides,
    )


@pytest.mark.parametrize(
    ("operator", "value", "answer", "is_met"),
    [
        ("one_of", ["a", "b"], "a", True),
        ("one_of", ["a", "b"], "c", False),
        ("one_of", ["a"], ["c", "a"], True),
        ("none_of", ["a"], "b", True),
        ("none_of", ["a"], ["b", "a"], False),
        ("at_least", [6], 6, True),
        ("at_least", [6], 5, False),
        ("at_most", [5], 5.5, False),
        ("at_most", [0], 0, True),
        ("yes", [], True, True),
        ("yes", [], False, False),
        ("younger", [5], "2022-02-28", True),
        ("younger", [5], "2022-02-27", False),
        ("at_least", [6], None, True),
        ("yes", [], "", True),
    ],
)
def test_conditions(operator, value, answer, is_met):
    judgement = judge([rule(operator, value)], {"x": answer}, closes_at=CLOSES)

    assert judgement.is_eligible == is_met


def test_the_gravest_verdict_counts_and_its_reasons_come_first():
    rules = [rule("at_least", [6], "to_review", position=1), rule("yes", (), "ineligible", key="y", position=2)]

    both = judge(rules, {"x": 1, "y": False}, closes_at=CLOSES)
    assert both.verdict == "ineligible"
    assert [reason.question_key for reason in both.reasons] == ["y", "x"]
    assert judge(rules, {"x": 1, "y": True}, closes_at=CLOSES).verdict == "to_review"
    assert judge(rules, {"x": 9, "y": True}, closes_at=CLOSES).verdict == "eligible"


def test_reasons_are_told_in_the_language_of_the_page():
    reason = judge([rule("yes")], {"x": False}, closes_at=CLOSES).reasons[0]

    with translation.override("ar"):
        assert str(reason) == "لا"
    with translation.override("en"):
        assert str(reason) == "non : yes"


def test_a_leap_day_has_an_anniversary():
    assert years_before(datetime(2028, 2, 29, tzinfo=UTC).date(), 5).isoformat() == "2023-02-28"
