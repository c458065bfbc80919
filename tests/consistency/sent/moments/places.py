"""What becomes of a place in the less usual ways: each state in which somebody may be told of theirs."""

from typing import Any

from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import make_paper_code
from etabli.foundation.people.links import give_link
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.papers.addresses import ask_for_proof
from etabli.foundation.people.tasks import write_again
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import SignUp
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.programme import session_of
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.declared import who
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene

NOBODY = Viewer.nobody()


def _signed_up(occasion: Any, person: Any, **more: Any) -> Any:
    return seats.sign_up(occasion=occasion, holder=person, by=make.artisan(person), at=AT, **more)


def _given_back(row: Any) -> Any:
    fresh = SignUp.objects.get(pk=row.pk)
    return seats.withdraw(sign_up=fresh, by=make.artisan(fresh.person), at=AT)


def _changed(world: World, occasion: Any, **changes: Any) -> Any:
    release = changes.pop("release", ())
    fresh = type(occasion).objects.get(pk=occasion.pk)
    by = who(world, "adviser")
    return seats.change_occasion(occasion=fresh, changes=changes, release=release, by=by, at=AT)


@moment("foundation", "moment: other hours and another subject, told to who comes with a friend")
def with_a_friend(world: World, scene: Scene) -> None:
    occasion = make.occasion(world.chamber, capacity=2)
    first, friend, third = make.person(world.chamber), make.person(world.chamber, email=""), world.person
    row = _signed_up(occasion, first)
    _signed_up(occasion, friend, brought_by=row)
    scene.step("a third waits", lambda: _signed_up(occasion, third))
    hours = {"starts_at": after(days=10, hours=1), "ends_at": after(days=10, hours=4)}
    scene.step("other hours", lambda: _changed(world, occasion, **hours))
    scene.step("another subject", lambda: _changed(world, occasion, title="Photos avec son téléphone"))


@moment("foundation", "moment: an offer is refused, a waiting list left, a place taken back too late")
def not_taken(world: World, scene: Scene) -> None:
    occasion = make.occasion(world.chamber, capacity=1)
    rows = [_signed_up(occasion, make.person(world.chamber)) for _rank in range(4)]
    scene.step("the first gives it back", lambda: _given_back(rows[0]))
    last = Entry.objects.filter(verb="seats.withdraw").latest("pk")
    by = make.artisan(rows[0].person)
    scene.step("and wants it again", lambda: undo(entry=last, by=by, at=AT))
    scene.step("the second refuses", lambda: _given_back(rows[1]))
    scene.step("the last leaves the list", lambda: _given_back(rows[3]))


@moment("foundation", "moment: a place that was offered is no longer there")
def no_longer_offered(world: World, scene: Scene) -> None:
    occasion = make.occasion(world.chamber, capacity=2)
    rows = [_signed_up(occasion, make.person(world.chamber)) for _rank in range(3)]
    scene.step("one gives it back", lambda: _given_back(rows[0]))
    scene.step("one place is left", lambda: _changed(world, occasion, capacity=1, release=[rows[2].pk]))


@moment("foundation", "moment: a sign-up that nobody has proved is taken off")
def not_proved(world: World, scene: Scene) -> None:
    session, rows = session_of(world), list[Any]()
    strange = {"occasion": session.occasion, "origin": "192.0.2.7", "by": NOBODY, "at": AT}
    for rank in range(4):
        person = make.person(world.chamber)
        scene.step(
            f"sign-up {rank + 1}",
            lambda person=person: rows.append(seats.sign_up(holder=person, **strange)),
        )
    scene.step("the last one takes it off", lambda: _given_back(rows[-1]))


@moment("foundation", "moment: the morning of a workshop")
def the_morning(world: World, scene: Scene) -> None:
    hours = {"starts_at": after(days=3, hours=4), "ends_at": after(days=3, hours=7)}
    occasion = make.occasion(world.chamber, **hours)
    _signed_up(occasion, world.person)
    scene.day("the clock comes by", after(days=3))


@moment("foundation", "moment: a mistyped address is corrected")
def corrected_address(world: World, scene: Scene) -> None:
    session, browser = session_of(world), Client()
    typed = {"name": "Zoé Exemple", "contact": "zoe@exemple.invalid", "trade": "", "commune": ""}
    scene.step("signed up", lambda: browser.post(f"/ateliers/{session.pk}/", typed))
    sign_up = SignUp.objects.latest("pk")
    correct = {"email": "zoe@example.org"}
    scene.step("a code", lambda: browser.post(f"/inscriptions/{sign_up.pk}/adresse/", correct))


@moment("foundation", "moment: somebody who comes in by a code on paper adds an address")
def given_address(world: World, scene: Scene) -> None:
    person, by = make.person(world.chamber, email=""), who(world, "adviser")
    paper = make_paper_code(person=person, digits="7305", by=by, at=AT).link
    scene.step("a link", lambda: ask_for_proof(paper, "zoe@example.org", at=AT))


@moment("foundation", "moment: a new link, from the page of a dead one")
def link_again(world: World, scene: Scene) -> None:
    link = give_link(person=world.person, scope=SecretLink.Scope.SPACE, at=AT)
    scene.step("asked for", lambda: write_again.call(link.pk))
