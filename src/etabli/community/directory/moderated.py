"""Profiles and pieces of portfolios, as moderators read them."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.actions import hide, let_out
from etabli.community.directory.queries import may_see, may_see_piece
from etabli.community.directory.rules import may_moderate, member_behind
from etabli.foundation.registries import Moderated


def _author(thing: Any) -> int:
    return member_behind(thing).user.party_id


MODERATED = [
    Moderated(
        model="directory.Profile",
        name=_("profile"),
        template="directory/moderated_profile.html",
        title=str,
        url=lambda profile: reverse("directory:profile", args=[profile.pk]),
        author=_author,
        organisation_id=lambda profile: profile.organisation_id,
        may_decide=may_moderate,
        publish=let_out,
        hide=hide,
        may_see=may_see,
    ),
    Moderated(
        model="directory.Piece",
        name=_("piece of a portfolio"),
        template="directory/moderated_piece.html",
        title=str,
        url=lambda piece: f"{reverse('directory:profile', args=[piece.profile_id])}#piece-{piece.pk}",
        author=_author,
        organisation_id=lambda piece: piece.organisation_id,
        may_decide=may_moderate,
        publish=let_out,
        hide=hide,
        may_see=may_see_piece,
        stands=Q(withdrawn_at=None),
    ),
]
