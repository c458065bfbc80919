"""How plain data becomes a guide, and what is refused on the way: each refusal says where."""

from collections.abc import Mapping
from typing import Any

from etabli.procurement.needs.engine import Text
from etabli.programme.visibility.engine.campaigns.model import (
    STAGES,
    AnswerOption,
    Assumption,
    CampaignCatalogue,
    Fit,
    Network,
)
from etabli.programme.visibility.engine.trades import NEEDS, DataError, day_of, text_of

MAX_POINTS = 3

type Entry = Mapping[str, Any]


def parse_guide(tables: Mapping[str, Any]) -> CampaignCatalogue:
    """Make a guide of plain data (`campaigns.toml`). Raises DataError: a text missing in a language, a fit or an
    assumption missing, a rate that can't be."""
    goals, places = (
        tuple(
            AnswerOption(entry["id"], text_of(entry, "name", f"{kind} {entry['id']}"))
            for entry in tables[kind]
        )
        for kind in ("goal", "place")
    )
    answers = {
        "goal": [choice.id for choice in goals],
        "place": [choice.id for choice in places],
        "need": [*NEEDS],
    }
    networks = tuple(_network(entry, tables["fit"], answers) for entry in tables["network"])
    assumptions = tuple(_assumption(entry) for entry in tables["assumption"])
    present = [(assumption.network, assumption.stage) for assumption in assumptions]
    expected = [(network.id, stage) for network in networks for stage in STAGES]
    if present != expected:
        raise DataError("assumptions: one for each network and stage, in their order")
    return CampaignCatalogue(tables["days"], goals, places, networks, assumptions)


def _sentences(texts: Mapping[str, list[str]], where: str) -> tuple[Text, ...]:
    if len(texts["fr"]) != len(texts["en"]):
        raise DataError(f"{where}: prepare holds as many sentences in each language")
    return tuple(Text(fr, en) for fr, en in zip(texts["fr"], texts["en"], strict=True))


def _network(entry: Entry, fits: Entry, answers: Mapping[str, list[str]]) -> Network:
    where = f"network {entry['id']}"
    return Network(
        id=entry["id"],
        name=text_of(entry, "name", where),
        short=text_of(entry, "short", where),
        learn_cents=entry["learn_cents"],
        learn_source=text_of(entry, "learn_source", where),
        learn_url=entry["learn_source"]["url"],
        learn_checked_on=day_of(entry),
        prepare=_sentences(entry["prepare"], where),
        prepare_for={goal: _sentences(texts, where) for goal, texts in entry.get("prepare_for", {}).items()},
        fits={
            question: {id: _fit(fits[entry["id"]][question], id, f"{where}: {question}") for id in ids}
            for question, ids in answers.items()
        },
    )


def _fit(entries: Entry, id: str, where: str) -> Fit:
    entry = entries.get(id)
    if entry is None or not 0 <= entry["points"] <= MAX_POINTS:
        raise DataError(f"{where} {id}: 0 to {MAX_POINTS} points, and why")
    return Fit(entry["points"], text_of(entry, "why", f"{where} {id}"))


def _assumption(entry: Entry) -> Assumption:
    where = f"assumption {entry['network']} {entry['stage']}"
    assumption = Assumption(
        network=entry["network"],
        stage=entry["stage"],
        mean=entry["mean"],
        strength=entry["strength"],
        max_events_per_campaign=entry["max_events_per_campaign"],
        max_events_per_trade=entry["max_events_per_trade"],
        source=text_of(entry, "source", where),
        url=entry["source"]["url"],
        checked_on=day_of(entry),
    )
    if not assumption.mean > 0 or (assumption.is_share and assumption.mean >= 1):
        raise DataError(f"{where}: a rate above 0, and a share under 1")
    if not 0 < assumption.strength <= assumption.max_events_per_trade:
        raise DataError(f"{where}: held no more firmly than what other trades may tell")
    return assumption
