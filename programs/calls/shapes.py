"""The shapes of a form: sections, questions, options. Words stay in three languages and are picked when shown.

Answers are {question key: JSON value}: text, number, list of values, ISO day, True/False, rows of a table as a list of
mappings, and for a file {"uid": …, "name": …, "size": …}.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property

from incubator.words import pick
from programs.calls.states import QuestionKind

Answers = Mapping[str, Any]
MOST_ROWS = 10
K = QuestionKind


@dataclass(frozen=True)
class Option:
    value: str
    words: Any  # a mapping by language, or a lazy word of a list of the house

    @property
    def label(self) -> str:
        return pick(self.words) if isinstance(self.words, dict) else str(self.words)


@dataclass(frozen=True)
class Column:
    key: str
    kind: str  # line, number, date, choice
    words: dict[str, str]
    options: tuple[Option, ...] = ()

    @property
    def label(self) -> str:
        return pick(self.words)


@dataclass(frozen=True)
class QuestionPlan:
    key: str
    kind: str
    section: str
    labels: dict[str, str]
    helps: dict[str, str] = field(default_factory=dict)
    is_required: bool = True
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    listed: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    condition: dict[str, Any] = field(default_factory=dict)
    feeds: str = ""
    is_blinded: bool = False

    @property
    def label(self) -> str:
        return pick(self.labels)

    @property
    def help(self) -> str:
        return pick(self.helps)

    @property
    def most(self) -> int:
        """The largest number of characters, choices or rows; the maximum of a number is `maximum` itself."""
        usual = {K.LINE: 200, K.TEXT: 5000, K.LINK: 500, K.CHOICES: len(self.options), K.TABLE: MOST_ROWS, K.FILE: 10}
        wanted = int(self.maximum) if self.maximum is not None else usual.get(K(self.kind), 0)
        return min(wanted, MOST_ROWS) if self.kind == K.TABLE else wanted

    @property
    def least(self) -> int:
        return int(self.minimum or 0)

    @cached_property
    def by_value(self) -> dict[str, Option]:
        return {option.value: option for option in self.options}


@dataclass(frozen=True)
class SectionPlan:
    key: str
    titles: dict[str, str]
    intros: dict[str, str]
    questions: tuple[QuestionPlan, ...]

    @property
    def title(self) -> str:
        return pick(self.titles)

    @property
    def intro(self) -> str:
        return pick(self.intros)


@dataclass(frozen=True)
class FormPlan:
    form_id: int
    name: str
    version: int
    sections: tuple[SectionPlan, ...]

    @cached_property
    def by_key(self) -> dict[str, QuestionPlan]:
        return {question.key: question for question in self}

    def __iter__(self) -> Iterator[QuestionPlan]:
        return (question for section in self.sections for question in section.questions)

    def section(self, key: str) -> SectionPlan | None:
        return next((section for section in self.sections if section.key == key), None)


def is_blank(value: Any) -> bool:
    """Zero and "no" are answers; nothing, empty text and empty lists are none."""
    return value is None or value in ("", [], {})
