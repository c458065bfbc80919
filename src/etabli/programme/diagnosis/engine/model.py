"""What a diagnosis is made of: questions, situations, steps, trades; and what comes out of it. Frozen, and plain."""

from collections.abc import Mapping
from dataclasses import dataclass

from etabli.procurement.needs.engine import Text

UNKNOWN = "unknown"  # the answer "I don't know", to every question
MAX_STEPS = 6
TRADE, TIME = "trade", "time"  # the questions on which words and pace hang
TELEPHONE = "telephone"  # the place in braces of the number of the chamber

type Answers = Mapping[str, str]  # the answer of each question; what isn't there is UNKNOWN


@dataclass(frozen=True)
class GivenAnswer:
    """One answer to one question: `question:answer`."""

    question: str
    answer: str

    def is_in(self, answers: Answers) -> bool:
        """Whether this was answered; a question that was not answered counts as UNKNOWN."""
        return answers.get(self.question, UNKNOWN) == self.answer


@dataclass(frozen=True)
class Answer:
    """What may be said to a question."""

    id: str
    text: Text


@dataclass(frozen=True)
class Question:
    """One screen; "I don't know" is its last answer."""

    id: str
    ask: Text
    why: Text
    answers: tuple[Answer, ...]

    def answer(self, id: str) -> Answer:
        """This answer; "I don't know" for what is no answer of it."""
        return next((answer for answer in self.answers if answer.id == id), self.answers[-1])


@dataclass(frozen=True)
class Rule:
    """What one answer (with those of `also`, if any) says of a step: why it is worth doing, with `points`, or why it is
    left out. `is_always`: that it is left out is worth saying, though no other answer speaks for it."""

    given: GivenAnswer
    because: Text
    points: int = 0
    is_always: bool = False
    also: tuple[GivenAnswer, ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Whether its answer was given, and all of those of `also`."""
        return all(given.is_in(answers) for given in (self.given, *self.also))


@dataclass(frozen=True)
class Sign:
    """By which answer a situation is recognised, and how surely."""

    given: GivenAnswer
    points: int


@dataclass(frozen=True)
class FirstStep:
    """The step that a situation begins with, and why; for those who gave all of the answers `given`."""

    step: str
    because: Text
    given: tuple[GivenAnswer, ...] = ()


@dataclass(frozen=True)
class Situation:
    """Where somebody stands, whatever their trade. `signs` add up; from `enough` points it is recognised.

    `opening` is said first. It begins with the first of `leads` that these answers leave open. `most`: steps at once.
    `is_careful`: what changes nothing first, then the easiest, each with the way back. `with_somebody`: a person helps
    better than a page.
    """

    id: str
    name: Text
    opening: Text
    leads: tuple[FirstStep, ...]
    signs: tuple[Sign, ...]
    enough: int
    most: int = MAX_STEPS
    is_careful: bool = False
    with_somebody: bool = False


@dataclass(frozen=True)
class Remark:
    """What is said to somebody whose answers don't go together: how they were understood."""

    given: tuple[GivenAnswer, ...]
    text: Text


@dataclass(frozen=True)
class Page:
    """A page of ours on which a step is done: the name of its address, and the words of the button that leads there."""

    url_name: str
    label: Text


@dataclass(frozen=True)
class Step:
    """A quarter of an hour. `short` is what can be done of it in five minutes; `source` where to check what it says,
    None when it tells of no rule. `needs`: the steps without which it can't be done; `after`: those that it follows
    when they are proposed too. `done`: the answers by which it is done already. `unless`: those that leave it out, and
    why; `not_for`: those with which it makes no sense. `trades`: what it brings to this trade or that. `helped`:
    "workshop" or "half-day" where a person helps better than a page. `is_harmless`: one looks or writes on paper,
    nothing changes. `searched`: other words by which people look for it. `page`: where on this site it is done.
    """

    id: str
    version: int
    theme: str
    effort: int
    art: str
    title: Text
    why: Text
    have: Text
    how: tuple[Text, ...]
    worked: Text
    back: Text
    short: Text
    source: Text | None
    rules: tuple[Rule, ...]
    needs: tuple[str, ...]
    after: tuple[str, ...]
    done: tuple[Rule, ...]
    unless: tuple[Rule, ...]
    not_for: tuple[GivenAnswer, ...]
    trades: Mapping[str, Text]
    helped: str
    is_harmless: bool
    searched: Text
    page: Page | None


@dataclass(frozen=True)
class Trade:
    """The words of a trade, for the places in braces of the steps ("{work}")."""

    id: str
    words: Mapping[str, Text]


@dataclass(frozen=True)
class Catalogue:
    """All of it. `version` is kept with the answers: what they meant then."""

    version: int
    questions: tuple[Question, ...]
    situations: tuple[Situation, ...]
    remarks: tuple[Remark, ...]
    steps: tuple[Step, ...]
    trades: Mapping[str, Trade]

    def question(self, id: str) -> Question | None:
        """The question of this id; None when there is none."""
        return next((question for question in self.questions if question.id == id), None)

    def step(self, id: str) -> Step | None:
        """The step of this id; None when there is none."""
        return next((step for step in self.steps if step.id == id), None)


@dataclass(frozen=True)
class Reason:
    """Why, from an answer: "You said …: because …"."""

    question: Question
    answer: Answer
    because: Text


@dataclass(frozen=True)
class RecognisedSituation:
    """A situation, with the answers by which it was recognised and their points."""

    situation: Situation
    points: int
    signs: tuple[tuple[Question, Answer, int], ...]


@dataclass(frozen=True)
class ProposedStep:
    """A step to do: its reasons (the strongest first, at least one), what it brings to the trade, the step that waits
    for it when that is why it is here."""

    step: Step
    points: int
    reasons: tuple[Reason, ...]
    for_trade: Text | None
    opens: Step | None = None


@dataclass(frozen=True)
class LeftOutStep:
    """A step that is not for now. `kind`: "not-now" (an answer says so), "done" (an answer says so), "later" (no room
    for it at this pace)."""

    step: Step
    kind: str
    reason: Reason


@dataclass(frozen=True)
class Diagnosis:
    """One to six steps (`at_first`), in order, then those that come once they are done; what was left out, and the
    situations by which words, pace and order were chosen (the surest first; none when nothing was recognised).
    `remarks`: on answers that don't go together. `minutes` a week. `is_brief`: five minutes a week, so that the short
    form of each step is what counts."""

    situations: tuple[RecognisedSituation, ...]
    steps: tuple[ProposedStep, ...]
    at_first: int
    left_out: tuple[LeftOutStep, ...]
    remarks: tuple[Text, ...]
    minutes: int
    is_careful: bool
    is_brief: bool
    with_somebody: bool

    @property
    def main(self) -> Situation | None:
        return self.situations[0].situation if self.situations else None


NO_TELEPHONE = Text("son numéro est en bas de chaque page", "its number is at the foot of every page")


def in_words(text: Text, trade: Trade, *, telephone: str = "") -> Text:
    """This text with the words of the trade, and that number, in the place of its braces; without a number, where it
    is to be read."""
    number = Text(telephone, telephone) if telephone else NO_TELEPHONE
    places = {**trade.words, TELEPHONE: number}
    french = {name: words.fr for name, words in places.items()}
    english = {name: words.en for name, words in places.items()}
    return Text(text.fr.format_map(french), text.en.format_map(english))
