"""Twenty briefs passed on as ads, their answers and what followed, quotes received elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from etabli.community.market.actions import answer_ad, record_outcome, send_elsewhere, write_letter
from etabli.community.market.models import Ad, Destination
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.demo.quotes import PrintedQuote, printed
from etabli.demo.shared import ARTISAN, CAST, Stage
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.procurement.briefs import actions as briefs, engine
from etabli.procurement.briefs.ad_publication import pass_on
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.actions import add_answer_quote, add_quote, keep_reading, share_quote
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.reading import read_all, reader_of_pictures
from etabli.procurement.quotes.sources import document_of
from etabli.territory.register.trades import trade

BRIEF_COUNT, FULL_COUNT, ANSWER_COUNT = 20, 10, 8
RANKS_RECEIVED_ELSEWHERE = frozenset(
    {9, 10, 12, 15, 17, 20}
)  # ranks of the quotes that the artisan one plays received elsewhere
COMPARED_RANK = 17  # of these, the one that stands beside the quotes of the answers
MESSAGES = (
    "Bonjour, voici ma proposition : le devis est joint. Posez-moi toutes vos questions.",
    "Bonjour, tout est compris dans le prix de chaque mois. Appelez-moi avant de signer ailleurs.",
    "Bonjour, je travaille seule et près de chez vous. Je viens volontiers voir votre atelier d’abord.",
    "Bonjour, j’ai fait le même travail pour une boulangerie : je peux vous le montrer.",
    "Bonjour, le devis tient compte de vos photos. Il en manquerait trois ou quatre.",
)
TOLD = {
    "makes": "Je travaille sur mesure, pour des particuliers du département.",
    "chosen-for": "On me dit que je tiens mes dates.",
}
OUTCOMES = ("site", "site", "shop", "page", "listing", "site", "campaign", "site", "shop", "site")


def fill_market(stage: Stage, members: list[Viewer]) -> None:
    """Briefs and ads, then answers of these members, and what follows."""
    ads = _ads(stage)
    _read_by_a_moderator(stage, ads[:-1])  # the last one waits in the queue
    quotes = list(printed(timezone.localdate(stage.at) - timedelta(days=2), ads[0].person.name))
    _answers(stage, members, ads, quotes[:ANSWER_COUNT])
    _afterwards(stage, ads, members)
    _received(stage, [ad.person for ad in ads[:FULL_COUNT]], quotes[ANSWER_COUNT:])


def _ads(stage: Stage) -> list[Ad]:
    """The demonstration's artisan first, then others who came to a workshop."""
    first_person = Person.objects.select_related("artisan", "chamber").get(email=ARTISAN)
    other_persons = Person.objects.exclude(pk=first_person.pk).filter(artisan__business__isnull=False)
    persons = [
        first_person,
        *other_persons.select_related("artisan", "chamber").order_by("pk")[: BRIEF_COUNT - 1],
    ]
    return [_ad(stage, person, OUTCOMES[rank % len(OUTCOMES)], rank) for rank, person in enumerate(persons)]


def _ad(stage: Stage, person: Person, outcome: str, rank: int) -> Ad:
    by, at = of_person(person), stage.at - timedelta(days=24 - rank)
    brief = briefs.start_brief(
        person=person, outcome=outcome, trade=trade(person.artisan.trade_code).label, by=by, at=at
    )
    questions = engine.questions_to_ask(engine.Brief("", brief.trade, brief.outcome), load())
    for number, need in enumerate(questions if rank < FULL_COUNT else questions[:5]):
        if (
            number % 5 != 4 and need.id != engine.BUDGET
        ):  # one question in five is left for later, as people do
            answer = need.choices[0].label.fr if need.choices else TOLD[need.id]
            briefs.answer_need(brief=brief, need_id=need.id, answer=answer, by=by, at=at)
    briefs.set_frame(
        brief=brief,
        low_cents=None if rank % 4 == 3 else 150_000,
        high_cents=None if rank % 4 == 3 else 300_000,
        blank_why="Je ne connais pas les prix" if rank % 4 == 3 else "",
        deadline_on=timezone.localdate(stage.at) + timedelta(days=90),
        by=by,
        at=at,
    )
    briefs.hand_over(brief=brief, by=by, at=at)
    return pass_on(
        brief=brief,
        deadline_on=timezone.localdate(stage.at) + timedelta(days=rank + (3 if rank % 4 == 1 else 20)),
        by=by,
        at=at,
    )


def _read_by_a_moderator(stage: Stage, ads: Sequence[Ad]) -> None:
    """Each is accepted a few hours after it was passed on."""
    post = Membership.objects.select_related("organisation", "user")
    by = of_membership(post.get(user__email=CAST["moderator"].email, role=Role.MODERATOR))
    cases = Case.objects.select_related("organisation").filter(subject_type="market.ad")
    for ad, case in zip(ads, cases.order_by("submitted_at"), strict=False):
        decide(case=case, accept=True, by=by, at=ad.passed_on_at + timedelta(hours=3))
    Ad.objects.filter(published_at__isnull=False).update(alerted_at=stage.at)  # those were told long ago


def _afterwards(stage: Stage, ads: Sequence[Ad], members: Sequence[Viewer]) -> None:
    """A few messages about an answer, an ad shown outside too, and what came of some."""
    for rank in (0, 3):
        answer = (
            ads[rank].answers.select_related("ad__person", "ad__consent", "member").order_by("pk").first()
        )
        assert answer is not None  # _answers has just given one to each of these
        artisan, member = of_person(ads[rank].person), members[1 + rank]
        write_letter(answer=answer, text="Bonjour, les textes sont-ils compris ?", by=artisan, at=stage.at)
        write_letter(
            answer=answer, text="Oui, je les écris avec vous en une demi-journée.", by=member, at=stage.at
        )
    for rank in (1, 2, 4):
        for destination in (Destination.FEED, Destination.EMBED):
            by = of_person(ads[rank].person)
            send_elsewhere(ad=ads[rank], destination=destination, by=by, at=stage.at)
    for rank, came_of in ((4, "here"), (5, "elsewhere"), (6, "none"), (7, "here"), (8, "here")):
        record_outcome(ad=ads[rank], came_of=came_of, by=of_person(ads[rank].person), at=stage.at)


def _answers(stage: Stage, members: list[Viewer], ads: list[Ad], quotes: Sequence[PrintedQuote]) -> None:
    """Three answers for the artisan one plays, the others spread; the member one plays has answered none of hers."""
    opened = []
    for rank, quote in enumerate(quotes):
        ad = ads[0] if rank < 3 else ads[rank]
        ad.refresh_from_db()
        answer = answer_ad(
            ad=ad,
            message=MESSAGES[rank % len(MESSAGES)],
            upload=_upload(quote),
            by=members[rank + 1],
            at=stage.at - timedelta(days=1),
        )
        if rank < 2:  # the third is left for the visitor to open
            opened.append(add_answer_quote(answer=answer, by=of_person(ad.person), at=stage.at))
    _read(stage, opened)


def _received(stage: Stage, people: Sequence[Person], quotes: Sequence[PrintedQuote]) -> None:
    """Quotes that artisans received elsewhere: some kept by the one whom one plays, the others shown to the adviser.
    Scans and photos are left to the clock, which reads them in the first minutes."""
    added_quotes = []
    for quote in quotes:
        person = (
            people[0]
            if quote.rank in RANKS_RECEIVED_ELSEWHERE
            else people[1 + quote.rank % (len(people) - 1)]
        )
        by, at = of_person(person), stage.at - timedelta(hours=quote.rank)
        brief = person.briefs.first() if quote.rank == COMPARED_RANK else None
        reading = add_quote(person=person, upload=_upload(quote), brief=brief, by=by, at=at)
        if quote.rank not in RANKS_RECEIVED_ELSEWHERE:
            share_quote(reading=reading, by=by, at=at + timedelta(minutes=5))
        if quote.draft.paper == "pdf" or not reads_pictures():
            added_quotes.append(reading)
    _read(stage, added_quotes)


def _read(stage: Stage, readings: Sequence[QuoteReading]) -> None:
    """All of them in one child process: a child for each would take as long as all the rest."""
    results = read_all([document_of(reading) for reading in readings])
    for reading, quote in zip(readings, results, strict=True):
        keep_reading(reading=reading, result=quote, by=Viewer.system(stage.chamber.pk), at=stage.at)


def _upload(quote: PrintedQuote) -> Examined:
    """On its paper; as the printed PDF where this machine can't read a picture."""
    if not reads_pictures():
        return Examined(f"devis-{quote.rank}.pdf", kinds.PDF, quote.pdf)
    return Examined(quote.file_name, kinds.PDF, quote.content)


def reads_pictures() -> bool:
    """Whether scans and photos in French can be read here."""
    return reader_of_pictures() is not None
