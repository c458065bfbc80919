from django.db.models import Q
from django.db.models.functions import Lower

from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import either, its_member, serving

_BOARD = serving(Role.BOARD)
_THE_MEMBERS = serving(Role.BOARD, organisation="member__organisation")


def _its_applicant(viewer: Viewer) -> Q | None:
    """Whoever signs in with the address that asks; others come by the link of our mail."""
    if viewer.user_id is None:
        return None
    return Q(email__in=User.objects.filter(pk=viewer.user_id).values_list(Lower("email")))


VISIBLE = {
    "association.OwnTrade": _BOARD,
    "association.DuesRules": _BOARD,
    "association.Category": _BOARD,
    "association.Period": _BOARD,
    "association.Application": either(_BOARD, _its_applicant),
    "association.Member": either(_BOARD, its_member("")),
    "association.Dues": either(_THE_MEMBERS, its_member()),
    "association.Payment": either(_BOARD, its_member("dues__member")),
    "association.Suspension": either(_THE_MEMBERS, its_member()),
}
