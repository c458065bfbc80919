"""Forty invented offers of work: most out, some waiting for a moderator, one refused, some over or filled."""

from datetime import datetime, timedelta
from typing import Any

from etabli.community.jobs import actions
from etabli.community.jobs.engine import Kind, Period, Remote, Terms, Unit
from etabli.community.jobs.links import correspondent_for_address
from etabli.community.jobs.models import Job
from etabli.community.jobs.rules import as_correspondent
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.demo.shared import Filling
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.territory.places.models import Commune

OFFER_COUNT = 40
WAITING, FILLED, OLD = 12, 4, 4  # of the last, those from outside are not read yet; the first are over
TOWNS = ("Bordeaux", "Mérignac", "Libourne", "Pauillac", "Arcachon", "Langon")
EMPLOYERS = ("Atelier", "Boulangerie", "Coopérative", "Maison", "Menuiserie", "Studio")
NAMES = ("des Quinconces", "Lalande", "du Bassin", "de la Rive", "Garonne", "des Lacs", "du Sud")
# (kind, title, trade, skills, pay in euros from and to)
POSTS: tuple[tuple[Kind, str, str, str, int, int], ...] = (
    (Kind.PERMANENT, "Développeuse ou développeur web", "developer", "Python, HTML, CSS", 2300, 2800),
    (
        Kind.FIXED_TERM,
        "Rédactrice ou rédacteur pour le web",
        "writer",
        "Écrire court, interroger",
        1950,
        2100,
    ),
    (Kind.INTERNSHIP, "Filling de graphisme : une charte", "graphic-designer", "Dessin vectoriel", 660, 660),
    (
        Kind.APPRENTICESHIP,
        "Apprentissage : réseaux sociaux",
        "community-manager",
        "Écrire, filmer",
        900,
        1300,
    ),
    (Kind.MISSION, "Refonte d’un site de dix pages", "developer", "WordPress, accessibilité", 320, 400),
    (Kind.MISSION, "Trois films d’une minute à l’atelier", "videographer", "Tournage, montage", 380, 450),
    (Kind.FIXED_TERM, "Conseil numérique aux commerces", "consultant", "Pédagogie, déplacements", 2100, 2400),
    (Kind.PERMANENT, "Programmeuse ou programmeur", "programmer", "Java ou Python, tests", 2600, 3400),
)
DURATIONS = {
    Kind.FIXED_TERM: (6, Unit.MONTHS),
    Kind.INTERNSHIP: (10, Unit.WEEKS),
    Kind.APPRENTICESHIP: (12, Unit.MONTHS),
    Kind.MISSION: (12, Unit.DAYS),
}
WHERE = (Remote.ON_SITE, Remote.HYBRID, Remote.REMOTE)


def fill_jobs(filling: Filling) -> None:
    """Written, sent and read over the past weeks, by members and by businesses from outside."""
    towns = {town.name: town.pk for town in Commune.objects.filter(name__in=TOWNS)}
    members = Membership.objects.filter(organisation=filling.association, role=Role.MEMBER, ended_on=None)
    authors = [
        of_membership(member) for member in members.select_related("user", "organisation").order_by("pk")[:12]
    ]
    moderator = of_membership(
        Membership.objects.select_related("user", "organisation").get(
            organisation=filling.association, role=Role.MODERATOR
        )
    )
    for rank in range(OFFER_COUNT):
        at = filling.at - timedelta(days=_age(rank), hours=rank % 7)
        by = authors[rank % len(authors)] if rank % 4 else _outsider(filling, rank, at)
        _offer(filling, rank, by, moderator, _terms(rank, towns), at)


def _age(rank: int) -> int:
    """How many days ago it was written: the oldest are over."""
    return 75 if rank < OLD else (OFFER_COUNT - rank) // 2


def _terms(rank: int, towns: dict[str, str]) -> Terms:
    kind, title, trade, skills, low, high = POSTS[rank % len(POSTS)]
    remote = WHERE[rank // 2 % len(WHERE)]
    duration, unit = DURATIONS.get(kind, (None, Unit.MONTHS))
    extra_terms: dict[str, Any] = (
        {"diploma": "Bac + 2 ou plus"} if kind in (Kind.INTERNSHIP, Kind.APPRENTICESHIP) else {}
    )
    return Terms(
        kind=kind,
        title=title,
        employer=f"{EMPLOYERS[rank % len(EMPLOYERS)]} {NAMES[rank % len(NAMES)]} (fictif)",
        duties=(
            "Vous travaillez avec une petite équipe, du premier échange jusqu’à la mise en ligne.\n"
            "Vous montrez votre travail chaque semaine et vous tenez compte des retours."
        ),
        skills=skills,
        trade=trade,
        commune_id=None if remote == Remote.REMOTE else towns.get(TOWNS[rank % len(TOWNS)]),
        remote=remote,
        duration=duration,
        duration_unit=unit,
        week_minutes=None if kind == Kind.MISSION else (35 if rank % 3 else 28) * 60,
        pay_low_cents=low * 100,
        pay_high_cents=high * 100,
        pay_period=Period.DAY if kind == Kind.MISSION else Period.MONTH,
        agreement=kind == Kind.INTERNSHIP,
        how_to_apply="Quelques lignes et deux exemples de votre travail suffisent.",
        **extra_terms,
    )


def _outsider(filling: Filling, rank: int, at: datetime) -> Viewer:
    """A business without an account, which has opened the link of our mail."""
    correspondent = correspondent_for_address(
        organisation_id=filling.association.pk,
        chamber_id=filling.chamber.pk,
        email=f"entreprise-{rank}@demo.invalid",
        at=at,
    )
    return as_correspondent(Viewer.nobody(), correspondent)


def _offer(filling: Filling, rank: int, by: Viewer, moderator: Viewer, terms: Terms, at: datetime) -> None:
    job = actions.write_job(organisation=filling.association, terms=terms, by=by, at=at)
    job = actions.send_job(job=job, by=by, at=at)
    case = Case.objects.get(subject_type="jobs.job", subject_id=str(job.pk))
    if rank >= OFFER_COUNT - WAITING and job.published_at is None:
        return
    if job.published_at is None and rank == OLD:
        words = "Dites ce que la personne fera, avec qui, et à quelle paie."
        decide(case=case, accept=False, reason="other", words=words, by=moderator, at=at)
        return
    if rank < OFFER_COUNT - WAITING or job.published_at is None:  # moderators have read all but the latest
        decide(case=case, accept=True, by=moderator, at=at + timedelta(hours=5))
    if OLD < rank <= OLD + FILLED:
        outcome = ("here", "elsewhere", "not_filled", "here")[rank % 4]
        job = Job.objects.get(pk=job.pk)
        actions.close_job(job=job, outcome=outcome, note="Trouvé en trois semaines.", by=by, at=filling.at)
    elif rank in {OLD + FILLED + 3, OLD + FILLED + 5}:
        _applied(job, filling.at - timedelta(days=1))


def _applied(job: Job, at: datetime) -> None:
    """Two people answer."""
    for name in ("Camille Roux (fictive)", "Sacha Martin (fictif)"):
        actions.apply_to(
            job=Job.objects.get(pk=job.pk),
            name=name,
            email=f"{name.split()[0].lower()}@demo.invalid",
            words="Bonjour, votre offre me plaît. Je suis libre le mois prochain.",
            by=Viewer.nobody(),
            at=at,
        )
