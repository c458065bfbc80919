"""Ten briefs passed on as ads, eight answers with their quotes, thirty quotes received elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from etabli.community.market.actions import answer_ad
from etabli.community.market.models import Ad
from etabli.demo.cast import ARTISAN
from etabli.demo.quotes import PrintedQuote, printed
from etabli.demo.stage import Stage
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.procurement.briefs import actions as briefs
from etabli.procurement.briefs.passing import pass_on
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.actions import add_answer_quote, add_quote, keep_reading, share_quote
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.queries import document_of
from etabli.procurement.quotes.reading import read_all
from etabli.territory.register.trades import trade

BRIEFS, ANSWERS = 10, 8
KEPT = frozenset({9, 10, 12, 15, 17, 20})  # ranks of the quotes that the artisan one plays received elsewhere
OUTCOMES = ("site", "site", "shop", "page", "listing", "site", "campaign", "site", "shop", "site")


def play(stage: Stage, members: list[Viewer]) -> None:
    """Briefs and ads, then answers of these members."""
    ads = _ads(stage)
    quotes = list(printed(timezone.localdate(stage.at) - timedelta(days=2), ads[0].person.name))
    _answers(stage, members, ads, quotes[:ANSWERS])
    _received(stage, [ad.person for ad in ads], quotes[ANSWERS:])


def _ads(stage: Stage) -> list[Ad]:
    """The demonstration's artisan first, then nine others who came to a workshop."""
    first = Person.objects.select_related("artisan", "chamber").get(email=ARTISAN)
    others = Person.objects.exclude(pk=first.pk).filter(artisan__business__isnull=False)
    persons = [first, *others.select_related("artisan", "chamber").order_by("pk")[: BRIEFS - 1]]
    return [_ad(stage, person, OUTCOMES[rank], rank) for rank, person in enumerate(persons)]


def _ad(stage: Stage, person: Person, outcome: str, rank: int) -> Ad:
    by, at = of_person(person), stage.at - timedelta(days=12 - rank)
    brief = briefs.start_brief(
        person=person, outcome=outcome, trade=trade(person.artisan.trade_code).label, by=by, at=at
    )
    asked = load().asked_for(brief.outcome, brief.trade)
    for number, (need, _weight) in enumerate(asked):
        if number % 5 != 4:  # one question in five is left for later, as people do
            answer = need.choices[0].label.fr if need.choices else "Oui, simplement."
            briefs.answer_need(brief=brief, need_id=need.id, answer=answer, by=by, at=at)
    briefs.set_frame(
        brief=brief,
        low_cents=150_000,
        high_cents=300_000,
        blank_why="",
        deadline_on=timezone.localdate(stage.at) + timedelta(days=90),
        by=by,
        at=at,
    )
    briefs.hand_over(brief=brief, by=by, at=at)
    return pass_on(
        brief=brief,
        deadline_on=timezone.localdate(stage.at) + timedelta(days=20 + rank),
        by=by,
        at=at,
    )


def _answers(stage: Stage, members: list[Viewer], ads: list[Ad], quotes: Sequence[PrintedQuote]) -> None:
    """Three answers for the artisan one plays, the others spread; the member one plays has answered none of hers."""
    opened = []
    for rank, quote in enumerate(quotes):
        ad = ads[0] if rank < 3 else ads[rank]
        ad.refresh_from_db()
        answer = answer_ad(
            ad=ad,
            message="Bonjour, voici ma proposition : le devis est joint. Posez-moi toutes vos questions.",
            upload=_upload(quote),
            by=members[rank + 1],
            at=stage.at - timedelta(days=1),
        )
        if rank < 2:  # the third is left for the visitor to open
            opened.append(add_answer_quote(answer=answer, by=of_person(ad.person), at=stage.at))
    _read(stage, opened)


def _received(stage: Stage, people: Sequence[Person], quotes: Sequence[PrintedQuote]) -> None:
    """Quotes that artisans received elsewhere: some kept by the one whom one plays, the others shown to the adviser.
    Those on paper are left to the clock, which reads them in the first minutes."""
    given = []
    for quote in quotes:
        person = people[0] if quote.rank in KEPT else people[1 + quote.rank % (len(people) - 1)]
        by, at = of_person(person), stage.at - timedelta(hours=quote.rank)
        reading = add_quote(person=person, upload=_upload(quote), by=by, at=at)
        if quote.rank not in KEPT:
            share_quote(reading=reading, by=by, at=at + timedelta(minutes=5))
        if quote.draft.paper == "pdf":
            given.append(reading)
    _read(stage, given)


def _read(stage: Stage, readings: Sequence[QuoteReading]) -> None:
    """All of them in one child process: a child for each would take as long as all the rest."""
    found = read_all([document_of(reading) for reading in readings])
    for reading, quote in zip(readings, found, strict=True):
        keep_reading(reading=reading, found=quote, by=Viewer.system(stage.chamber.pk), at=stage.at)


def _upload(quote: PrintedQuote) -> Examined:
    return Examined(quote.file_name, kinds.PDF, quote.content)
