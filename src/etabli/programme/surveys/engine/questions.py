"""The shape of a questionnaire: its questions, their kinds, when each is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# kind -> seconds that somebody takes to answer it on a phone, the reading included (our estimate).
KINDS = {"choice": 8, "choices": 12, "ranking": 25, "scale": 8, "text": 15, "long": 20, "themes": 15}
WITH_OPTIONS = ("choice", "choices", "ranking")
DECIDING_KINDS = ("choice", "choices", "scale")  # the kinds on whose answer another question may depend
MAX_QUESTIONS = 15
MAX_OPTIONS = 12
MAX_SCALE_STEPS = 11  # steps: from 0 to 10
LANGUAGES = ("fr", "en")


class WrongQuestionnaire(ValueError):
    """`kind` says what is wrong, `question` (an id) where; the text is for whoever writes the file."""

    def __init__(self, kind: str, question: str, text: str) -> None:
        super().__init__(f"question {question}: {text}" if question else text)
        self.kind = kind
        self.question = question


@dataclass(frozen=True)
class Option:
    """One of the answers offered; `text` by language."""

    id: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Scale:
    """Whole numbers from `first` to `last`; `low` and `high` say by language what the two ends mean."""

    first: int
    last: int
    low: Mapping[str, str]
    high: Mapping[str, str]

    @property
    def steps(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Condition:
    """The question is asked only when this earlier one was answered by one of these."""

    question: str
    among: tuple[str | int, ...]


@dataclass(frozen=True)
class Question:
    """One question; `text` and `help` by language. Themes come from the catalogue: they are no `options`.

    An answer is a str (choice, text, long: "" when none), a list of str (choices, themes, ranking: in the order of
    preference) or an int (scale: None when none).
    """

    id: str
    kind: str
    required: bool
    text: Mapping[str, str]
    help: Mapping[str, str]
    options: tuple[Option, ...] = ()
    scale: Scale | None = None
    only_if: Condition | None = None

    @property
    def deciding(self) -> tuple[str | int, ...]:
        """The answers on which a later question may depend."""
        if self.kind not in DECIDING_KINDS:
            return ()
        return tuple(self.scale.steps) if self.scale else tuple(option.id for option in self.options)


def parse(content: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a file, a draft or a stored version. Raises WrongQuestionnaire, a ValueError.

    A condition looks back at what was read before, never forward: none can go round. French is needed, English is
    not: whoever shows a text falls back on French.
    """
    if len(content) > MAX_QUESTIONS:
        raise WrongQuestionnaire("too_many", "", f"at most {MAX_QUESTIONS} questions")
    read: dict[str, Question] = {}
    for row in content:
        question = _question(row, read)
        if question.id in read:
            raise WrongQuestionnaire("same_id", question.id, "two questions have the same id")
        read[question.id] = question
    return tuple(read.values())


def seconds(questions: Sequence[Question]) -> int:
    """How long somebody takes who answers everything."""
    return sum(KINDS[question.kind] for question in questions)


def untranslated(questions: Sequence[Question]) -> int:
    """How many texts have no English."""
    return sum(bool(text.get("fr")) and not text.get("en") for q in questions for text in _texts(q))


def _texts(question: Question) -> list[Mapping[str, str]]:
    scale = [question.scale.low, question.scale.high] if question.scale else []
    return [question.text, question.help, *scale, *(option.text for option in question.options)]


def _question(row: Mapping[str, Any], read: Mapping[str, Question]) -> Question:
    name, kind = str(row.get("id") or ""), row.get("kind")
    if not name:
        raise WrongQuestionnaire("no_id", "?", "an id is needed")
    if kind not in KINDS:
        raise WrongQuestionnaire("kind", name, f"kind is one of {', '.join(KINDS)}")
    if not row.get("fr"):
        raise WrongQuestionnaire("no_text", name, "a text is needed in French")
    if row.get("required") and row.get("only_if"):
        raise WrongQuestionnaire(
            "required", name, "a question with only_if is never required: not all are asked it"
        )
    return Question(
        id=name,
        kind=kind,
        required=bool(row.get("required")),
        text=_translations(row),
        help=_translations(row, "help_"),
        options=_options(name, kind, row.get("options") or ()),
        scale=_scale(name, kind, row.get("scale")),
        only_if=_condition(name, row.get("only_if"), read),
    )


def _translations(row: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    return {language: str(row.get(f"{prefix}{language}") or "") for language in LANGUAGES}


def _options(name: str, kind: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    if (kind in WITH_OPTIONS) != bool(rows):
        raise WrongQuestionnaire(
            "options", name, f"options go with {', '.join(WITH_OPTIONS)}, and only there"
        )
    if kind in WITH_OPTIONS and not 2 <= len(rows) <= MAX_OPTIONS:
        raise WrongQuestionnaire("number", name, f"two to {MAX_OPTIONS} options are needed")
    options = tuple(Option(str(o["id"]), _translations(o)) for o in rows)
    if not all(option.id and option.text["fr"] for option in options):
        raise WrongQuestionnaire("options", name, "each option needs an id and a text in French")
    if len({o.id for o in options}) < len(options) or len({o.text["fr"] for o in options}) < len(options):
        raise WrongQuestionnaire("options", name, "two options have the same id, or the same text")
    return options


def _scale(name: str, kind: str, row: Mapping[str, Any] | None) -> Scale | None:
    if (kind == "scale") != bool(row):
        raise WrongQuestionnaire("scale", name, "from and to go with a scale, and only with it")
    if not row:
        return None
    first, last = row.get("from"), row.get("to")
    if not (isinstance(first, int) and isinstance(last, int) and 0 <= first < last <= 10):
        raise WrongQuestionnaire(
            "scale", name, f"a scale goes up, between 0 and 10: {MAX_SCALE_STEPS} steps at most"
        )
    return Scale(first, last, _translations(row, "low_"), _translations(row, "high_"))


def _condition(name: str, row: Mapping[str, Any] | None, read: Mapping[str, Question]) -> Condition | None:
    if not row:
        return None
    earlier = read.get(row.get("question", ""))
    if earlier is None:
        raise WrongQuestionnaire("order", name, "only_if names a question that stands before it")
    among = tuple(row.get("is") or ())
    if not among or not set(among) <= set(earlier.deciding):
        raise WrongQuestionnaire("condition", name, "only_if names answers that the earlier question offers")
    return Condition(earlier.id, among)


# Whether two versions of a question may be read side by side.


def difference(question: Question, other: Question) -> str:
    """Why they may not: "kind", "options", "scale", "condition" (not asked of the same people); "" when they may.

    The order of the options, and the words, may change.
    """
    if question.kind != other.kind:
        return "kind"
    if {option.id for option in question.options} != {option.id for option in other.options}:
        return "options"
    if (question.scale and question.scale.steps) != (other.scale and other.scale.steps):
        return "scale"
    return "condition" if question.only_if != other.only_if else ""


def is_reworded(question: Question, other: Question) -> bool:
    """Whether what is read has changed: the figures may differ for that alone."""
    return question.text["fr"] != other.text["fr"] or {o.id: o.text["fr"] for o in question.options} != {
        o.id: o.text["fr"] for o in other.options
    }
