"""The association: its members over the ten trades, their dues, requests that wait, a suspension."""

from datetime import timedelta

from django.utils import timezone

from etabli.community.association import actions
from etabli.community.association.engine import ListedMember
from etabli.community.association.models import Dues, Member, Period
from etabli.community.association.trades import trades
from etabli.demo.shared import CAST, Filling
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.territory.places.models import Commune

ONE_LATE_IN = 15  # one member in so many has not paid; three have paid a part
FIRST_NAMES = (
    "Adèle", "Basile", "Chloé", "Damien", "Élise", "Fabrice", "Gaëlle", "Hugo", "Inès", "Jules", "Katia", "Loïc",
    "Maëlle", "Nathan", "Océane", "Pierre", "Quentin", "Rose", "Samir", "Tania", "Ulysse", "Victoire", "Yann", "Zoé",
)  # fmt: skip
NAMES = (
    "Aubrac", "Belloc", "Castaing", "Darrieux", "Etcheverry", "Fontan", "Garrigue", "Hourcade", "Izard", "Jourdan",
    "Labat", "Mazères", "Nogaro", "Oriol", "Peyrade", "Quintin", "Roumégas", "Sarrade", "Tastet", "Vignau",
)  # fmt: skip
NAME_WORDS = ("Studio", "Agence", "Collectif", "Bureau", "Fabrique", "Comptoir", "Labo", "Atelier")
NAME_PLACES = ("de la Rive", "des Chartrons", "du Bassin", "des Lacs", "du Médoc", "du Sud", "du Libournais")
CATEGORIES = (("Indépendant", "person", 6000), ("Entreprise", "company", 15000), ("Étudiant", "", 1500))
PAYMENT_TEXT = """Par virement : FR76 0000 0000 0000 0000 0000 000 (compte fictif).
Par chèque : à l’ordre de l’association."""
APPLICANTS = (
    ("Ava Lartigue", "writer", "J’écris pour des artisans depuis dix ans."),
    ("Bruno Casaux", "videographer", "Je filme des métiers, sur place."),
    ("Célia Monge", "seo-specialist", "Je viens de m’installer à Libourne."),
    ("Driss Amrani", "developer", ""),
)


def fill_association(filling: Filling) -> list[Viewer]:
    """The members come in, pay or don't; some ask to join; one is suspended and appeals. The first sixty, acting."""
    board = _board(filling)
    _rules(filling, board)
    _members(filling, board)
    _dues(filling, board)
    _applications(filling, board)
    _suspension(filling, board)
    memberships = Membership.objects.filter(organisation=filling.association, role=Role.MEMBER)
    return [
        of_membership(membership)
        for membership in memberships.select_related("organisation", "user").order_by("pk")[:60]
    ]


def _board(filling: Filling) -> Viewer:
    membership = Membership.objects.select_related("organisation", "user").get(
        organisation=filling.association, role=Role.BOARD
    )
    return of_membership(membership)


def _rules(filling: Filling, board: Viewer) -> None:
    for name, kind, cents in CATEGORIES:
        actions.add_category(
            organisation=filling.association,
            name=name,
            kind=kind,
            amount_cents=cents,
            by=board,
            at=filling.at,
        )
    actions.set_dues_rules(
        organisation=filling.association,
        grace_days=60,
        remind_days=15,
        pay_to=PAYMENT_TEXT,
        by=board,
        at=filling.at,
    )


def _members(filling: Filling, board: Viewer) -> None:
    """The one that one plays first, then the list that the association kept."""
    trade_codes, codes = (
        list(trades()),
        list(Commune.objects.order_by("-population").values_list("code", flat=True)[:120]),
    )
    today = timezone.localdate(filling.at)
    actions.add_member(
        organisation=filling.association,
        user=User.objects.get(email=CAST["member"].email),
        display_name=CAST["member"].name,
        trade=trade_codes[0],
        commune_code=codes[0],
        joined_on=today - timedelta(days=40),
        by=board,
        at=filling.at,
    )
    rows = []
    for rank in range(1, filling.size.members):
        name = f"{FIRST_NAMES[rank % len(FIRST_NAMES)]} {NAMES[rank // len(FIRST_NAMES) % len(NAMES)]}"
        is_company = rank % 9 == 0
        company = (
            f"{NAME_WORDS[rank // 9 % len(NAME_WORDS)]} {NAME_PLACES[rank // 72 % len(NAME_PLACES)]}"
            if is_company
            else ""
        )
        rows.append(
            ListedMember(
                line=rank + 1,
                name=name,
                email=f"adherent-{rank}@demo.invalid",
                company=company,
                kind="company" if is_company else "person",
                trade=trade_codes[rank % len(trade_codes)],
                commune_code=codes[rank * 7 % len(codes)] if rank % 3 else codes[0],
                joined_on=today - timedelta(days=120 + 3 * rank),
            )
        )
    actions.import_members(organisation=filling.association, rows=rows, by=board, at=filling.at)


def _dues(filling: Filling, board: Viewer) -> None:
    """The year under way: most have paid by transfer or cheque, three a part, some nothing."""
    today = timezone.localdate(filling.at)
    first_day = today - timedelta(days=100)
    last_day = first_day + timedelta(days=364)
    period = actions.open_period(
        organisation=filling.association,
        name="-".join(str(year) for year in sorted({first_day.year, last_day.year})),
        starts_on=first_day,
        ends_on=last_day,
        due_on=today - timedelta(days=70),
        by=board,
        at=filling.at,
    )
    dues = list(Dues.objects.filter(period=period).select_related("member").order_by("member"))
    cheques, late = 3 * len(dues) // 4, len(dues) // ONE_LATE_IN
    for method, rows in (("transfer", dues[1:cheques]), ("cheque", dues[cheques:-late])):
        _record_paid(filling, board, period, method, rows)
    for row in dues[-6:-3]:
        actions.record_payment(
            dues=row,
            method="transfer",
            reference="premier versement",
            amount_cents=2000,
            paid_on=today,
            by=board,
            at=filling.at,
        )
    actions.record_payment(  # the member one plays has a receipt to download
        dues=dues[0],
        method="cheque",
        reference="0000042",
        amount_cents=6000,
        paid_on=today,
        by=board,
        at=filling.at,
    )


def _record_paid(filling: Filling, board: Viewer, period: Period, method: str, rows: list[Dues]) -> None:
    on = timezone.localdate(filling.at) - timedelta(days=75)
    actions.record_payments(period=period, dues=rows, method=method, paid_on=on, by=board, at=filling.at)


def _applications(filling: Filling, board: Viewer) -> None:
    """Three wait for the board, one for the answer of who asks."""
    visitor = Viewer.nobody()
    for rank, (name, trade, text) in enumerate(APPLICANTS):
        at = filling.at - timedelta(days=5 - rank)
        made = actions.apply(
            organisation=filling.association,
            kind="person",
            name=name,
            company="",
            email=f"demande-{rank}@demo.invalid",
            trade=trade,
            text=text,
            by=visitor,
            at=at,
        )
        actions.confirm_application(application=made, by=visitor, at=at)
    actions.ask_applicant(
        application=made, question="Quel travail pouvez-vous nous montrer ?", by=board, at=filling.at
    )


def _suspension(filling: Filling, board: Viewer) -> None:
    """One member is suspended, and asks the board to look again."""
    member = Member.objects.select_related("organisation", "user").get(
        user__email=f"adherent-{filling.size.members - 1}@demo.invalid"
    )
    suspension = actions.suspend(
        member=member,
        ground="approach",
        reason="Trois artisans disent avoir été appelés sans l’avoir demandé.",
        ends_on=(filling.at + timedelta(days=60)).date(),
        by=board,
        at=filling.at - timedelta(days=9),
    )
    membership = Membership.objects.select_related("organisation", "user").get(
        user=member.user, role=Role.MEMBER
    )
    actions.appeal(
        suspension=suspension,
        text="Un stagiaire a utilisé une vieille liste. Je l’ai détruite et je me suis excusé.",
        by=of_membership(membership),
        at=filling.at - timedelta(days=2),
    )
