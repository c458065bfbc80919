"""Places as days go by, one's own data, an address that no mail reaches."""

from typing import Any

from etabli.foundation.own_data.actions import ask_erasure, give_copy
from etabli.foundation.own_data.by_address import as_outsider
from etabli.foundation.people.actions import merge_persons, refuse_merge
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.programme.workshops.actions import recall_place
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.jobs import application_to, out_of
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.declared import who
from tests.consistency.sent import outbox
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene


def _sign_up(occasion: Any, person: Any, **more: Any) -> Any:
    return seats.sign_up(occasion=occasion, holder=person, by=make.artisan(person), at=AT, **more)


@moment(
    "foundation", "moment: the staff writes to those of a workshop, to somebody's colleague, to one person"
)
def written_by_the_staff(world: World, scene: Scene) -> None:
    adviser, occasion = who(world, "adviser"), make.occasion(world.chamber)
    reader, reader_of_english = (make.person(world.chamber) for _rank in range(2))
    guest = make.person(world.chamber, email="", phone="")
    type(reader.party).objects.filter(pk=reader_of_english.party_id).update(language="en")
    rows = [make.sign_up(occasion, person) for person in (reader, guest, reader_of_english)]
    rows[1].brought_by = rows[0]
    rows[1].save()
    words = {
        "title": "Garez-vous derrière la mairie",
        "text": "La place est prise par le marché.\n\nÀ jeudi.",
    }
    groups: list[dict[str, Any]] = [
        {"to": rows, "occasion": occasion},
        {"to": [rows[1]], "occasion": occasion},
    ]
    for number, to in enumerate([*groups, {"person": reader}]):
        message = seats.write_message(**words, **to, by=adviser, at=AT)
        scene.step(
            f"message {number + 1}", lambda made=message: seats.send_message(message=made, by=adviser, at=AT)
        )


@moment("foundation", "moment: a workshop, from the first sign-up to the day before")
def a_workshop(world: World, scene: Scene) -> None:
    adviser, occasion = (
        who(world, "adviser"),
        make.occasion(world.chamber, capacity=2, practical="Un carnet."),
    )
    first, second, third = (make.person(world.chamber) for _rank in range(3))
    guest = make.person(world.chamber, email="", phone="")
    rows = []
    scene.step("two sign up, one of them for somebody else", lambda: rows.append(_sign_up(occasion, first)))
    scene.step("with a guest", lambda: rows.append(_sign_up(occasion, guest, brought_by=rows[0])))
    scene.step("it is full", lambda: rows.append(_sign_up(occasion, second)))
    scene.step("a third waits", lambda: rows.append(_sign_up(occasion, third)))
    scene.step("they sign up again", lambda: recall_place(sign_up=rows[3], by=adviser, at=AT))
    scene.step(
        "one gives it back", lambda: seats.withdraw(sign_up=_fresh(rows[0]), by=make.artisan(first), at=AT)
    )
    scene.day("nobody answers", after(days=2))
    scene.day("nobody answers again", after(days=4))
    scene.day("a week before", after(days=5))
    move = {
        "place": "Salle des fêtes de Blaye",
        "starts_at": after(days=11),
        "ends_at": after(days=11, hours=3),
    }
    scene.step("it moves", lambda: _change(occasion, move, adviser), after(days=6))
    scene.day("the day before", after(days=10))
    off = {"occasion": _fresh(occasion), "reason": "neige", "by": adviser, "at": after(days=10, hours=2)}
    scene.step("it is called off", lambda: seats.cancel_occasion(**off), off["at"])


def _change(occasion: Any, changes: dict[str, Any], by: Viewer) -> Any:
    return seats.change_occasion(occasion=_fresh(occasion), changes=changes, by=by, at=after(days=6))


def _fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


@moment("foundation", "moment: fewer places than people")
def fewer_places(world: World, scene: Scene) -> None:
    adviser, occasion = who(world, "adviser"), make.occasion(world.chamber, capacity=2)
    rows = [_sign_up(occasion, make.person(world.chamber)) for _rank in range(3)]
    scene.step(
        "one place is left",
        lambda: seats.change_occasion(
            occasion=_fresh(occasion), changes={"capacity": 1}, release=[rows[1].pk], by=adviser, at=AT
        ),
    )


@moment("foundation", "moment: a sign-up that nobody has proved, on a telephone alone")
def to_confirm(world: World, scene: Scene) -> None:
    from tests.consistency.objects.programme import session_of

    session = session_of(world)
    strange = {"occasion": session.occasion, "origin": "192.0.2.7", "by": Viewer.nobody(), "at": AT}
    for rank in range(5):
        phone = {"email": "", "phone": "05 56 00 00 00"} if rank == 4 else {}
        person = make.person(world.chamber, **phone)
        scene.step(f"sign-up {rank + 1}", lambda person=person: seats.sign_up(holder=person, **strange))


@moment("foundation", "moment: a copy of one's data, and everything erased")
def own_data(world: World, scene: Scene) -> None:
    by, manager = make.artisan(world.person), who(world, "manager")
    scene.step("a copy", lambda: give_copy(subject=world.person, by=by, at=AT))
    scene.step("a copy by the staff", lambda: give_copy(subject=world.person, by=manager, at=AT))
    scene.step("erasure asked", lambda: ask_erasure(subject=world.person, by=by, at=AT))
    scene.day("two days before", after(days=28))
    scene.day("the day", after(days=30))


@moment("foundation", "moment: the erasure of an account")
def account_erased(world: World, scene: Scene) -> None:
    user = world.posts["moderator"].user
    scene.step("asked", lambda: ask_erasure(subject=user, by=who(world, "moderator"), at=AT))
    scene.day("two days before", after(days=28))
    scene.day("the day", after(days=30))


@moment("foundation", "moment: the erasure of somebody who has no space")
def outsider_erased(world: World, scene: Scene) -> None:
    correspondent = application_to(out_of(world)).correspondent
    by = as_outsider(Viewer.nobody(), correspondent)
    scene.step("a copy", lambda: give_copy(subject=correspondent, by=by, at=AT))
    scene.step("asked", lambda: ask_erasure(subject=correspondent, by=by, at=AT))
    scene.day("two days before", after(days=28))


@moment("foundation", "moment: an address that no mail reaches")
def unreached(world: World, scene: Scene) -> None:
    occasion = make.occasion(world.chamber)
    _sign_up(occasion, world.person)
    scene.step("it does not exist", lambda: outbox.refuse(world.person.email, AT))
    scene.day("the clock", after(hours=1))


@moment("foundation", "moment: two records were joined, and whoever it is says that they are two")
def two_after_all(world: World, scene: Scene) -> None:
    twice = make.person(world.chamber, name=world.person.name, email="", phone="06 12 34 56 78")
    pair = {"kept": world.person, "merged": twice, "checked": "Même SIRET"}
    done = merge_persons(**pair, by=who(world, "adviser"), at=AT)
    by = make.artisan(world.person)
    scene.step("two", lambda: refuse_merge(merging=done, by=by, at=after(hours=1)), after(hours=1))
