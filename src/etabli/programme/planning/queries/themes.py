"""Which themes to offer next, with the reasons in plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.engine.demand import (
    Demand,
    Estimate,
    Evidence,
    Outlook,
    Reason,
    calibrated,
    reasons,
)
from etabli.programme.planning.queries.demand import ThemesAndZones, gather_evidence
from etabli.programme.planning.wording import (
    answers_needed_text,
    expectation_text,
    most_wanted_text,
    reason_sentences,
    territory_text,
)

MAX_PLACES = 3  # named of a theme that is ranked for the whole département


@dataclass(frozen=True)
class Proposal:
    """A theme for a territory, or for the whole département, with sentences that say how many people and why.

        `people` are those who still wait for it; `asked` of those who could ask did; `without`: territories, of
    all, that had none near by (each None where nothing is told). `settled_by`: what would make it sure; empty when it
    is.
    """

    theme_code: str
    theme: str
    estimate: Estimate
    people: int
    expectation: str
    reasons: tuple[str, ...]
    settled_by: str
    asked: tuple[int, int] | None = None
    without: tuple[int, int] | None = None

    @property
    def is_sure(self) -> bool:
        return not self.settled_by


@dataclass(frozen=True)
class Ranking:
    """Themes, those to which most people would come first: those of which one can say so, and the others.

    `is_empty`: nobody has said or done anything yet.
    """

    sure: Sequence[Proposal] = ()
    unsure: Sequence[Proposal] = ()
    is_empty: bool = True

    @property
    def asked_for(self) -> Sequence[Proposal]:
        """Those for which somebody still waits."""
        return [proposal for proposal in (*self.sure, *self.unsure) if proposal.people]

    @property
    def most(self) -> int:
        """People at the far end of the widest interval."""
        return max((proposal.estimate.high for proposal in (*self.sure, *self.unsure)), default=0)

    @property
    def ticks(self) -> Sequence[int]:
        """What the axis that they share is marked with: three to six round numbers, zero left out."""
        step = next(
            step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if self.most < 7 * step
        )
        return range(step, self.most + 1, step)


def next_themes(viewer: Viewer, *, today: date, zone: str = "", group: str = "") -> Ranking:
    """The themes to offer next in a territory (the code of its EPCI), or in all, to one trade group or to all; for the
    staff of a chamber: nine statements whatever the size. A territory that doesn't exist is taken for all of them."""
    themes_and_zones, evidence = gather_evidence(viewer, today=today)
    if not evidence.themes or evidence.is_empty:
        return Ranking()
    context = _ThemeRanking(
        zone if zone in themes_and_zones.zone_names else "",
        group if group in evidence.groups else "",
        themes_and_zones,
        evidence,
        calibrated(evidence, today=today),
        today,
    )
    proposals = [context.proposal(theme) for theme in sorted(evidence.themes, key=context.order)]
    sure, unsure = (
        [proposal for proposal in proposals if proposal.is_sure == is_sure] for is_sure in (True, False)
    )
    return Ranking(sure, unsure, False)


@dataclass(frozen=True)
class _ThemeRanking:
    """Where and for whom themes are ranked."""

    zone: str
    group: str
    themes_and_zones: ThemesAndZones
    evidence: Evidence
    demand: Demand
    today: date

    def order(self, theme: str) -> tuple[float, str]:
        return -self._outlook(theme).session.mean, theme

    def proposal(self, theme: str) -> Proposal:
        outlook = self._outlook(theme)
        facts = reasons(self.evidence, theme, self.zone, today=self.today)
        sentences = list(reason_sentences(facts, outlook, self._place, self.today))
        if not self.zone:
            sentences.append(self._most_wanted(theme))
        return Proposal(
            theme,
            self.themes_and_zones.theme_titles[theme],
            outlook.session,
            outlook.waiting,
            expectation_text(outlook.session, outlook.estimate),
            tuple(filter(None, sentences)),
            answers_needed_text(outlook, self._place),
            *_numbers_of_facts(facts, "asked", "nowhere_near"),
        )

    @property
    def _place(self) -> str:
        return (
            territory_text(self.themes_and_zones.chief_town_names[self.zone])
            if self.zone
            else _("In the département")
        )

    def _outlook(self, theme: str) -> Outlook:
        return self.demand.of(theme, self.zone, self.group)

    def _most_wanted(self, theme: str) -> str:
        pairs = [
            (town, self.demand.of(theme, zone, self.group).estimate.mean)
            for zone, town in self.themes_and_zones.chief_town_names.items()
        ]
        return most_wanted_text(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:MAX_PLACES])


def _numbers_of_facts(facts: Sequence[Reason], *kinds: str) -> Iterator[tuple[int, int] | None]:
    """The numbers of the fact of each of these kinds."""
    for kind in kinds:
        yield next(((fact.number, fact.of) for fact in facts if fact.kind == kind), None)
