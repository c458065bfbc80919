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
    "seats:give_seat",
    "seats:address",
    "seats:address_code",
)
def sign_up(world: World) -> Kwargs:
    return {"pk": make.sign_up(make.soon(world.chamber), world.person).pk}
