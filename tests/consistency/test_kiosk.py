"""A device that goes from hand to hand: every named address of the site, read and written to, in each kind of kiosk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import resolve, reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import BrowserSession, KioskSession
from etabli.foundation.seats.models import Occasion
from tests import factories as make
from tests.consistency.objects import World, session_of
from tests.consistency.test_access import addresses, at

pytestmark = pytest.mark.django_db

# What answers, and how, to a GET and to an empty POST; all else is refused with 403, whatever it is.
ENDS = {
    "people:kiosk_resume": (200, 422),
    "people:kiosk_close": (403, 403),
}  # before its time: refused, as all else
MACHINES = {"alive": (200, 405), "ready": (503, 405)}  # the worker of the tests has never answered
TABLET = {
    **ENDS,
    **MACHINES,
    "workshops:kiosk": (200, 200),
    "workshops:sign": (200, 200),
    "surveys:answer": (200, 200),
}
COUNTER = {**ENDS, **MACHINES, "workshops:counter": (200, 200), "workshops:counter_sign_up": (200, 200)}


def tablet(world: World) -> Client:
    begun = datetime.now(UTC) - timedelta(hours=1)
    session = session_of(world)
    Occasion.objects.filter(pk=session.occasion_id).update(
        starts_at=begun, ends_at=begun + timedelta(hours=3), sittings=[]
    )
    return make.hand_over(world.client("adviser"), session)


def counter(world: World) -> Client:
    world.kwargs("workshops:relay_sign_up")
    client = world.client("relay")
    client.post(reverse("workshops:counter_open"), {"pin": "2580", "again": "2580"})
    return client


@pytest.mark.parametrize(("kiosk", "open_pages"), [(tablet, TABLET), (counter, COUNTER)])
def test_nothing_answers_in_a_kiosk_but_its_own_pages(
    kiosk: Callable[[World], Client], open_pages: dict[str, tuple[int, int]]
) -> None:
    """Read first, then sent: of the same objects."""
    world = World()
    made = {name: at(world, name) for name in addresses()}
    client = kiosk(world)
    entries, rows = Entry.objects.count(), sorted(BrowserSession.objects.values_list("pk", flat=True))
    wrong = []
    for method, name in [(method, name) for method in ("get", "post") for name in made]:
        answer = getattr(client, method)(made[name])
        wanted = open_pages.get(name, (403, 403))[method == "post"]
        is_refusal = "kiosk_refused" in "".join(used.name or "" for used in answer.templates)
        if answer.status_code != wanted or (wanted == 403) != is_refusal:
            wrong.append(f"{name} ({method.upper()}): {answer.status_code}, not {wanted}")
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            wrong.append(f"{name} ({method.upper()}): a browser may keep it")
    assert not wrong, "\n".join(wrong)
    assert Entry.objects.count() == entries, "something was written from a kiosk"
    assert sorted(BrowserSession.objects.values_list("pk", flat=True)) == rows
    assert KioskSession.objects.filter(tries=0).exists()


@pytest.mark.parametrize(
    "address",
    [
        "/", "/nulle-part/", "/seances", "/langue/", "/static/../compte/", "/connexion/", "/exercice/fini/",
        "//compte/", "/seances/987654/emarger/1/", "/q/aaaaaa/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_as_calmly(address: str) -> None:
    answer = tablet(World()).get(address)
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Cette tablette ne sert qu’à signer" in text
    assert "Revenir à la feuille" in text
    assert "J’anime l’atelier" in text


def test_each_page_of_a_kiosk_is_marked_on_purpose() -> None:
    """A new page under `@in_kiosk` has to be written down above."""
    world = World()
    marked = {name for name in addresses() if hasattr(resolve(at(world, name)).func, "kiosk")}
    assert marked == TABLET.keys() | COUNTER.keys()
