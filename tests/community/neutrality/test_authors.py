"""Who acts, in the log: by the number of the row by which they come in, never by that of their party."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from etabli.community.neutrality.log import author_values, pseudonym
from etabli.community.neutrality.models import Salt
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.kiosk import Kiosk
from etabli.foundation.people.models import BrowserSession, KioskSession, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.workshops.kiosks import HALF_DAY
from etabli.territory.places.models import Commune, Epci
from etabli.territory.relays.links import new_link, viewer_by
from etabli.territory.relays.models import Relay
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart() -> None:
    """No row bears the number of its party."""
    Party.objects.bulk_create([Party(kind=PartyKind.USER) for _one in range(50)])


def _signed_in() -> tuple[Viewer, int]:
    post = make.membership(make.chamber(), Role.ADVISER)
    return of_membership(post), post.user_id


def _artisan() -> tuple[Viewer, int]:
    person = make.person(make.chamber())
    return make.artisan(person), person.pk


def _artisan_with_an_account() -> tuple[Viewer, int]:
    by, number = _artisan()
    return replace(by, user_id=make.user().pk), number


def _bearer() -> tuple[Viewer, int]:
    by = make.bearer(make.person(make.chamber()), "brief", 1)
    assert by.link_id is not None
    return by, by.link_id


def _beside() -> tuple[Viewer, int]:
    """An adviser who has opened the link of an artisan."""
    adviser, number = _signed_in()
    return replace(_artisan()[0], beside=adviser.actor), number


def _relay() -> tuple[Viewer, int]:
    epci = Epci.objects.create(code="200069995", name="CC Médoc Estuaire")
    place = {"code": "33314", "name": "Pauillac", "postal_codes": "33250", "population": 1}
    commune = Commune.objects.create(**place, epci=epci, lat=45.2, lon=-0.7)
    seen = {"created_at": make.AT, "updated_at": make.AT}
    relay = Relay.objects.create(chamber=make.chamber(), kind="other", name="Mairie", commune=commune, **seen)
    return viewer_by(new_link(relay=relay, contact=None, at=make.AT)), relay.pk


def _lent() -> tuple[Viewer, int]:
    """A device that goes from hand to hand."""
    chamber, ends_at = make.chamber(), make.AT + timedelta(hours=1)
    session = BrowserSession.objects.create(
        session_key="x", expire_date=ends_at, began_at=make.AT, seen_at=make.AT
    )
    told = {"kind": HALF_DAY, "subject_id": 1, "part": 0, "home": "/", "opened_by": "Zoé Exemple"}
    row = KioskSession.objects.create(
        session=session, chamber=chamber, **told, back="/", opened_at=make.AT, ends_at=ends_at
    )
    kiosk = Kiosk(party_id=row.party_id, **told, organisation_id=None, chamber_id=chamber.pk, ends_at=ends_at)
    return Viewer(kiosk=kiosk), row.pk


@pytest.mark.parametrize(
    ("kind", "acting"),
    [
        ("user", _signed_in),
        ("person", _artisan),
        ("person", _artisan_with_an_account),
        ("link", _bearer),
        ("user", _beside),
        ("relay", _relay),
        ("kiosk", _lent),
        ("nobody", lambda: (Viewer.nobody(), 0)),
        ("system", lambda: (Viewer.system(), 0)),
    ],
)
def test_who_acts_is_written_as_ever(kind: str, acting: Callable[[], tuple[Viewer, int]]) -> None:
    by, number = acting()
    assert by.actor.party_id != number
    written = author_values(by)
    assert list(Salt.objects.values_list("subject", flat=True)) == [f"{kind}:{number}"]
    assert written == {"by": pseudonym(kind, number), "role": str(by.role), "serves_both_sides": False}
