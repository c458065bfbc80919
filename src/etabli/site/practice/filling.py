"""The database on which one practises: an invented artisan with a little of everything, made by the acts of the apps,
after two organisations and an adviser."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from etabli.foundation.documents import render
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.links import give_link, token_of
from etabli.foundation.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Role,
    SecretLink,
    User,
)
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.foundation.seats.models import SignUp
from etabli.procurement.briefs import actions as briefs
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.actions import add_quote, keep_reading
from etabli.procurement.quotes.reading import read_all
from etabli.procurement.quotes.sources import document_of
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support.actions import book
from etabli.programme.surveys.actions import day_only, submit_answer
from etabli.programme.surveys.questionnaires import load_questionnaires
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.themes.delivered_themes import load_themes
from etabli.territory.places.actions import load_places
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan, import_register
from etabli.territory.register.engine import Establishment
from etabli.territory.register.models import Business
from etabli.territory.register.reading import reading_of

QUOTE_TEMPLATE = files("etabli.site.practice") / "documents" / "quote.typ"


@dataclass(frozen=True)
class _SampleQuote:
    """What an invented quote says: its lines are (label, quantity, unit price in euros before tax)."""

    file_name: str
    number: str
    supplier: str
    siret: str  # begins with 000, which the official register never gives out
    subject: str
    lines: tuple[tuple[str, int, int], ...]
    terms: tuple[str, ...]


# One that is clear, and a rental that looks cheap by the month.
SAMPLE_QUOTES = (
    _SampleQuote(
        "devis-site-internet.pdf",
        "E-101",
        "Atelier Web du Modèle (inventé)",
        "00099901100018",
        "Création d’un site vitrine",
        (
            ("Création du site vitrine, 5 pages", 1, 1500),
            ("Rédaction des textes avec vous", 4, 60),
            ("Hébergement et nom de domaine à votre nom, première année", 12, 15),
        ),
        (
            "Acompte de 30 % à la commande, solde à la livraison, paiement à 30 jours.",
            "Le nom de domaine est enregistré au nom du client.",
            "Livraison six semaines après réception des textes et photos.",
        ),
    ),
    _SampleQuote(
        "devis-location.pdf",
        "E-102",
        "Présence Facile (inventé)",
        "00099902900010",
        "Votre présence sur internet, formule tout compris",
        (("Licence d’exploitation du site internet", 48, 190), ("Frais de mise en service", 1, 400)),
        (
            "Contrat irrévocable de 48 mois, loyer mensuel de 190,00 € HT prélevé automatiquement.",
            "Le contrat peut être cédé à un bailleur après signature du procès-verbal de livraison.",
            "Renouvellement par tacite reconduction pour 12 mois, préavis de 6 mois.",
        ),
    ),
)


def uploads(client: str, on: date) -> Iterator[Examined]:
    """Each quote as the file that its supplier would send, dated `on`."""
    for quote in SAMPLE_QUOTES:
        content = render(QUOTE_TEMPLATE, _paper_context(quote, client, on), title=f"Devis {quote.subject}")
        yield Examined(quote.file_name, kinds.PDF, content)


def _paper_context(quote: _SampleQuote, client: str, on: date) -> dict[str, object]:
    net = Decimal(sum(quantity * price for _label, quantity, price in quote.lines))
    return {
        "supplier": quote.supplier,
        "siret": quote.siret,
        "client": client,
        "number": quote.number,
        "issued": f"{on:%d/%m/%Y}",
        "until": f"{on + timedelta(days=60):%d/%m/%Y}",
        "subject": quote.subject,
        "lines": [
            {
                "label": label,
                "quantity": str(quantity),
                "price": _euros(Decimal(price)),
                "amount": _euros(Decimal(quantity * price)),
            }
            for label, quantity, price in quote.lines
        ],
        "net": _euros(net),
        "vat": _euros(net / 5),
        "gross": _euros(net * 6 / 5),
        "terms": list(quote.terms),
    }


def _euros(amount: Decimal) -> str:
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",")


NAME, EMAIL = "Dominique (nom inventé)", "dominique@exercice.invalid"
ADVISER = "conseil@exercice.invalid"
OTHER_NAMES = ("Andrea (nom inventé)", "Camille (nom inventé)", "Sacha (nom inventé)")
BUSINESS, SIRET, TRADE = "Menuiserie du Modèle", "00099900300015", "4332AA"
TOWNS = ("Pauillac", "Blaye", "Libourne", "Langon", "Arcachon")
DAYS_AHEAD = (12, 19, 27, 40, 55)
DAYS_AGO = 21
ANSWERED_QUESTIONS = 3  # questions of the project: it is begun, not done


def fill(at: datetime) -> None:
    """Fill the empty database in which we are; all or nothing."""
    with transaction.atomic():
        system = Viewer.system()
        load_places(by=system, at=at)
        load_themes(by=system, at=at)
        load_questionnaires(by=system, at=at)
        chamber = Organisation.objects.create(
            kind=OrganisationKind.CHAMBER, name="Chambre de métiers (pour s’exercer)"
        )
        Organisation.objects.create(
            kind=OrganisationKind.ASSOCIATION, name="Association (pour s’exercer)", chamber=chamber
        )
        adviser = _adviser(chamber)
        person = _artisan(chamber, adviser, at)
        _workshop_sessions(person, adviser, at)
        _half_day(person, adviser, at)
        _brief(person, at)
        _quotes(person, at)
        give_link(person=person, scope=SecretLink.Scope.SPACE, at=at)


def artisan_space_token() -> str:
    """The secret link to Dominique's space, in the copy in which we are: its token."""
    return token_of(SecretLink.objects.get(person__email=EMAIL, scope=SecretLink.Scope.SPACE))


def _adviser(chamber: Organisation) -> Viewer:
    user = User.objects.create_user(ADVISER, "Alex, conseil (nom inventé)")
    return of_membership(Membership.objects.create(user=user, organisation=chamber, role=Role.ADVISER))


def _artisan(chamber: Organisation, adviser: Viewer, at: datetime) -> Person:
    """Dominique, whose business is in the register of the place."""
    town = Commune.objects.get(name=TOWNS[0])
    row = Establishment(SIRET, BUSINESS, TRADE, town.code, None, None, is_published=True)
    import_register(chamber=chamber, reading=reading_of([row]), files="exercice", by=adviser, at=at)
    person = add_person(chamber=chamber, name=NAME, email=EMAIL, phone="", by=Viewer.nobody(), at=at)
    attach_artisan(person=person, business=Business.objects.get(siret=SIRET), by=of_person(person), at=at)
    return person


def _workshop_sessions(person: Person, adviser: Viewer, at: datetime) -> None:
    """A workshop that Dominique came to, and five to come."""
    venues = [
        workshops.add_venue(
            fields={
                "name": "Salle du conseil",
                "commune": Commune.objects.get(name=town),
                "address": "1 place de la Mairie",
                "capacity": 12,
                "accessible": True,
            },
            by=adviser,
            at=at,
        )
        for town in TOWNS
    ]
    themes = list(Theme.objects.order_by("code"))
    past = _session(themes[0], venues[0], adviser, at, -DAYS_AGO)
    _attend_and_answer_survey(past, person, adviser)
    for rank, days in enumerate(DAYS_AHEAD):
        _session(themes[(rank + 1) % len(themes)], venues[rank], adviser, at, days)


def _session(theme: Theme, venue: Venue, adviser: Viewer, at: datetime, days: int) -> Session:
    """In about `days` days, never on a weekend; three people have a place."""
    day = timezone.localdate(at) + timedelta(days=days)
    day += timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
    starts_at = _local_datetime(day, 14)
    announced_at = min(at, starts_at - timedelta(days=45))
    session = workshops.create_session(
        theme=theme,
        venue=venue,
        adviser=User.objects.get(email=ADVISER),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3, minutes=30),
        capacity=8,
        by=adviser,
        at=announced_at,
    )
    for rank, name in enumerate(OTHER_NAMES):
        _sign_up(session, name, f"artisan-{rank}@exercice.invalid", announced_at)
    return session


def _sign_up(session: Session, name: str, email: str, at: datetime) -> SignUp:
    commune = session.venue.commune
    return workshops.sign_up_for_session(
        session=session, name=name, email=email, commune=commune, by=Viewer.nobody(), at=at
    )


def _attend_and_answer_survey(session: Session, person: Person, adviser: Viewer) -> None:
    """Dominique came, and asked for a half-day on the way out."""
    ended = session.occasion.ends_at
    sign_up = _sign_up(session, person.name, person.email, ended - timedelta(days=10))
    workshops.mark_presence(sign_up=sign_up, present=True, by=adviser, at=ended)
    submit_answer(
        session=session,
        answers={"useful": "very", "themes": [], "half_day": "yes", "free": ""},
        name=person.name,
        contact=person.email,
        by=Viewer.nobody(),
        at=day_only(ended),
    )


def _half_day(person: Person, adviser: Viewer, at: datetime) -> None:
    user = User.objects.get(email=ADVISER)
    today = timezone.localdate(at)
    day, half = free_half_days(adviser, user, today + timedelta(days=8), today + timedelta(days=60))[0]
    book(
        person=person,
        wish=person.wishes.filter(kind="half_day").first(),
        adviser=user,
        on=day,
        half=half,
        place=f"À l’atelier, {TOWNS[0]}",
        by=adviser,
        at=at,
    )


def _brief(person: Person, at: datetime) -> None:
    by = of_person(person)
    brief = briefs.start_brief(person=person, outcome="site", trade="Menuiserie", by=by, at=at)
    for need, _weight in load().asked_for(brief.outcome, brief.trade)[:ANSWERED_QUESTIONS]:
        answer = need.choices[0].label.fr if need.choices else "Montrer mes réalisations."
        briefs.answer_need(brief=brief, need_id=need.id, answer=answer, by=by, at=at)


def _quotes(person: Person, at: datetime) -> None:
    """Both read in one child process."""
    by, system = of_person(person), Viewer.system(person.chamber_id)
    added_quotes = [
        add_quote(person=person, upload=upload, by=by, at=at)
        for upload in uploads(NAME, timezone.localdate(at))
    ]
    for reading, result in zip(
        added_quotes, read_all([document_of(added) for added in added_quotes]), strict=True
    ):
        keep_reading(reading=reading, result=result, by=system, at=at)


def _local_datetime(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
