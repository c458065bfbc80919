"""A season of workshops: 40 past, 12 to come, who came, what they asked for, half-days held and told."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from etabli.demo import group_sign_ups
from etabli.demo.group_sign_ups import sign_sheet
from etabli.demo.invented import person_name
from etabli.demo.shared import ARTISAN, WHOLE, Filling
from etabli.demo.special_sessions import vary
from etabli.demo.working_days import at_hour, worked_after, worked_from
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats.models import SignUp
from etabli.programme.demand.models import Wish
from etabli.programme.diary.models import Half
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions as support
from etabli.programme.support.models import Appointment
from etabli.programme.support.places import whereabouts_of
from etabli.programme.surveys.actions import day_only, submit_answer, type_sheet
from etabli.programme.surveys.tasks import settle_due
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import communes_near
from etabli.territory.register.models import Business
from etabli.territory.register.trades import sector_of
from etabli.territory.relays.models import Relay

PAST_COUNT, COMING_COUNT = WHOLE.past, 12
ON_PAPER_RANK = PAST_COUNT - 3  # the session whose questionnaires were on paper
COMING_HALF_DAYS = 6  # half-days booked for the coming weeks
WAITING_REQUESTS = 8  # requests that have no half-day yet
LAST_WORKSHOP_DAYS = (
    3  # days of work until the last workshop of the list, in the town of the relay that one plays
)
FLOORS = ("Entrée par la cour, salle de plain-pied", "", "Premier étage, par l’escalier de la cour")
MISSED_SUBJECTS = ("practice", "time", "trade", "level")  # by those who found it of little use
ROOMS = ("Salle du conseil", "Médiathèque", "Salle des fêtes", "Maison de l’entreprise")
TOWNS = (
    "Pauillac", "Blaye", "Libourne", "Langon", "Arcachon", "Lesparre-Médoc", "La Réole", "Mérignac",
    "Saint-André-de-Cubzac", "Bazas", "Andernos-les-Bains", "Bordeaux", "Coutras", "Belin-Béliet",
)  # fmt: skip
WISHED_THEMES = {  # by sector
    "ALIMENTATION": ("social", "photos", "loyalty"),
    "BATIMENT": ("invoicing", "quotes", "visible"),
    "FABRICATION": ("selling", "photos", "social"),
    "SERVICES": ("customers", "search", "loyalty"),
}
REMARKS = (  # invented, like the rest; most write nothing
    *[""] * 30,
    "Les réseaux sociaux, je ne savais pas par où commencer.",
    "",
    "Plus de temps sur les photos, avec mon propre téléphone.",
    "",
    "Le parking était loin de la salle.",
    "",
    "Pas facile de se garer, prévoyez un parking.",
    "Des exemples dans le bâtiment, s’il vous plaît.",
    "",
)  # fmt: skip
REPORTS = {
    "helped": "Nous avons repris la fiche d’établissement et choisi six photos.",
    "go_on": "Nous avons créé la page et préparé trois publications. Il reste la boutique à décider.",
    "no_help": "Le besoin était une question de droit : la chambre a un service pour cela, le nom est donné.",
    "absent": "Empêchement de dernière minute. Un nouveau rendez-vous est à prendre.",
}
NEXT_STEPS = {
    "helped": "Ajouter une photo par semaine à la fiche.\nRépondre aux trois derniers avis.",
    "go_on": "Publier une photo d’ici vendredi.\nLister ce qui se vend le mieux.\nChoisir un nom de boutique.",
    "no_help": "Appeler le service juridique de la chambre.",
    "absent": "Choisir une autre date.",
}


def fill_season(filling: Filling, relays: list[Relay], count: Callable[[int, int], object]) -> None:
    """The whole season, in the order of time; of a smaller one the first workshops weren't held. `count` hears how many
    workshops are filled, and of how many."""
    venues = _venues(filling)
    themes = list(Theme.objects.order_by("code"))
    ranks = range(PAST_COUNT - filling.size.past, PAST_COUNT + COMING_COUNT)
    for number, rank in enumerate(ranks):
        count(number, len(ranks))
        venue = venues[0 if _is_soon(rank) else rank % len(venues)]
        session = _session(filling, themes[rank % len(themes)], venue, _start(filling.at, rank), rank)
        _people(filling, session, relays, rank)
        if rank == PAST_COUNT:
            group_sign_ups.give_back(filling, session)
        if rank == PAST_COUNT + 1:
            group_sign_ups.sign_up(filling, session)
        if rank < PAST_COUNT:
            _afternoon_after(filling, session, on_paper=rank == ON_PAPER_RANK)
            if rank % group_sign_ups.ONE_IN == group_sign_ups.ONE_IN - 1:
                group_sign_ups.report(filling, session, rank)
        if rank == PAST_COUNT - 1:
            sign_sheet(filling, session)
            group_sign_ups.give_documents(filling, session)
    settle_due(filling.at)
    _half_days(filling)
    vary(filling, themes, venues)


def _venues(filling: Filling) -> list[Venue]:
    communes = {town.name: town for town in Commune.objects.filter(name__in=TOWNS)}
    return [
        Venue.objects.create(
            chamber=filling.chamber,
            name=ROOMS[rank % len(ROOMS)],
            commune=communes[name],
            address="1 place de la Mairie",
            capacity=12,
            accessible=rank % len(FLOORS) != 2,
            equipment=["projector", "wifi"] if rank % 2 else ["projector", "board", "sockets"],
            directions=f"{floor} (salle inventée)." if (floor := FLOORS[rank % len(FLOORS)]) else "",
            contact_name="L’accueil (inventé)",
            contact_phone="05 36 49 00 01",
        )
        for rank, name in enumerate(TOWNS)
    ]


def _start(at: datetime, rank: int) -> datetime:
    """On a day of work, in the morning or the afternoon by turns; the last one is this week's or the next's."""
    today = timezone.localdate(at)
    days = 9 + 6 * (rank - PAST_COUNT) if rank >= PAST_COUNT else 8 * (rank - PAST_COUNT)
    day = (
        worked_after(today, LAST_WORKSHOP_DAYS)
        if _is_soon(rank)
        else worked_from(today + timedelta(days=days))
    )
    return at_hour(day, time(9) if rank % 2 else time(14))


def _is_soon(rank: int) -> bool:
    return rank == PAST_COUNT + COMING_COUNT - 1


def _session(filling: Filling, theme: Theme, venue: Venue, start: datetime, rank: int) -> Session:
    announced = min(filling.at, start - timedelta(days=45))
    return workshops.create_session(
        theme=theme,
        venue=venue,
        adviser=filling.user,
        starts_at=start,
        ends_at=start + timedelta(hours=3, minutes=30),
        capacity=6 if rank == PAST_COUNT else 12,
        by=filling.adviser,
        at=announced,
    )


def _people(filling: Filling, session: Session, relays: list[Relay], rank: int) -> None:
    """Artisans from around sign up: about eleven in the past, fewer to come, one session full."""
    count = filling.random.randint(9, 13) if rank < PAST_COUNT else filling.random.randint(2, 9)
    if rank == PAST_COUNT:
        count = 9
    homes = _homes(session, count)
    total = homes.count()
    for number in range(count):
        business = homes[filling.random.randrange(max(1, total - count))]
        name = person_name(filling.random)
        is_first = rank == PAST_COUNT - 1 and number == 0
        email = ARTISAN if is_first else f"artisan-{rank}-{number}@demo.invalid"
        at = min(filling.at, session.occasion.starts_at - timedelta(days=filling.random.randint(3, 30)))
        if rank == PAST_COUNT and number == session.occasion.capacity:
            group_sign_ups.wait(filling, session)
        workshops.sign_up_for_session(
            session=session,
            name=name,
            email=email,
            phone=f"05 36 49 {10 + rank:02} {number:02}" if number % 4 else "",
            commune=business.commune,
            business=business,
            may_contact=True,
            via=filling.random.choice(relays).code if filling.random.random() < 0.5 else "",
            by=Viewer.nobody(),
            at=at,
        )


def _homes(session: Session, count: int) -> QuerySet[Business]:
    """Businesses within 30 km that nobody came from yet; any at all where a small register holds too few."""
    open_ones = Business.objects.filter(closed_on=None, merged_into=None).exclude(siret="")
    businesses = open_ones.select_related("commune").order_by("siret")
    near = [place.code for place in communes_near(session.venue.commune_id, within_km=30)]
    homes = businesses.filter(commune__in=near, artisans=None)
    return homes if homes.count() >= count else businesses


def _afternoon_after(filling: Filling, session: Session, *, on_paper: bool) -> None:
    """Who came, and what they answered on the way out; or what was typed from their sheets the day after."""
    at = session.occasion.ends_at
    for sign_up in session.occasion.sign_ups.filter(status=SignUp.Status.SEATED).select_related(
        "person__artisan"
    ):
        came = sign_up.held_by.email == ARTISAN or filling.random.random() < 0.86
        workshops.mark_presence(sign_up=sign_up, present=came, by=filling.adviser, at=at)
        if came and filling.random.random() < 0.9:
            _answer(filling, session, sign_up.required_person, at, on_paper=on_paper)


def _answer(filling: Filling, session: Session, person: Person, at: datetime, *, on_paper: bool) -> None:
    wants = (
        person.email == ARTISAN or filling.random.random() < 0.58
    )  # about six of ten: observed, not forecast
    useful = filling.random.choices(["very", "rather", "little"], [6, 3, 1])[0]
    answers = {
        "useful": useful,
        "missing": [MISSED_SUBJECTS[person.pk % len(MISSED_SUBJECTS)]] if useful == "little" else [],
        "able": {"very": 4, "rather": 3, "little": 1}[useful] + person.pk % 2,
        "themes": _wished(filling, session, person),
        "half_day": "yes" if wants else filling.random.choice(["no", "maybe"]),
        "free": REMARKS[person.pk % len(REMARKS)],
    }
    if on_paper:
        typed_at = at + timedelta(days=1)
        whose = person if wants else None
        doubt = ["able"] if whose is None and useful == "rather" else []
        type_sheet(
            session=session, answers=answers, doubtful=doubt, person=whose, by=filling.adviser, at=typed_at
        )
        return
    submit_answer(
        session=session,
        answers=answers,
        name=person.name if wants else "",
        contact=person.email if wants else "",
        by=Viewer.nobody(),
        at=day_only(at),
    )


def _wished(filling: Filling, session: Session, person: Person) -> list[str]:
    """One or two themes: often those that their sector asks for, or the one that everybody around does."""
    themes = [code for code in Theme.objects.values_list("code", flat=True) if code != session.theme_id]
    around = themes[int(session.venue.commune.epci_id) % len(themes)]
    preferred = WISHED_THEMES.get(sector_of(person.artisan.trade_code), ())
    weights = [1 + 3 * (code in preferred) + 6 * (code == around) for code in themes]
    return list(dict.fromkeys(filling.random.choices(themes, weights, k=filling.random.randint(1, 2))))


def _half_days(filling: Filling) -> None:
    """Past requests had their half-day and its report, or have it in the coming weeks; the latest wait."""
    wishes = Wish.objects.filter(kind="half_day", person__isnull=False).select_related(
        "person__chamber", "person__artisan__commune"
    )
    wishes = wishes.exclude(person__email=ARTISAN).order_by("expressed_on", "pk")
    answered_wishes = list(wishes)[:-WAITING_REQUESTS]
    outcomes = ["helped", "helped", "go_on", "no_help", "absent"]
    for rank, wish in enumerate(answered_wishes):
        person = wish.person
        assert person is not None  # filtered above
        assert person.artisan.commune is not None  # invented so
        soon = rank >= len(answered_wishes) - COMING_HALF_DAYS
        number = rank - len(answered_wishes) + COMING_HALF_DAYS
        day, half = _free_soon(filling, number) if soon else _free_after(filling, wish.expressed_on)
        booked_at = timezone.make_aware(datetime.combine(wish.expressed_on, time(18)))
        appointment = support.book(
            person=person,
            wish=wish,
            adviser=filling.user,
            on=day,
            half=half,
            place=whereabouts_of(filling.adviser, person).places[0],
            by=filling.adviser,
            at=booked_at,
        )
        if day < filling.at.date():
            outcome = outcomes[rank % len(outcomes)]
            support.write_report(
                appointment=appointment,
                outcome=outcome,
                report=REPORTS[outcome],
                next_step=NEXT_STEPS[outcome],
                by=filling.adviser,
                at=timezone.make_aware(datetime.combine(day, time(19))),
            )
            _news(filling, appointment, day)


def _news(filling: Filling, appointment: Appointment, day: date) -> None:
    """A month after, of those who were helped: most go on, some have stopped, some have not answered yet."""
    asked_at = timezone.make_aware(datetime.combine(day + timedelta(days=31), time(9)))
    if appointment.outcome != "helped" or asked_at >= filling.at:
        return
    follow_up = support.follow_up(appointment=appointment, months=1, by=filling.adviser, at=asked_at)
    answer = ("going", "going", "stopped", "")[appointment.pk % 4]
    if answer:
        said_at = asked_at + timedelta(hours=10)
        support.answer_follow_up(asked=follow_up, answer=answer, by=of_person(follow_up.person), at=said_at)


def _free_soon(filling: Filling, number: int) -> tuple[date, str]:
    """An afternoon of the coming days of work, one a day, today's first."""
    day = worked_after(timezone.localdate(filling.at), number)
    return next((on, half) for on, half in _free(filling, day) if half == Half.AFTERNOON)


def _free_after(filling: Filling, asked_on: date) -> tuple[date, str]:
    """A half-day ten days or more after the request."""
    return next(_free(filling, asked_on + timedelta(days=10)))


def _free(filling: Filling, since: date) -> Iterator[tuple[date, str]]:
    """The half-days of the adviser that hold nothing."""
    return iter(free_half_days(filling.adviser, filling.user, since, since + timedelta(days=90)))
