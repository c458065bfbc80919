"""Relays that were sent their kit and the results of the season before: some answered, one is to be called today."""

from datetime import timedelta

from django.utils import timezone

from etabli.demo.stage import Stage
from etabli.programme.coverage.engine import Season
from etabli.programme.outreach import actions
from etabli.territory.relays.actions import note_contact
from etabli.territory.relays.models import ContactNote, Relay

SENT = 5
ANSWERS = (
    ("posted", "À l’accueil et à la médiathèque."),
    ("published", "Dans le bulletin, page 4."),
    ("not_now", "Pas de réunion avant le printemps."),
)
PROMISED = 6  # the rank of the one that is to be called back today


def play(stage: Stage, relays: list[Relay]) -> None:
    """The results, then the kits a month after; the town hall of Pauillac has hung its poster, others answered too."""
    told_at, sent_at = stage.at - timedelta(days=40), stage.at - timedelta(days=10)
    sent_to, even_so = relays[:SENT], True  # whatever month they prefer
    before = Season.of(timezone.localdate(told_at)).before
    actions.tell_back(relays=sent_to, season=before, even_so=even_so, by=stage.adviser, at=told_at)
    season = Season.spoken_of(timezone.localdate(stage.at))
    gone = actions.send_kits(relays=sent_to, season=season, even_so=even_so, by=stage.adviser, at=sent_at)
    for relay, (answer, text) in zip(relays, ANSWERS, strict=False):
        sending = gone.sendings.get(relay=relay)
        said_at = sent_at + timedelta(days=2)
        actions.answer_sending(sending=sending, answer=answer, text=text, by=stage.adviser, at=said_at)
    note_contact(
        relay=relays[PROMISED],
        kind=ContactNote.Kind.CALL,
        text="Le secrétariat en parle au maire.",
        next_step="Rappeler",
        next_on=timezone.localdate(stage.at),
        by=stage.adviser,
        at=sent_at,
    )
