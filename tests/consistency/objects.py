"""The people of the access tests, and for each page that shows one object, such an object: see README.md.

Every object belongs to `world.person` and to `world.chamber`. A page of a new app gets its factory here.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from etabli.foundation.people import links, viewer
from etabli.foundation.people.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Role,
)
from tests import factories as make

Kwargs = dict[str, Any]
Factory = Callable[["World"], Kwargs]
FACTORIES: dict[str, Factory] = {}

# The columns of access.txt; the last four are the wrong persons, whoever the page is for.
RIGHT = ("visitor", "artisan", "relay", "member", "board", "moderator", "adviser", "manager")
WRONG = ("other_artisan", "narrow_bearer", "neighbour_adviser", "neighbour_relay")


def objects(*url_names: str) -> Callable[[Factory], Factory]:
    """Declare that a function makes the arguments of these addresses."""

    def declare(factory: Factory) -> Factory:
        for name in url_names:
            if name in FACTORIES:
                raise ValueError(f"two factories for {name}")
            FACTORIES[name] = factory
        return factory

    return declare


@dataclass
class World:
    """One chamber with its people, a neighbour with its own, and an association."""

    chamber: Organisation = field(default_factory=make.chamber)
    neighbour: Organisation = field(default_factory=lambda: make.chamber("Chambre voisine"))
    association: Organisation = field(default_factory=make.association)
    _made: dict[Factory, Kwargs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.person: Person = make.person(self.chamber)
        self.posts: dict[str, Membership] = {
            "relay": make.membership(self._town_hall(self.chamber), Role.RELAY),
            "member": make.membership(self.association, Role.MEMBER),
            "board": make.membership(self.association, Role.BOARD),
            "moderator": make.membership(self.association, Role.MODERATOR),
            "adviser": make.membership(self.chamber, Role.ADVISER),
            "manager": make.membership(self.chamber, Role.MANAGER),
            "neighbour_adviser": make.membership(self.neighbour, Role.ADVISER),
            "neighbour_relay": make.membership(self._town_hall(self.neighbour), Role.RELAY),
        }

    def client(self, who: str) -> Client:
        """A browser in which this person has come in."""
        client = Client(raise_request_exception=False)
        if who == "artisan":
            make.become(client, link=make.link(self.person))
        elif who == "other_artisan":
            make.become(client, link=make.link(make.person(self.chamber)))
        elif who == "narrow_bearer":
            make.become(client, link=make.link(make.person(self.chamber), "sign_up", 10**6))
        elif who != "visitor":
            make.become(client, membership=self.posts[who])
        return client

    def kwargs(self, url_name: str) -> Kwargs:
        """The arguments of an address, made once."""
        factory = FACTORIES[url_name]
        if factory not in self._made:
            self._made[factory] = factory(self)
        return self._made[factory]

    @staticmethod
    def _town_hall(chamber: Organisation) -> Organisation:
        return Organisation.objects.create(kind=OrganisationKind.RELAY, name="Mairie", chamber=chamber)


# foundation


@objects("people:enter")
def dead_link(world: World) -> Kwargs:
    link = make.link(make.person(world.chamber))
    type(link).objects.filter(pk=link.pk).update(expires_at=make.AT.replace(year=2020))
    return {"token": links.token_of(link)}


@objects("people:undo")
def entry_of_the_artisan(world: World) -> Kwargs:
    from etabli.foundation.journal.models import Entry
    from etabli.foundation.people.actions import correct_person

    correct_person(person=world.person, name="Anna", phone="", by=make.artisan(world.person), at=make.AT)
    return {"pk": Entry.objects.latest("pk").pk}


@objects("seats:sign_up", "seats:withdraw", "seats:again", "seats:calendar")
def sign_up(world: World) -> Kwargs:
    return {"pk": make.sign_up(make.soon(world.chamber), world.person).pk}


# territory


def pauillac() -> Any:
    from etabli.territory.places.models import Commune, Epci

    epci, _ = Epci.objects.get_or_create(code="243301223", name="Médoc Cœur de Presqu'île")
    commune, _ = Commune.objects.get_or_create(
        code="33314", name="Pauillac", epci=epci, population=4900, lat=45.2, lon=-0.75, postal_codes="33250"
    )
    return commune


@objects("relays:detail", "relays:edit", "relays:open_space", "relays:withdraw", "relays:poster", "relays:qr")
def relay(world: World) -> Kwargs:
    from etabli.territory.relays.actions import create_relay

    made = create_relay(
        chamber=world.chamber,
        kind="town_hall",
        name="Mairie de Pauillac",
        commune=pauillac(),
        organisation=world.posts["relay"].organisation,
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
    return {"pk": made.pk}


# community


@objects("market:ad", "market:withdraw_ad")
def ad(world: World) -> Kwargs:
    """An ad of the person, which the association of the same département reads."""
    from etabli.community.market.actions import pass_on_ad
    from etabli.foundation.people.models import Consent

    world.association.chamber = world.chamber
    world.association.save()
    Consent.objects.create(
        person=world.person, purpose="ad", subject_type="briefs.brief", subject_id="1", given_at=make.AT
    )
    made = pass_on_ad(
        person=world.person,
        title="Un site",
        text="Montrer mon travail",
        needs=["Des photos"],
        place="Médoc",
        budget="À discuter",
        deadline_on=make.AT.date().replace(year=2099),
        brief_ref="briefs.brief:1",
        by=make.artisan(world.person),
        at=make.AT,
    )
    return {"pk": made.pk}


@objects("market:quote", "market:withdraw_answer")
def answer(world: World) -> Kwargs:
    """The member's answer to that ad, with a quote."""
    from etabli.community.association.actions import add_member
    from etabli.community.market.actions import answer_ad
    from etabli.community.market.models import Ad

    post = world.posts["member"]
    add_member(
        organisation=world.association,
        user=post.user,
        display_name="Studio",
        trade="developer",
        joined_on=make.AT.date(),
        by=viewer.Viewer.system(),
        at=make.AT,
    )
    found = Ad.objects.get(pk=world.kwargs("market:ad")["pk"])
    post.organisation.refresh_from_db()
    made = answer_ad(
        ad=found, message="Bonjour", upload=make.examined(), by=viewer.of_membership(post), at=make.AT
    )
    return {"pk": made.pk}


# procurement

BRIEF_PAGES = """
overview describe frame beside alone hand_over withdraw preview ad one_page_pdf specification_pdf exchange
"""


@objects(*(f"briefs:{page}" for page in BRIEF_PAGES.split()))
def brief(world: World) -> Kwargs:
    from etabli.procurement.briefs.actions import start_brief

    made = start_brief(person=world.person, outcome="site", by=make.artisan(world.person), at=make.AT)
    return {"pk": made.pk}


@objects("briefs:question")
def question(world: World) -> Kwargs:
    from etabli.procurement.needs.catalogue import load

    return {**world.kwargs("briefs:overview"), "need_id": load().needs[0].id}


@objects("briefs:start_beside")
def person(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}


QUOTE_PAGES = "detail state original share compare withdraw read_again add_pages erase keep add_line"


@objects("quotes:for_person")
def person_with_quotes(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}


@objects(*(f"quotes:{page}" for page in QUOTE_PAGES.split()))
def quote(world: World) -> Kwargs:
    return {"pk": quote_reading(world).pk}


@objects("quotes:questions")
def quote_that_was_read(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import keep_reading
    from etabli.procurement.quotes.engine.model import Quote

    reading = quote_reading(world)
    by = viewer.Viewer.system(world.chamber.pk)
    keep_reading(reading=reading, found=Quote(source="text"), by=by, at=make.AT)
    return {"pk": reading.pk}


@objects("quotes:picture")
def page_of_a_quote(world: World) -> Kwargs:
    from pikepdf import new

    blank, kept = new(), io.BytesIO()
    blank.add_blank_page()
    blank.save(kept)
    return {"pk": quote_reading(world, make.examined(kept.getvalue())).pk, "number": 1}


@objects("quotes:further_original", "quotes:take_out")
def further_page(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import add_pages

    reading, by = quote_reading(world), make.artisan(world.person)
    add_pages(reading=reading, uploads=[make.examined()], by=by, at=make.AT)
    return {"pk": reading.pk, "file_pk": reading.further.get().pk}


@objects("quotes:correct", "quotes:remove")
def line_of_a_quote(world: World) -> Kwargs:
    return {"pk": quote_with_a_line(world).pk, "key": "line:n0"}


@objects("quotes:confirm")
def amount_of_a_quote(world: World) -> Kwargs:
    return {"pk": quote_with_a_line(world).pk, "key": "line:n0.net_amount"}


@objects("quotes:give_up", "quotes:hold")
def correction(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import correct

    reading, by = quote_with_a_line(world), make.artisan(world.person)
    row = correct(reading=reading, target="line:n0", values={"net_amount": "120"}, by=by, at=make.AT)
    return {"pk": reading.pk, "correction_pk": row.pk}


@objects("quotes:dismiss")
def finding(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import keep_reading
    from etabli.procurement.quotes.engine.model import Quote

    reading = quote_reading(world)
    by = viewer.Viewer.system(world.chamber.pk)
    keep_reading(reading=reading, found=Quote(source="text"), by=by, at=make.AT)
    return {"pk": reading.pk, "finding": "practice"}


@objects("quotes:restore")
def finding_set_aside(world: World) -> Kwargs:
    from etabli.procurement.quotes.actions import dismiss_finding

    reading, by = quote_reading(world), make.artisan(world.person)
    dismiss_finding(reading=reading, finding="practice", reason="Vu", by=by, at=make.AT)
    return {"pk": reading.pk, "finding": "practice"}


@objects("quotes:from_answer")
def answer_to_open(world: World) -> Kwargs:
    return {"answer_pk": world.kwargs("market:quote")["pk"]}


def quote_reading(world: World, upload: Any = None) -> Any:
    """A quote of the person, shown to the adviser."""
    from etabli.procurement.quotes.actions import add_quote, share_quote

    by = make.artisan(world.person)
    reading = add_quote(person=world.person, upload=upload or make.examined(), by=by, at=make.AT)
    return share_quote(reading=reading, by=by, at=make.AT)


def quote_with_a_line(world: World) -> Any:
    """The same, read: one line of 100 euros."""
    from etabli.procurement.quotes.actions import keep_reading
    from etabli.procurement.quotes.engine.model import Line, Quote

    found = Quote("text", lines=(Line("Site vitrine", net_amount=Decimal(100)),))
    by = viewer.Viewer.system(world.chamber.pk)
    return keep_reading(reading=quote_reading(world), found=found, by=by, at=make.AT)


# programme

SESSION_PAGES = "workshop desk change call_off walk_in sheet"


def session_of(world: World) -> Any:
    """A session to come, with the person signed up: made once."""
    from etabli.programme.workshops.actions import create_session
    from etabli.programme.workshops.models import Session, Theme, Venue

    found = Session.objects.filter(chamber=world.chamber).first()
    if found is not None:
        return found
    told = {"title": "Être visible", "promise": "", "programme": [], "bring": ""}
    theme = Theme.objects.create(code="visible", text={"fr": told, "en": told})
    venue = Venue.objects.create(chamber=world.chamber, name="Salle", commune=pauillac(), capacity=12)
    starts_at = make.tomorrow()
    made = create_session(
        theme=theme,
        venue=venue,
        adviser=world.posts["adviser"].user,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3, minutes=30),
        capacity=12,
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
    make.sign_up(made.occasion, world.person)
    return made


@objects(*(f"workshops:{page}" for page in SESSION_PAGES.split()), "surveys:project", "surveys:results")
def session(world: World) -> Kwargs:
    return {"pk": session_of(world).pk}


@objects("workshops:mark")
def presence(world: World) -> Kwargs:
    made = session_of(world)
    return {"pk": made.pk, "sign_up": made.occasion.sign_ups.get().pk}


@objects("surveys:answer")
def questionnaire(world: World) -> Kwargs:
    return {"code": session_of(world).code}


def half_day_asked_for(world: World) -> Any:
    from etabli.programme.demand.actions import express_wish

    by = make.artisan(world.person)
    return express_wish(
        chamber=world.chamber, kind="half_day", person=world.person, source="survey", by=by, at=make.AT
    )


@objects("support:book")
def request_for_support(world: World) -> Kwargs:
    return {"pk": half_day_asked_for(world).pk}


@objects("support:appointment", "support:report", "support:call_off")
def appointment(world: World) -> Kwargs:
    from etabli.programme.support.actions import book

    made = book(
        person=world.person,
        wish=half_day_asked_for(world),
        adviser=world.posts["adviser"].user,
        on=make.tomorrow().date() + timedelta(days=7),
        half="am",
        place="À l'atelier",
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
    return {"pk": made.pk}


# accounts


@objects("people:sign_out_session")
def session_of_adviser(world: World) -> Kwargs:
    """None of theirs: each role is told so."""
    return {"handle": "a" * 24}


@objects("people:rename_passkey", "people:remove_way_in")
def way_in_of_nobody(world: World) -> Kwargs:
    """Of somebody who is none of the roles: ways in are their owner's alone."""
    from allauth.mfa.models import Authenticator

    data = {"name": "Téléphone", "credential": {}}
    return {"pk": Authenticator.objects.create(user=make.user(), type="webauthn", data=data).pk}


@objects("openid_connect_login", "openid_connect_callback")
def organisation_of_agents(world: World) -> Kwargs:
    return {"provider_id": "agents"}


@objects("people:invite")
def organisation_with_a_team(world: World) -> Kwargs:
    return {"pk": world.chamber.pk}


def an_invitation(world: World) -> Any:
    from etabli.foundation.people.actions import invite

    by = viewer.of_membership(world.posts["manager"])
    email = f"invited{Invitation.objects.count()}@example.org"
    return invite(organisation=world.chamber, role=Role.ADVISER, email=email, by=by, at=timezone.now())


@objects("people:resend_invitation", "people:revoke_invitation")
def waiting_invitation(world: World) -> Kwargs:
    return {"pk": an_invitation(world).pk}


@objects("people:accept")
def token_of_invitation(world: World) -> Kwargs:
    return {"token": links.invitation_url(an_invitation(world)).rstrip("/").rpartition("/")[2]}


@objects("people:change_role", "people:end_role")
def role_in_the_team(world: World) -> Kwargs:
    return {"pk": make.membership(world.chamber).pk}


# front, demo


@objects(
    *(f"own_data:person{page}" for page in ("", "_copy", "_erase", "_keep")),
    "front:person",
    "front:correct",
    "front:reach_again",
    "front:person_history",
    "front:nothing_lost",
)
def whom_the_chamber_knows(world: World) -> Kwargs:
    return {"pk": world.person.pk}


@objects("people:cut_link")
def link_in_force(world: World) -> Kwargs:
    return {"pk": make.link(world.person, "sign_up", 1).pk}


@objects("front:relay")
def tracked_link(world: World) -> Kwargs:
    from etabli.territory.relays.models import Relay

    return {"code": Relay.objects.get(pk=world.kwargs("relays:detail")["pk"]).code}


@objects("demo:become")
def role_to_try(world: World) -> Kwargs:
    return {"role": "adviser"}


@objects("demo:go", "demo:aside")
def step_of_the_tour(world: World) -> Kwargs:
    return {"number": 1}
