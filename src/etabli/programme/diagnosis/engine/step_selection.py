"""From answers to the first steps. Every choice can be explained: points come from answers alone, and are added.

A step is worth the points of those of its rules whose answers were given. The lead of the situation that is recognised
most surely comes first, those of the others weigh more, the surer the more. Steps are taken by weight, each with those
that it needs, as many as the pace allows; then they are put in order.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from etabli.programme.diagnosis.engine.model import (
    MAX_STEPS,
    TIME,
    TRADE,
    UNKNOWN,
    Answer,
    Answers,
    Catalogue,
    Diagnosis,
    FirstStep,
    GivenAnswer,
    LeftOutStep,
    ProposedStep,
    Question,
    Reason,
    RecognisedSituation,
    Rule,
    Step,
)

LEAD_WEIGHT = 100  # what the lead of the surest situation weighs more
NEXT_LEAD_WEIGHTS = (8, 6, 5)  # those of the next ones, and the last for all the others
PACES = {
    "none": (5, 3),
    "quarter": (15, 5),
    "hour": (60, MAX_STEPS),
    UNKNOWN: (15, 4),
}  # minutes a week, steps
MAX_LEFT_OUT = 2  # of each kind


def diagnose(raw_answers: Answers, catalogue: Catalogue, done: Collection[str] = ()) -> Diagnosis:
    """The first steps for these answers. What is no question or no answer of the catalogue counts as "I don't know".

    Once all of them are `done` (their ids), as many of those that were put off come after them, and so on.
    """
    answers = valid_answers(raw_answers, catalogue)
    situations = recognise(answers, catalogue)
    minutes, max_steps = PACES[answers[TIME]]
    max_steps = min([max_steps, *(recognised.situation.most for recognised in situations)])
    choice = _Choice(answers, situations, catalogue)
    is_careful = any(recognised.situation.is_careful for recognised in situations)
    steps = choice.in_order(choice.select(max_steps), is_careful=is_careful)
    at_first = len(steps)
    while all(proposed.step.id in done for proposed in steps):
        next_steps = choice.select(max_steps, steps) or choice.select(MAX_STEPS, steps)
        if not next_steps:
            break
        steps += choice.in_order(next_steps, is_careful=is_careful)
    return Diagnosis(
        situations=situations,
        steps=tuple(steps),
        at_first=at_first,
        left_out=tuple(choice.left_out({proposed.step.id for proposed in steps})),
        remarks=tuple(remark.text for remark in catalogue.remarks if _all_given(remark.given, answers)),
        minutes=minutes,
        is_careful=is_careful,
        is_brief=minutes == PACES["none"][0],
        with_somebody=any(recognised.situation.with_somebody for recognised in situations),
    )


def valid_answers(raw_answers: Answers, catalogue: Catalogue) -> dict[str, str]:
    """An answer of the catalogue to each of its questions."""
    return {
        question.id: question.answer(raw_answers.get(question.id, UNKNOWN)).id
        for question in catalogue.questions
    }


def recognise(answers: Answers, catalogue: Catalogue) -> tuple[RecognisedSituation, ...]:
    """The situations that these answers show, the surest first; of two as sure, in the order of the catalogue."""
    found_situations = []
    for situation in catalogue.situations:
        signs = [sign for sign in situation.signs if sign.given.is_in(answers)]
        points = sum(sign.points for sign in signs)
        if points >= situation.enough:
            why = tuple((*_question_and_answer(sign.given, catalogue), sign.points) for sign in signs)
            found_situations.append(RecognisedSituation(situation, points, why))
    return tuple(sorted(found_situations, key=lambda recognised: -recognised.points))


def _question_and_answer(given_answer: GivenAnswer, catalogue: Catalogue) -> tuple[Question, Answer]:
    question = catalogue.question(given_answer.question)
    assert question is not None, given_answer  # held when the catalogue is read
    return question, question.answer(given_answer.answer)


def _weight_of_lead(rank: int) -> int:
    return NEXT_LEAD_WEIGHTS[min(rank, len(NEXT_LEAD_WEIGHTS)) - 1] if rank else LEAD_WEIGHT


def _all_given(conditions: Iterable[GivenAnswer], answers: Answers) -> bool:
    return all(condition.is_in(answers) for condition in conditions)


@dataclass(frozen=True)
class _Choice:
    answers: Mapping[str, str]
    situations: Sequence[RecognisedSituation]
    catalogue: Catalogue

    def select(self, max_steps: int, before: Sequence[ProposedStep] = ()) -> list[ProposedStep]:
        """The weightiest steps with those that they need, at most that many; none of those taken before."""
        chosen_by_id = {proposed.step.id: proposed for proposed in before}
        max_steps += len(chosen_by_id)
        for proposed in sorted(self._worth_doing(), key=lambda proposed: -proposed.points):
            step_with_needs = [
                part for part in self._with_needs(proposed) if part.step.id not in chosen_by_id
            ]
            if step_with_needs and len(chosen_by_id) + len(step_with_needs) <= max_steps:
                chosen_by_id |= {part.step.id: part for part in step_with_needs}
        return list(chosen_by_id.values())[len(before) :]

    def in_order(self, chosen_steps: Iterable[ProposedStep], *, is_careful: bool) -> list[ProposedStep]:
        """Each after those that it needs, which weigh as much as it does, and those that it follows: the lead of the
        first situation comes as early as it can; for the careful, then what changes nothing, then the easiest."""
        pending, ordered = list(chosen_steps), list[ProposedStep]()
        weight = self._weight_of_needs(pending)
        while pending:
            pending_ids = {proposed.step.id for proposed in pending}
            ready = [each for each in pending if not pending_ids & {*each.step.needs, *each.step.after}]
            next_step = min(
                ready,
                key=lambda proposed: (
                    weight[proposed.step.id] < LEAD_WEIGHT,
                    is_careful and not proposed.step.is_harmless,
                    proposed.step.effort if is_careful else 0,
                    -weight[proposed.step.id],
                ),
            )
            ordered.append(next_step)
            pending.remove(next_step)
        return ordered

    def left_out(self, chosen_ids: set[str]) -> Iterator[LeftOutStep]:
        """What one might have expected, and why it is not for now: two of each kind, and the lead of each situation.
        What is done is no longer put off."""
        for kind, rows in (
            ("not-now", self._by_rule(lambda step: () if self._is_done(step) else step.unless)),
            ("done", self._by_rule(lambda step: step.done)),
        ):
            for step, reason in rows[:MAX_LEFT_OUT]:
                yield LeftOutStep(step, kind, reason)
        for rank, proposed in enumerate(self._later(chosen_ids)):
            if rank < MAX_LEFT_OUT or proposed.step.id in self._leads:
                yield LeftOutStep(proposed.step, "later", self._calmest(proposed))

    def _by_rule(self, rules_of: Callable[[Step], Sequence[Rule]]) -> list[tuple[Step, Reason]]:
        """The steps that an answer leaves out while another speaks for them, and those of which it is always said."""
        return [
            (step, self._reason(rule))
            for step in self.catalogue.steps
            for rule in [rule for rule in rules_of(step) if rule.holds(self.answers)][:1]
            if rule.is_always or self._weighed(step).reasons
        ]

    def _later(self, chosen_ids: set[str]) -> list[ProposedStep]:
        """What there was no room for: the leads first, then by weight those that nothing prevents."""
        untaken = [proposed for proposed in self._worth_doing() if proposed.step.id not in chosen_ids]
        candidates = [each for each in untaken if each.step.id in self._leads or self._with_needs(each)]
        return sorted(candidates, key=lambda each: (each.step.id not in self._leads, -each.points))

    def _calmest(self, proposed: ProposedStep) -> Reason:
        """Why it is worth doing, rather than why one would begin with it."""
        leading = {lead.because for lead in self._leads.values()}
        plain = (reason for reason in proposed.reasons if reason.because not in leading)
        return next(plain, proposed.reasons[0])

    def _worth_doing(self) -> list[ProposedStep]:
        weighed = [self._weighed(step) for step in self.catalogue.steps if self._is_open(step)]
        return [proposed for proposed in weighed if proposed.reasons]

    @cached_property
    def _leads(self) -> dict[str, FirstStep]:
        """With what each situation begins, by step: the surest situation first."""
        leads: dict[str, FirstStep] = {}
        for recognised in self.situations:
            lead = self._lead_of(recognised)
            if lead is not None:
                leads.setdefault(lead.step, lead)
        return leads

    def _lead_of(self, recognised: RecognisedSituation) -> FirstStep | None:
        for lead in recognised.situation.leads:
            step = self.catalogue.step(lead.step)
            assert step is not None, lead  # held when the catalogue is read
            if _all_given(lead.given, self.answers) and self._is_open(step):
                return lead
        return None

    def _weighed(self, step: Step) -> ProposedStep:
        rules = [rule for rule in step.rules if rule.holds(self.answers)]
        reasons = [(rule.points, self._reason(rule)) for rule in rules]
        for rank, recognised in enumerate(self.situations):
            lead = self._lead_of(recognised)
            if lead is not None and lead.step == step.id:
                question, answer, _points = max(recognised.signs, key=lambda sign: sign[2])
                reasons.append((_weight_of_lead(rank), Reason(question, answer, lead.because)))
        reasons.sort(key=lambda weighed: -weighed[0])
        strongest: dict[str, Reason] = {}  # one for each answer, each said once
        for _points, reason in reasons:
            if reason.because not in {other.because for other in strongest.values()}:
                strongest.setdefault(reason.question.id, reason)
        return ProposedStep(
            step,
            sum(points for points, _reason in reasons),
            tuple(strongest.values()),
            step.trades.get(self.answers[TRADE]),
        )

    def _with_needs(self, proposed: ProposedStep) -> list[ProposedStep]:
        """This step after those that it needs and that are not done; nothing when one of these is not for now."""
        steps = [proposed]
        for need in proposed.step.needs:
            step = self._needed(need)
            if self._is_done(step):
                continue
            if not self._is_open(step):
                return []
            before = self._weighed(step)
            if not before.reasons:
                before = replace(before, reasons=proposed.reasons[:1], opens=proposed.step)
            earlier = self._with_needs(before)
            if not earlier:
                return []
            ids = {part.step.id for part in steps}
            steps = [*(part for part in earlier if part.step.id not in ids), *steps]
        return steps

    def _weight_of_needs(self, chosen_steps: Sequence[ProposedStep]) -> dict[str, int]:
        """The weight of each, or of the weightiest that comes after it."""
        weight = {proposed.step.id: proposed.points for proposed in chosen_steps}

        def pull(step: Step, points: int) -> None:
            for need in (*step.needs, *step.after):
                if need in weight:
                    weight[need] = max(weight[need], points)
                    pull(self._needed(need), points)

        for proposed in chosen_steps:
            pull(proposed.step, proposed.points)
        return weight

    def _needed(self, id: str) -> Step:
        step = self.catalogue.step(id)
        assert step is not None, id  # held when the catalogue is read
        return step

    def _is_open(self, step: Step) -> bool:
        is_against = any(rule.holds(self.answers) for rule in step.unless)
        is_senseless = any(given.is_in(self.answers) for given in step.not_for)
        return not (self._is_done(step) or is_against or is_senseless)

    def _is_done(self, step: Step) -> bool:
        return any(rule.holds(self.answers) for rule in step.done)

    def _reason(self, rule: Rule) -> Reason:
        return Reason(*_question_and_answer(rule.given, self.catalogue), rule.because)
