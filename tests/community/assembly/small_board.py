"""A board of two, one moderator, and a treasurer on the board: whom nobody ends alone."""

from datetime import date
from types import SimpleNamespace

from etabli.community.assembly.models import Term
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.community.assembly.conftest import AT, make_hall

WHY = "Cette personne ne répond plus depuis trois mois, et la file attend."


def small_board() -> SimpleNamespace:
    hall = make_hall()
    hall.second_seat = seat(hall, "Trésor", Role.BOARD)
    hall.second = of_membership(hall.second_seat)
    hall.moderator = seat(hall, "Modération", Role.MODERATOR)
    member = hall.members["Ana"]
    make.membership(hall.organisation, Role.BOARD, member.user)
    given = {"organisation": hall.organisation, "member": member, "office": Term.Office.TREASURER}
    hall.term = Term.objects.create(**given, started_on=AT.date(), ends_on=date(2030, 1, 1))
    return hall


def seat(hall: SimpleNamespace, name: str, role: str) -> Membership:
    user = User.objects.create_user(f"{name.lower()}@example.org".replace("é", "e"), name)
    return make.membership(hall.organisation, Role(role), user)


def stands(post: Membership) -> bool:
    return Membership.objects.filter(pk=post.pk, role=post.role, ended_on=None).exists()
