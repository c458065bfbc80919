"""Finding a member: their name, their trade, what they show to all. What is for members only is not in the index."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.directory.codes import trades_named
from etabli.community.directory.engine import Shown
from etabli.community.directory.listing import published_profiles, shown_to, text_of
from etabli.community.directory.models import Profile
from etabli.foundation.people.models import Role
from etabli.foundation.registries import Done, Indexed, Passage


def _followed(done: Done) -> Profile | None:
    if isinstance(done.subject, Profile):
        return done.subject
    if isinstance(done.subject, Member):
        return Profile.objects.filter(pk=done.subject.pk).first()
    return None


def _shown(profile: Profile) -> Shown:
    return shown_to(profile, None)


def _visible_to(viewer: Any) -> Q:
    """Those that are out now: a member who leaves is not found any more, whatever the index holds."""
    return Q(object_id__in=published_profiles().select_related(None).values("pk"))


SEARCH = [
    Indexed(
        kind="profile",
        many=_("Digital professionals"),
        objects=lambda: published_profiles().order_by("pk"),
        title=lambda profile: profile.member.display_name,
        detail=lambda profile: " · ".join(
            [*trades_named(_shown(profile).all_trades)[:3], _shown(profile).headline]
        ),
        text=lambda profile: text_of(_shown(profile)),
        url=lambda profile: reverse("directory:profile", args=[profile.pk]),
        visible_to=_visible_to,
        follows=_followed,
    )
]
PASSAGES = [
    Passage(
        title=_("How to choose a professional"),
        url_name="directory:choosing",
        roles=frozenset(Role),
        text=_(
            "Ten questions to put before you sign: the domain, the exit, the rental, the price of changes."
        ),
    )
]
