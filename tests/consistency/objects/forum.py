"""Objects of the pages of questions: one of the member, open to everybody, and their own answer to it."""

from typing import Any

from etabli.foundation.people.viewer import of_membership, of_person
from tests import factories as make
from tests.consistency.objects.directory import acting, member_of
from tests.consistency.objects.world import Kwargs, World, objects, wait_as

OF_THREAD = (
    "thread correct_question question_versions withdraw_question follow release close reopen move split merge"
)


def another_member(world: World, **fields: Any) -> Any:
    """Somebody else of the association, as settled, acting."""
    member = make.member(world.association, "Plume", joined_on=make.LONG_AGO, **fields)
    return make.post_of(member)


def asked(world: World, by: Any = None, **changes: Any) -> Any:
    """A question."""
    from etabli.community.forum.actions import ask

    member_of(world)
    given = {
        "title": "Qui est titulaire du nom ?",
        "text": "Deux prestataires se contredisent.",
        "at": make.AT,
    }
    return ask(organisation=world.association, trade="writer", by=by or acting(world), **{**given, **changes})


def work_beside_the_chamber(world: World) -> None:
    """The association answers the artisans of the chamber."""
    world.association.chamber = world.chamber
    world.association.save()


def asked_as_artisan(world: World, by: Any = None, **changes: Any) -> Any:
    """A question of the artisan, whom members know by the craft alone."""
    from etabli.community.forum.actions import ask_as_artisan

    work_beside_the_chamber(world)
    given = {"title": "Qui est titulaire du nom ?", "text": "On me dit le contraire.", "at": make.AT}
    return ask_as_artisan(person=world.person, by=by or of_person(world.person), **{**given, **changes})


def answered(thread: Any, by: Any, text: str = "Celui que le registre nomme.", **given: Any) -> Any:
    """An answer to it."""
    from etabli.community.forum.actions import answer

    return answer(thread=thread, text=text, by=by, **{"at": make.AT, **given})


@objects("forum:ask_beside")
def artisan(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}


@objects(*(f"forum:{page}" for page in OF_THREAD.split()))
def thread(world: World) -> Kwargs:
    return {"pk": asked(world, is_public=True).pk}


@objects(
    *(
        f"forum:{page}"
        for page in (
            "answer",
            "correct_answer",
            "answer_versions",
            "withdraw_answer",
            "accept",
            "certify",
            "thank",
        )
    )
)
def post(world: World) -> Kwargs:
    from etabli.community.forum.models import Thread

    question = Thread.objects.get(pk=world.kwargs("forum:thread")["pk"])
    return {"pk": answered(question, acting(world)).pk}


@objects("forum:former_check")
def former_forum(world: World) -> Kwargs:
    from etabli.community.forum.pages.former_forum import FILES, KeptFile

    row = b'{"id": 1, "title": "Qui ?", "written_at": "2019-03-01T14:05:00Z", "author": {"name": "Basile"}}'
    wait_as("forum", FILES, of_membership(world.posts["board"]), KeptFile("forum.jsonl", row))
    return {"key": "forum"}
