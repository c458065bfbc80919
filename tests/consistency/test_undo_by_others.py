"""Taking back what is somebody else's: refused to each wrong person, and nothing changes."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import of_membership
from tests.consistency.bearers import ENTERING, entered, token
from tests.consistency.objects import FACTORIES, RIGHT, WRONG, World
from tests.consistency.test_access import addresses
from tests.consistency.test_links import rows

pytestmark = pytest.mark.django_db


def entries(world: World) -> list[Entry]:
    """The acts that made the objects of the access table: one of each verb, actor and organisation."""
    for name in FACTORIES:
        if name in addresses():
            world.kwargs(name)
    entry_by_kind = {
        (entry.verb, entry.actor_id, entry.organisation_id): entry
        for entry in Entry.objects.select_related("actor").order_by("pk")
    }
    return list(entry_by_kind.values())


def none_of_theirs(world: World, who: str, made: list[Entry]) -> Iterator[Entry]:
    """What this person neither did nor is in charge of."""
    post = world.posts.get(who)
    for entry in made:
        kind = entry.actor.kind
        if post is None:
            # What they agreed to is theirs to end, whoever wrote it down; and so are the weeks planned beside them.
            beside = entry.verb in {"people.consent", "visibility.plan_calendar"}
            is_theirs = beside or entry.actor_id == world.person.party_id
            own = who == "artisan" and is_theirs
        elif who in WRONG:
            own = False
        elif post.role in STAFF:
            own = kind in {"nobody", "system"} or entry.organisation_id == post.organisation_id
        else:
            own = (
                entry.actor_id == of_membership(post).party_id
                or entry.organisation_id == post.organisation_id
            )
        if not own:
            yield entry


@pytest.mark.usefixtures("bare_refusals")
def test_no_wrong_person_takes_anything_back() -> None:
    world = World()
    made = entries(world)
    for who in dict.fromkeys([*RIGHT, *WRONG]):
        wrong = list(none_of_theirs(world, who, made))
        assert len(wrong) > 20
        refused(world.client(who), wrong, who)
    for code in ENTERING:
        own = "relay" if code == "relays.link" else "link"
        with transaction.atomic():  # some make an object theirs
            browser = entered(code, token(world, code))
            refused(browser, [entry for entry in made if entry.actor.kind != own], code)
            transaction.set_rollback(True)


def refused(browser: Client, entries: list[Entry], who: str) -> None:
    """Each alone, then all of them at once: shown what would be done, then confirmed."""
    browser.get("/")  # whoever opens a narrow link for the first time gets a party
    before = rows()
    for entry in entries:
        answer = browser.post(reverse("people:undo", args=[entry.pk]))
        assert answer.status_code in {302, 403, 404}, entry.verb
    numbers = {"entry": [str(entry.pk) for entry in entries[:90]]}
    for sent in (numbers, {**numbers, "confirmed": "1"}, {**numbers, "back": "1", "confirmed": "1"}):
        assert browser.post(reverse("people:undo_several"), sent).status_code in {200, 302, 403, 404}
    after = rows()
    assert after == before, f"taken back by {who}: {list((after - before) + (before - after))[:4]}"
