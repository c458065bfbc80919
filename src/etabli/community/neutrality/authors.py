"""Who acts, as the log writes it: a pseudonym of the row by which they come in, and never of their party."""

from etabli.community.neutrality.log import pseudonym
from etabli.community.neutrality.rules import interest_of
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.viewer import Viewer

# What stands beside the viewer, or in their place: from its party to its row.
_ROWS = {PartyKind.USER: "user", PartyKind.RELAY: "relay", PartyKind.KIOSK: "kiosksession"}


def author(by: Viewer) -> dict[str, str | bool]:
    """Who acts, in which role. What the chain holds is checked by everybody: these texts never change."""
    return {
        "by": pseudonym(str(by.actor.kind), _number(by)),
        "role": str(by.role),
        "serves_both_sides": interest_of(by).is_double,
    }


def _number(by: Viewer) -> int:
    """That of their account, their person, their link...: one statement for whoever acts beside somebody, or by a
    device that was lent; 0 for a visitor and for the machine."""
    kind = PartyKind(by.actor.kind)
    if by.beside is None and by.kiosk is None:
        known = {PartyKind.USER: by.user_id, PartyKind.PERSON: by.person_id, PartyKind.LINK: by.link_id}
        return known.get(kind) or 0
    number: int = Party.objects.values_list(_ROWS[kind], flat=True).get(pk=by.actor.party_id)
    return number
