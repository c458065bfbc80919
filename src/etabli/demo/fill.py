"""The fictional département, built through the product's own actions: journal, mails and counts are true."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db import transaction

from etabli.demo import (
    assembly,
    association,
    calls,
    campaigns,
    diaries,
    directory,
    events,
    first_steps,
    forum,
    funding,
    goals,
    jobs,
    mailings,
    market,
    moderation,
    neutrality,
    outreach,
    paths,
    project,
    protection,
    register,
    season,
    season_plan,
    stories,
    visibility,
    watches,
)
from etabli.demo.shared import CAST, WHOLE, Filling, Size
from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.ui.elision import join_little_words
from etabli.programme.surveys.questionnaires import load_questionnaires
from etabli.programme.workshops.themes.delivered_themes import load_themes
from etabli.territory.places.actions import load_places
from etabli.territory.places.models import Commune
from etabli.territory.relays.actions import create_relay
from etabli.territory.relays.models import Relay, RelayVisit

RELAY_COUNT = 30
SEASON_PERCENTS = (6, 57)  # the percents between which the workshops are filled
LEGAL = """\
Ce site est une démonstration : la chambre et toutes les personnes sont inventées.

Éditeur : Chambre de métiers (démonstration), 1 place de l’Exemple, 33000 Bordeaux.
Directrice de la publication : la présidente de la chambre.
Hébergement : l’ordinateur de la personne qui a lancé cette démonstration."""
SEED = 33


class AlreadyFilled(Exception):
    """The database holds something already: the demonstration only fills an empty one."""


type Say = Callable[
    [int, str, str], object
]  # percent that is done, what is done now in French and in English


def fill_database(*, at: datetime, say: Say, size: Size = WHOLE) -> None:
    """Fill an empty database, the same way for the same day; all or nothing. `say` is called before each part, and at
    the end. Raises AlreadyFilled."""
    if Organisation.objects.exists():
        raise AlreadyFilled(
            "La base contient déjà quelque chose : la démonstration ne remplit qu'une base vide."
        )
    with transaction.atomic():
        say(0, "La carte et les thèmes", "The map and the themes")
        system = Viewer.system()
        load_places(by=system, at=at)
        load_themes(by=system, at=at)
        load_questionnaires(by=system, at=at)
        filling = _create_people(at, size)
        n = size.businesses
        say(1, f"{n} entreprises inventées", f"{n} invented businesses")
        register.fill_register(filling, SEED)
        relays = _relays(filling)
        season.fill_season(filling, relays, partial(_workshops, say))
        diaries.fill_diaries(filling)
        outreach.describe_relays(filling, relays)
        outreach.fill_outreach(filling, relays)
        say(
            60, "Les histoires, les envois, la saison prochaine", "The stories, the mailings, the next season"
        )
        stories.play(filling)
        mailings.fill_mailings(filling)
        season_plan.play(filling)
        goals.fill_goals(filling)
        funding.fill_funding(filling)
        first_steps.fill_first_steps(filling)
        protection.fill_protection(filling)
        visibility.fill_visibility(filling)
        campaigns.fill_campaigns(filling)
        _associations(filling, say)
        say(85, "Les messages", "The messages")
        _settle_mails()
    say(100, "Le département fictif est rempli", "The fictional département is filled")


def _associations(filling: Filling, say: Say) -> None:
    """The association, its ads, quotes, calls and jobs."""
    say(63, "L'association et son annuaire", "The association and its directory")
    members = association.fill_association(filling)
    directory.fill_directory(filling)
    say(65, "Les annonces et les devis", "The ads and the quotes")
    market.fill_market(filling, members)
    project.fill_project(filling)
    paths.fill_paths(filling)
    say(77, "Les appels, l'assemblée, les offres d'emploi", "The calls, the assembly, the job offers")
    calls.fill_calls(filling)
    watches.play(filling)
    moderation.fill_moderation(filling)
    assembly.fill_assemblies(filling)
    jobs.fill_jobs(filling)
    forum.fill_forum(filling, members)
    events.fill_events(filling, members)
    neutrality.fill_neutrality(filling)


def _workshops(say: Say, number: int, of: int) -> None:
    """One in five is said: they take the longest."""
    if number % 5 == 0:
        percent = SEASON_PERCENTS[0] + (SEASON_PERCENTS[1] - SEASON_PERCENTS[0]) * number // of
        say(percent, f"Les ateliers ({number} sur {of})", f"The workshops ({number} of {of})")


def _create_people(at: datetime, size: Size) -> Filling:
    chamber = Organisation.objects.create(
        kind=OrganisationKind.CHAMBER,
        name="Chambre de métiers (démonstration)",
        phone="05 36 49 00 00",  # of the numbers kept for fiction
        hours="du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h",
        legal=LEGAL,
    )
    members = Organisation.objects.create(
        kind=OrganisationKind.ASSOCIATION,
        name="Association des professionnels du numérique (démonstration)",
        chamber=chamber,
    )
    town_hall = Organisation.objects.create(
        kind=OrganisationKind.RELAY, name="Mairie de Pauillac (démonstration)", chamber=chamber
    )
    homes = {
        "adviser": [(chamber, Role.ADVISER)],
        "manager": [(chamber, Role.MANAGER)],
        "member": [(members, Role.MEMBER)],
        "relay": [(town_hall, Role.RELAY)],
        "moderator": [(members, Role.MODERATOR)],
        "board": [(chamber, Role.ADVISER), (members, Role.BOARD)],
    }
    memberships: dict[str, Membership] = {}
    for name, player in CAST.items():
        user = User.objects.create_user(player.email, player.name)
        for organisation, role in homes[name]:
            membership = Membership.objects.create(user=user, organisation=organisation, role=role)
            memberships.setdefault(name, membership)
    adviser = memberships["adviser"]
    return Filling(chamber, members, of_membership(adviser), adviser.user, at, Random(SEED), size)


def _relays(filling: Filling) -> list[Relay]:
    towns = list(Commune.objects.order_by("-population")[: RELAY_COUNT * 3 : 3])
    towns[0] = Commune.objects.get(name="Pauillac")
    kinds = ["town_hall", "town_hall", "association", "town_hall", "club", "library", "coworking"]
    kinds += [*kinds[:4], "antenna", "other", *kinds[6:]]
    names = {
        "town_hall": "Mairie {}",
        "association": "Les artisans {}",
        "club": "Club d’entreprises {}",
        "library": "Médiathèque {}",
        "coworking": "Bureaux partagés {}",
        "antenna": "Antenne {} de la chambre de métiers",
        "other": "Marché des créateurs {}",
    }
    town_hall = Organisation.objects.get(kind=OrganisationKind.RELAY)
    relays = []
    for rank, town in enumerate(towns):
        kind = kinds[rank % len(kinds)]
        relay = create_relay(
            chamber=filling.chamber,
            kind=kind,
            name=join_little_words(names[kind].format(f"de {town.name}")),
            commune=town,
            organisation=town_hall if rank == 0 else None,
            by=filling.adviser,
            at=filling.at,
        )
        relays.append(relay)
        _visits(filling, relay)
    return relays


def _visits(filling: Filling, relay: Relay) -> None:
    """What the relay's link brought over the past year, by day."""
    days = filling.random.sample(range(1, 330), filling.random.randint(6, 40))
    RelayVisit.objects.bulk_create(
        RelayVisit(
            relay=relay, on=(filling.at - timedelta(days=day)).date(), visits=filling.random.randint(1, 6)
        )
        for day in days
    )


def _settle_mails() -> None:
    """All that was written is in the outbox; nothing of the past waits for the worker."""
    from django_tasks_db.models import DBTaskResult

    for pk in Notice.objects.filter(leaves_at__isnull=False).order_by("pk").values_list("pk", flat=True):
        notice_mails.queue_mail(pk)
    Message.objects.update(status=Message.Status.SENT)
    DBTaskResult.objects.all().delete()
