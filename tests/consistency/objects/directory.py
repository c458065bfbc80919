"""Objects of the pages of the directory: a published profile of the member, a piece, a message."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects.world import Kwargs, World, objects


def member_of(world: World) -> Any:
    """The member's place in the association, made once; long enough ago for nothing of theirs to wait."""
    from etabli.community.association.actions import add_member
    from etabli.community.association.models import Member

    user = world.posts["member"].user
    return Member.objects.filter(user=user, left_on=None).first() or add_member(
        organisation=world.association, user=user, display_name="Studio", trade="developer",
        joined_on=make.AT.date() - timedelta(days=90), by=viewer.Viewer.system(), at=make.AT,
    )  # fmt: skip


def acting(world: World) -> Any:
    return world.viewer("member")


def profile_of(world: World) -> Any:
    """Published, all of it for everybody."""
    from etabli.community.directory.actions import publish
    from etabli.community.directory.engine import FIELDS

    seen = dict.fromkeys(FIELDS, "public")
    return publish(member=member_of(world), visibility=seen, by=acting(world), at=make.AT)


def piece_of(world: World, title: str = "Une vitrine") -> Any:
    from etabli.community.directory.actions import add_piece

    facts = {"title": title, "photo_says": "La vitrine", "client_agrees": True}
    photo = make.examined(b"\xff\xd8\xff\xe0 a photo", "vitrine.jpg")
    return add_piece(member=member_of(world), facts=facts, photo=photo, by=acting(world), at=make.AT)


def contact_of(world: World, *, proved: bool = True, by: Any = None) -> Any:
    from etabli.community.directory.actions import write_to

    return write_to(
        profile=profile_of(world), name="Jeanne", email="jeanne@example.net", text="Bonjour", proved=proved,
        by=by or viewer.Viewer.nobody(), at=make.AT,
    )  # fmt: skip


@objects("directory:profile", "directory:card", "directory:write")
def profile(world: World) -> Kwargs:
    return {"pk": profile_of(world).pk}


@objects("directory:picture")
def shown_piece(world: World) -> Kwargs:
    profile_of(world)
    return {"pk": piece_of(world).pk}


@objects("directory:piece", "directory:move_piece", "directory:withdraw_piece")
def piece(world: World) -> Kwargs:
    return {"pk": piece_of(world).pk}


@objects("directory:contact")
def contact(world: World) -> Kwargs:
    return {"pk": contact_of(world).pk}


@objects("directory:sent", *(f"directory:data{page}" for page in ("", "_copy", "_erase", "_keep")))
def sent(world: World) -> Kwargs:
    from etabli.community.directory.links import CONTACT

    return {"token": CONTACT.token_of(contact_of(world, proved=False))}
