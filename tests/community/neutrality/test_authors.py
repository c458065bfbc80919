"""Who acts, in the log: by the number of the row by which they come in, whatever their party is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from etabli.community.neutrality.authors import author
from etabli.community.neutrality.log import pseudonym
from etabli.community.neutrality.models import Salt
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.kiosk import Kiosk
from etabli.foundation.people.models import BrowserSession, KioskSession, Role, SecretLink
from etabli.foundation.people.viewer import Viewer, of_link, of_membership, of_person
from etabli.territory.relays.links import give_link, viewer_by
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _apart() -> None:
    """No row has the number of its party."""
    Party.objects.bulk_create([Party(kind=PartyKind.USER) for _one in range(50)])


def of(kind: str, number: int) -> str:
    """What the log holds of them; no other salt was made."""
    assert list(Salt.objects.values_list("subject", flat=True)) == [f"{kind}:{number}"]
    return pseudonym(kind, number)
