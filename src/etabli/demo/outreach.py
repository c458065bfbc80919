"""Relays that were sent their kit and the results of the season before: one has answered, some are to be called."""

from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from etabli.demo.stage import Stage
from etabli.programme.outreach import actions
from etabli.programme.outreach.engine.seasons import Season
from etabli.territory.relays.actions import add_contact, note_contact
from etabli.territory.relays.models import ContactNote, Relay

REACHED = 8  # relays with an address and a number
SENT = 5
PROMISED = 6  # the rank of the one that is to be called back today


def play(stage: Stage, relays: list[Relay]) -> None:
    """Ten days ago: the results, then the kits a month after; the town hall of Pauillac has hung its poster."""
    told_at, sent_at = stage.at - timedelta(days=40), stage.at - timedelta(days=10)
    for rank, relay in enumerate(relays[:REACHED]):
        if not relay.contacts.exists():
            place = slugify(relay.commune.name)
            email, phone = f"contact@{place}.example", f"05 00 00 00 {rank:02}"
            add_contact(relay=relay, email=email, phone=phone, by=stage.adviser, at=told_at)
    sent_to = relays[:SENT]
    before = Season.of(timezone.localdate(told_at)).before
    actions.tell_back(relays=sent_to, season=before, by=stage.adviser, at=told_at)
    season = Season.spoken_of(timezone.localdate(stage.at))
    gone = actions.send_kits(relays=sent_to, season=season, by=stage.adviser, at=sent_at)
    actions.answer_sending(
        sending=gone.sendings.get(relay=relays[0]),
        answer="posted",
        text="À l’accueil et à la médiathèque.",
        by=stage.adviser,
        at=sent_at + timedelta(days=2),
    )
    note_contact(
        relay=relays[PROMISED],
        kind=ContactNote.Kind.CALL,
        text="Le secrétariat en parle au maire.",
        next_step="Rappeler",
        next_on=timezone.localdate(stage.at),
        by=stage.adviser,
        at=sent_at,
    )
