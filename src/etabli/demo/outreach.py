"""Relays that were sent their kit and the results of the season before: some answered, one is to be called today."""

from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from etabli.demo.shared import Filling
from etabli.programme.coverage.engine import Season
from etabli.programme.outreach import actions
from etabli.territory.places.models import Commune
from etabli.territory.relays.actions import add_contact, correct_relay, make_link, note_contact, tell_wishes
from etabli.territory.relays.models import ContactNote, Relay

SENT_COUNT = 5
ANSWERS = (
    ("posted", "À l’accueil et à la médiathèque."),
    ("published", "Dans le bulletin, page 4."),
    ("not_now", "Pas de réunion avant le printemps."),
)
PROMISED_RANK = 6  # the rank of the one that is to be called back today


def fill_outreach(filling: Filling, relays: list[Relay]) -> None:
    """The results, then the kits a month after; the town hall of Pauillac has hung its poster, others answered too."""
    told_at, sent_at = filling.at - timedelta(days=40), filling.at - timedelta(days=10)
    sent_to, even_so = relays[:SENT_COUNT], True  # whatever month they prefer
    before = Season.of(timezone.localdate(told_at)).before
    actions.tell_back(relays=sent_to, season=before, even_so=even_so, by=filling.adviser, at=told_at)
    season = Season.spoken_of(timezone.localdate(filling.at))
    gone = actions.send_kits(relays=sent_to, season=season, even_so=even_so, by=filling.adviser, at=sent_at)
    for relay, (answer, text) in zip(relays, ANSWERS, strict=False):
        sending = gone.sendings.get(relay=relay)
        said_at = sent_at + timedelta(days=2)
        actions.answer_sending(sending=sending, answer=answer, text=text, by=filling.adviser, at=said_at)
    note_contact(
        relay=relays[PROMISED_RANK],
        kind=ContactNote.Kind.CALL,
        text="Le secrétariat en parle au maire.",
        next_step="Rappeler",
        next_on=timezone.localdate(filling.at),
        by=filling.adviser,
        at=sent_at,
    )


# What the chamber knows of its relays: whom to ask for, where they speak to artisans, what they like to
# receive.

KNOWN_COUNT = 12
WISHES = {
    Relay.Kind.TOWN_HALL: (["printed", "mail"], [], 10, "Le bulletin paraît tous les deux mois."),
    Relay.Kind.ASSOCIATION: (["pdf", "posts"], [], None, ""),
    Relay.Kind.LIBRARY: (["printed"], [3, 9], None, "Une seule affiche : la place manque."),
}


def describe_relays(filling: Filling, relays: list[Relay]) -> None:
    """A reception for each of the first, somebody who agreed to our mails at one in three, what was said."""
    for rank, relay in enumerate(relays[:KNOWN_COUNT]):
        place, by, at = slugify(relay.commune.name), filling.adviser, filling.at
        email, phone = f"contact@{place}.example", f"05 36 49 01 {rank:02}"
        add_contact(relay=relay, role="accueil", email=email, phone=phone, by=by, at=at)
        if rank % 3 == 0:
            add_contact(
                relay=relay,
                name="Dominique T.",
                role="secrétaire",
                email=f"secretariat-{rank}@{place}.example",
                agreed_how="au téléphone",
                by=by,
                at=at - timedelta(days=50),
            )
        if relay.kind in WISHES:
            likes, months, day, wishes = WISHES[Relay.Kind(relay.kind)]
            tell_wishes(relay=relay, likes=likes, months=months, closes_on=day, wishes=wishes, by=by, at=at)
        if rank % 4 == 1:
            text, called_at = "L’affiche est posée à l’entrée.", at - timedelta(days=60 + rank)
            note_contact(relay=relay, kind=ContactNote.Kind.CALL, text=text, by=by, at=called_at)
    _territory(filling, next(relay for relay in relays if relay.kind == Relay.Kind.CLUB))
    make_link(
        relay=relays[0], by=filling.adviser, at=filling.at - timedelta(days=45)
    )  # its own page, without a password
    _place(filling, next(relay for relay in relays if relay.kind == Relay.Kind.LIBRARY))


def _territory(filling: Filling, club: Relay) -> None:
    """A club speaks to the artisans of all the communes around it."""
    around = list(Commune.objects.filter(epci=club.commune.epci_id))
    _correct(filling, club, communes=around)


def _place(filling: Filling, library: Relay) -> None:
    """A library that the national list of digital-help places may name."""
    services = "Accès internet et matériel informatique|Maîtrise des outils numériques du quotidien"
    _correct(
        filling,
        library,
        address="1 place des Inventions",
        pivot="00000000000000",
        opening_hours="mercredi et samedi",
        standard={"services": services, "frais_a_charge": "Gratuit"},
    )


def _correct(filling: Filling, relay: Relay, **facts: object) -> None:
    main_fields = {"kind": relay.kind, "name": relay.name, "commune": relay.commune}
    correct_relay(relay=relay, **main_fields, facts=facts, by=filling.adviser, at=filling.at)  # type: ignore[arg-type]  # known names
