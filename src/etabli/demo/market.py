"""Twenty briefs passed on as ads, their answers and what followed, quotes received elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from etabli.community.market.actions import answer_ad, record_outcome, send_elsewhere, send_message
from etabli.community.market.models import Ad, Destination
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.demo.quotes import PrintedQuote, printed
from etabli.demo.shared import ARTISAN, CAST, Filling
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.procurement.briefs import actions as briefs, engine
from etabli.procurement.briefs.ad_publication import pass_on
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Need
from etabli.procurement.quotes.actions import add_answer_quote, add_quote, keep_reading, share_quote
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.reading import read_all, reader_of_pictures
from etabli.procurement.quotes.sources import document_of
from etabli.territory.register.trades import trade

BRIEF_COUNT, WELL_ANSWERED_COUNT, ANSWER_COUNT = 20, 10, 8
# By `rank`, of the quotes that came from elsewhere: those of the artisan whom the visitor plays, and the one of these
# that stands beside the quotes of the answers.
PLAYED_ARTISAN_RANKS, COMPARED_RANK = frozenset({9, 10, 12, 15, 17, 20}), 17
MESSAGES = (
    "Bonjour, voici ma proposition : le devis est joint. Posez-moi toutes vos questions.",
    "Bonjour, tout est compris dans le prix de chaque mois. Appelez-moi avant de signer ailleurs.",
    "Bonjour, je travaille seule et près de chez vous. Je viens volontiers voir votre atelier d’abord.",
    "Bonjour, j’ai fait le même travail pour une boulangerie : je peux vous le montrer.",
    "Bonjour, le devis tient compte de vos photos. Il en manquerait trois ou quatre.",
)
FREE_TEXT_ANSWERS = {
    "makes": "Je travaille sur mesure, pour des particuliers du département.",
    "chosen-for": "On me dit que je tiens mes dates.",
}
DEFAULT_ANSWER = "À voir ensemble."
WANTED_OUTCOMES = ("site", "site", "shop", "page", "listing", "site", "campaign", "site", "shop", "site")


def fill_market(filling: Filling, members: list[Viewer]) -> None:
    """Briefs and ads, then answers of these members, and what follows."""
    ads = _ads(filling)
    _accept_ads(ads[:-1])  # the last one waits in the queue
    quotes = list(printed(timezone.localdate(filling.at) - timedelta(days=2), ads[0].person.name))
    _answers(filling, members, ads, quotes[:ANSWER_COUNT])
    _afterwards(filling, ads, members)
    _add_quotes_from_elsewhere(
        filling, [ad.person for ad in ads[:WELL_ANSWERED_COUNT]], quotes[ANSWER_COUNT:]
    )


def _ads(filling: Filling) -> list[Ad]:
    """The demonstration's artisan first, then others who came to a workshop."""
    first_person = Person.objects.select_related("artisan", "chamber").get(email=ARTISAN)
    other_persons = Person.objects.exclude(pk=first_person.pk).filter(artisan__business__isnull=False)
    persons = [
        first_person,
        *other_persons.select_related("artisan", "chamber").order_by("pk")[: BRIEF_COUNT - 1],
    ]
    return [
        _ad(filling, person, WANTED_OUTCOMES[index % len(WANTED_OUTCOMES)], index)
        for index, person in enumerate(persons)
    ]


def _ad(filling: Filling, person: Person, outcome: str, index: int) -> Ad:
    by, at = of_person(person), filling.at - timedelta(days=24 - index)
    brief = briefs.start_brief(
        person=person, outcome=outcome, trade=trade(person.artisan.trade_code).label, by=by, at=at
    )
    questions = engine.questions_to_ask(engine.Brief("", brief.trade, brief.outcome), load())
    for number, need in enumerate(questions if index < WELL_ANSWERED_COUNT else questions[:5]):
        if (
            number % 5 != 4 and need.id != engine.BUDGET
        ):  # one question in five is left for later, as people do
            briefs.answer_need(brief=brief, need_id=need.id, answer=_answer_to(need), by=by, at=at)
    briefs.set_frame(
        brief=brief,
        low_cents=None if index % 4 == 3 else 150_000,
        high_cents=None if index % 4 == 3 else 300_000,
        blank_why="Je ne connais pas les prix" if index % 4 == 3 else "",
        deadline_on=timezone.localdate(filling.at) + timedelta(days=90),
        by=by,
        at=at,
    )
    briefs.hand_over(brief=brief, by=by, at=at)
    return pass_on(
        brief=brief,
        deadline_on=timezone.localdate(filling.at) + timedelta(days=index + (3 if index % 4 == 1 else 20)),
        by=by,
        at=at,
    )


def _answer_to(need: Need) -> str:
    """The first ready answer, or a sentence where there is none."""
    return need.choices[0].label.fr if need.choices else FREE_TEXT_ANSWERS.get(need.id, DEFAULT_ANSWER)


def _accept_ads(ads: Sequence[Ad]) -> None:
    """A moderator accepts each a few hours after it was passed on, and the members learn of it at once."""
    memberships = Membership.objects.select_related("organisation", "user")
    by = of_membership(memberships.get(user__email=CAST["moderator"].email, role=Role.MODERATOR))
    cases = Case.objects.select_related("organisation").filter(subject_type="market.ad")
    for ad in ads:
        case = cases.get(subject_id=str(ad.pk))
        decide(case=case, accept=True, by=by, at=ad.passed_on_at + timedelta(hours=3))
    Ad.objects.filter(published_at__isnull=False).update(alerted_at=F("published_at"))


def _afterwards(filling: Filling, ads: Sequence[Ad], members: Sequence[Viewer]) -> None:
    """A few messages about an answer, ads shown outside too, and the result of a few ads."""
    for index in (0, 3):
        answer = (
            ads[index].answers.select_related("ad__person", "ad__consent", "member").order_by("pk").first()
        )
        assert answer is not None  # _answers has just given one to each of these
        artisan, member = of_person(ads[index].person), members[1 + index]
        send_message(answer=answer, text="Bonjour, les textes sont-ils compris ?", by=artisan, at=filling.at)
        send_message(
            answer=answer, text="Oui, je les écris avec vous en une demi-journée.", by=member, at=filling.at
        )
    for index in (1, 2, 4):
        for destination in (Destination.FEED, Destination.EMBED):
            by = of_person(ads[index].person)
            send_elsewhere(ad=ads[index], destination=destination, by=by, at=filling.at)
    for index, result in ((4, "here"), (5, "elsewhere"), (6, "none"), (7, "here"), (8, "here")):
        record_outcome(ad=ads[index], came_of=result, by=of_person(ads[index].person), at=filling.at)


def _answers(filling: Filling, members: list[Viewer], ads: list[Ad], quotes: Sequence[PrintedQuote]) -> None:
    """Three answers to the ad of the artisan whom the visitor plays, the others spread over other ads. The member whom
    the visitor plays has not answered that artisan."""
    readings = []
    for index, quote in enumerate(quotes):
        ad = ads[0] if index < 3 else ads[index]
        ad.refresh_from_db()
        answer = answer_ad(
            ad=ad,
            message=MESSAGES[index % len(MESSAGES)],
            upload=_upload(quote),
            by=members[index + 1],
            at=filling.at - timedelta(days=1),
        )
        if index < 2:  # the third is left for the visitor to open
            readings.append(add_answer_quote(answer=answer, by=of_person(ad.person), at=filling.at))
    _decode_quotes(filling, readings)


def _add_quotes_from_elsewhere(
    filling: Filling, people: Sequence[Person], quotes: Sequence[PrintedQuote]
) -> None:
    """Quotes that artisans received elsewhere: some kept by the one whom the visitor plays, the others shown to the
    adviser. Scans and photos are left to the clock, which reads them in the first minutes."""
    readings = []
    for quote in quotes:
        person = (
            people[0] if quote.rank in PLAYED_ARTISAN_RANKS else people[1 + quote.rank % (len(people) - 1)]
        )
        by, at = of_person(person), filling.at - timedelta(hours=quote.rank)
        brief = person.briefs.first() if quote.rank == COMPARED_RANK else None
        reading = add_quote(person=person, upload=_upload(quote), brief=brief, by=by, at=at)
        if quote.rank not in PLAYED_ARTISAN_RANKS:
            share_quote(reading=reading, by=by, at=at + timedelta(minutes=5))
        if quote.draft.paper == "pdf" or not reads_pictures():
            readings.append(reading)
    _decode_quotes(filling, readings)


def _decode_quotes(filling: Filling, readings: Sequence[QuoteReading]) -> None:
    """All of them in one child process: a child for each would take as long as all the rest."""
    results = read_all([document_of(reading) for reading in readings])
    for reading, result in zip(readings, results, strict=True):
        keep_reading(reading=reading, result=result, by=Viewer.system(filling.chamber.pk), at=filling.at)


def _upload(quote: PrintedQuote) -> Examined:
    """On its paper; as the printed PDF where this machine can't read a picture."""
    if not reads_pictures():
        return Examined(f"devis-{quote.rank}.pdf", kinds.PDF, quote.pdf)
    return Examined(quote.file_name, kinds.content_type(quote.content), quote.content)


def reads_pictures() -> bool:
    """Whether scans and photos in French can be read here."""
    return reader_of_pictures() is not None
