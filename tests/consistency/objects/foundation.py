"""Objects of the pages of people and seats."""

from etabli.foundation.people import links
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


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


@objects(
    "seats:sign_up",
    "seats:confirm",
    "seats:withdraw",
    "seats:again",
    "seats:calendar",
    "seats:accept",
    "seats:late",
    "seats:show",
    "seats:give_seat",
    "seats:address",
    "seats:address_code",
    "seats:write_to_sign_up",
)
def sign_up(world: World) -> Kwargs:
    return {"pk": make.sign_up(make.soon(world.chamber), world.person).pk}


@objects("seats:write_to_person")
def somebody(world: World) -> Kwargs:
    return {"pk": world.person.pk}


@objects("seats:message", "seats:cancel_message")
def message_written(world: World) -> Kwargs:
    from etabli.foundation.seats.actions import write_message

    by = make.adviser(world.chamber)
    words = {"title": "Le parking", "text": "Il est derrière la mairie."}
    return {"pk": write_message(person=world.person, **words, by=by, at=make.AT).pk}
