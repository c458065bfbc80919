"""Moderators at work: six profiles to read, one that two people reported, one whose author contests the decision; and
ten approaches to institutions, most of them public. All invented."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from etabli.community.approaches import actions as approaches
from etabli.community.association.models import Member
from etabli.community.directory.actions import publish, write
from etabli.community.directory.models import Profile
from etabli.community.moderation import actions
from etabli.community.moderation.models import Case
from etabli.demo.shared import CAST, Filling
from etabli.demo.working_days import worked_until
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership

TO_READ_COUNT = 6
APPROACHES = [
    ("Région", "Former les artisans au numérique", "Un appel à projets s’ouvre au printemps."),
    ("Région", "Aider les premiers sites", ""),
    ("Métropole", "Une salle pour les ateliers du soir", "La salle est prêtée un jeudi par mois."),
    (
        "Métropole",
        "Accès des petites agences aux marchés publics",
        "Les lots seront plus petits dès septembre.",
    ),
    ("Département", "Carte des zones sans fibre", ""),
    (
        "Ministère de l’Économie",
        "Statut des formateurs indépendants",
        "Réponse reçue : une réunion est promise.",
    ),
    ("Ministère de l’Économie", "Facture électronique des très petites entreprises", ""),
    ("Ville de Pauillac", "Permanence numérique à la mairie", "Elle a lieu tous les deux mois."),
    ("Université", "Stages d’étudiants chez nos adhérents", "Vingt stages sont proposés cette année."),
    ("Agence de l’emploi", "Métiers du web dans les fiches officielles", "Trois fiches sont corrigées."),
]


def fill_moderation(filling: Filling) -> None:
    """The directory is filled before: its profiles are what the moderators read."""
    profiles = _next_profiles(filling)
    for rank in range(TO_READ_COUNT):
        _submit(filling, next(profiles), hours=30 - 4 * rank)
    moderator = _officer(filling, Role.MODERATOR)
    reported = _decide(filling, next(profiles), moderator, accept=True)
    for source, text in (("un", "Ce n’est plus son adresse."), ("deux", "Le site ne répond plus.")):
        actions.report(
            subject=reported, reason="false", text=text, source=source, by=Viewer.nobody(), at=filling.at
        )
    hidden_profile = _decide(filling, next(profiles), moderator, accept=False)
    case = Case.objects.get(subject_type="directory.profile", subject_id=str(hidden_profile.pk))
    text = "Ces réalisations sont bien les miennes : je peux montrer les factures."
    actions.appeal(case=case, text=text, by=_viewer_of(hidden_profile.member), at=filling.at)
    _approaches(filling)


def _next_profiles(filling: Filling) -> Iterator[Profile]:
    """Published profiles that no moderator has read, without that of the member whom a visitor plays."""
    members = Member.objects.filter(organisation=filling.association, left_on=None).order_by("-pk")
    moderated_pks = set(
        Case.objects.filter(subject_type="directory.profile").values_list("subject_id", flat=True)
    )
    for member in members.exclude(user__email=CAST["member"].email).select_related("user"):
        if str(member.pk) not in moderated_pks:
            yield _get_or_publish(filling, member)


def _get_or_publish(filling: Filling, member: Member) -> Profile:
    profile = Profile.objects.filter(member=member, published_at__isnull=False).first()
    if profile is not None:
        return profile
    words = {"headline": "Des sites simples pour les artisans", "about": "Professionnel inventé."}
    write(member=member, section="words", values=words, by=_viewer_of(member), at=filling.at)
    return publish(
        member=member,
        visibility={"headline": "public", "about": "public"},
        by=_viewer_of(member),
        at=filling.at - timedelta(days=2),
    )


def _submit(filling: Filling, profile: Profile, *, hours: int) -> Case:
    at = filling.at - timedelta(hours=hours)
    return actions.submit(subject=profile, is_out=True, by=_viewer_of(profile.member), at=at)


def _decide(filling: Filling, profile: Profile, by: Viewer, *, accept: bool) -> Profile:
    case = _submit(filling, profile, hours=50)
    words = "" if accept else "Deux images viennent d’un autre site."
    reason = "" if accept else "rights"
    at = filling.at - timedelta(hours=20)
    actions.decide(case=case, accept=accept, reason=reason, words=words, by=by, at=at)
    profile.refresh_from_db()
    return profile


def _approaches(filling: Filling) -> None:
    """The latest stay with the members, as a board does before it has agreed to show them."""
    by = Viewer.system()
    today = timezone.localdate(filling.at)
    for rank, (institution, subject, outcome) in enumerate(APPROACHES):
        on = worked_until(today - timedelta(days=20 + 35 * rank))
        facts = {"on": on, "institution": institution, "subject": subject, "outcome": outcome}
        made = approaches.record_approach(
            organisation=filling.association,
            facts={**facts, "led_by": "La présidente et le trésorier", "text": "Un rendez-vous est demandé."},
            by=by,
            at=filling.at,
        )
        if rank >= 2:
            approaches.publish_approach(approach=made, is_public=True, by=by, at=filling.at)
        if outcome:
            after = worked_until(on + timedelta(days=15))
            approaches.follow_up(
                approach=made, on=after, text="Rendez-vous avec le service.", by=by, at=filling.at
            )
    approaches.open_figures(organisation=filling.association, is_public=True, by=by, at=filling.at)


def _viewer_of(member: Member) -> Viewer:
    memberships = Membership.objects.select_related("organisation", "user")
    return of_membership(
        memberships.get(
            user=member.user_id, organisation=member.organisation_id, role=Role.MEMBER, ended_on=None
        )
    )


def _officer(filling: Filling, role: Role) -> Viewer:
    memberships = Membership.objects.select_related("organisation", "user")
    return of_membership(memberships.get(organisation=filling.association, role=role, ended_on=None))
