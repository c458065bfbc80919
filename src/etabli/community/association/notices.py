"""What the association tells its board and its members."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.association.models import Application, Dues, Member, Suspension
from etabli.community.association.payments import Paid
from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import Prose, ours, paragraphs, quoted
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Invitation, Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import euros, full_day

APPLICATION = Kind(
    "association.application",
    gettext_lazy("A request to join the association"),
    frozenset({Role.BOARD}),
    channel="digest",
)
APPEAL = Kind(
    "association.appeal", gettext_lazy("The appeal of a suspended member"), frozenset({Role.BOARD}), must=True
)
GONE = Kind(
    "association.gone", gettext_lazy("A member who leaves"), frozenset({Role.BOARD}), channel="digest"
)
DUES = Kind("association.dues", gettext_lazy("Your dues"), frozenset({Role.MEMBER}))
SURPLUS = Kind(
    "association.surplus",
    gettext_lazy("Money received that nothing asks for"),
    frozenset({Role.BOARD}),
    must=True,
)
STANDING = Kind(
    "association.standing", gettext_lazy("Your place in the association"), frozenset({Role.MEMBER}), must=True
)
INVITED = Kind(
    "association.invited",
    gettext_lazy("Somebody invited to the board, or as a moderator"),
    frozenset({Role.BOARD}),
    must=True,
)
KINDS = [APPLICATION, APPEAL, GONE, INVITED, DUES, SURPLUS, STANDING]


def told_of_application(application: Application, at: datetime) -> None:
    """The board learns that a request waits, or that its question is answered."""
    with override(settings.LANGUAGE_CODE):
        _tell_board(
            application.organisation_id,
            APPLICATION,
            title=_("A request to join: %(name)s") % {"name": application},
            text=_("%(name)s asks to join the association.") % {"name": application},
            url=reverse("association:review", args=[application.pk]),
            key=f"application:{application.pk}:{at.isoformat()}",
            at=at,
        )


def told_of_appeal(suspension: Suspension, judges: Sequence[Viewer], at: datetime) -> None:
    """Those who may judge learn that a suspended member appeals; where nobody may, the whole board learns that the
    assembly votes, and the member too.
    """
    member = suspension.member
    with override(settings.LANGUAGE_CODE):
        said = {"name": member}
        text = (
            _("%(name)s asks for another look at their suspension. Whoever suspended them does not judge.")
            if judges
            else _(
                "%(name)s asks for another look at their suspension. Nobody of the board is free to judge: the next "
                "general assembly votes. Until then %(name)s keeps their place."
            )
        )
        posts = {viewer.membership_id for viewer in judges}
        for post in _board(member.organisation_id):
            if post.pk in posts or not judges:
                _tell(
                    post,
                    APPEAL,
                    title=_("Appeal of %(name)s") % said,
                    text=text % said,
                    url=reverse("association:member", args=[member.pk]),
                    key=f"appeal:{suspension.pk}:{at.isoformat()}:{post.pk}",
                    at=at,
                )
        if not judges:
            _tell_member(
                member,
                STANDING,
                title=_("The general assembly decides on your appeal"),
                text=_(
                    "Nobody of the board is free to judge your appeal: the next general assembly votes on it. "
                    "Until then you have your place in the association again."
                ),
                key=f"referred:{suspension.pk}:{at.isoformat()}",
                at=at,
            )


def told_of_departure(member: Member, at: datetime) -> None:
    """The board learns that a member left by themselves."""
    with override(settings.LANGUAGE_CODE):
        _tell_board(
            member.organisation_id,
            GONE,
            title=_("%(name)s leaves the association") % {"name": member},
            text=_("Nothing to do: their place is closed, their history is kept."),
            url=reverse("association:member", args=[member.pk]),
            key=f"gone:{member.pk}:{at.isoformat()}",
            at=at,
        )


def told_of_invitation(invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Whoever else sits on the board learns who is invited to decide with them, and by whom."""
    with override(settings.LANGUAGE_CODE):
        said = {"who": by.name, "address": invitation.email, "role": invitation.get_role_display()}
        for post in _board(invitation.organisation_id):
            if post.user_id != by.user_id:
                _tell(
                    post,
                    INVITED,
                    title=_("Somebody is invited to the association: %(role)s") % said,
                    text=_(
                        "%(who)s invited %(address)s as: %(role)s. You can take this back from the team’s page."
                    )
                    % said,
                    url=reverse("people:team"),
                    key=f"invited:{invitation.pk}:{at.isoformat()}:{post.pk}",
                    at=at,
                )


def told_of_surplus(dues: Dues, paid: Paid, at: datetime) -> None:
    """The board learns that a provider received more than what was owed: it is not counted, and is to be given back.

    Said once, however often the provider says it.
    """
    with override(settings.LANGUAGE_CODE):
        said = {"name": dues.member, "amount": euros(paid.amount_cents), "reference": paid.reference}
        _tell_board(
            dues.member.organisation_id,
            SURPLUS,
            title=_("%(name)s paid %(amount)s more than what was owed") % said,
            text=_(
                "Your payment provider received %(amount)s for dues that are settled or taken back. Établi has not "
                "counted it: give it back with your provider, or write it down where it belongs. Its reference: "
                "%(reference)s."
            )
            % said,
            url=reverse("association:member", args=[dues.member_id]),
            key=f"surplus:{dues.pk}:{paid.reference}",
            at=at,
        )


def told_of_dues(dues: Dues, title: str, text: str, at: datetime) -> None:
    """A letter about dues, of which `title` and `text` may hold the amount and the days."""
    with override(settings.LANGUAGE_CODE):
        said = {
            "period": dues.period,
            "left": euros(dues.left_cents),
            "day": full_day(dues.due_on),
            "organisation": dues.member.organisation.name,
        }
        _tell_member(
            dues.member,
            DUES,
            title=_(title) % said,
            text=_(text) % said,
            key=f"dues:{dues.pk}:{dues.reminded}",
            at=at,
        )


def told_of_suspension(suspension: Suspension, at: datetime) -> None:
    """The member learns why, by which rule, until when, and how to appeal; or that the assembly is asked."""
    with override(settings.LANGUAGE_CODE):
        waits = suspension.waits_for_assembly
        said = {
            "ground": ours(suspension.ground_text),
            "rule": ours(suspension.rule),
            "day": full_day(suspension.ends_on) if suspension.ends_on else "",
        }
        first = (
            _(
                "The general assembly is asked to suspend your membership until %(day)s. "
                "Nothing changes before it votes."
            )
            if waits
            else _("Your membership is suspended until %(day)s. It then goes on by itself.")
        )
        how = (
            _("You can write your answer from “My membership”: the assembly reads it before it votes.")
            if waits
            else _(
                "You can appeal from “My membership”, in your own words. Whoever suspended you does not judge: another "
                "member of the board does or, if nobody is free to, the general assembly."
            )
        )
        _tell_member(
            suspension.member,
            STANDING,
            title=_("The assembly is asked about your membership")
            if waits
            else _("Your membership is suspended"),
            text=paragraphs(
                first % said,
                _("The reason: %(ground)s.") % said,
                _("The rule: %(rule)s") % said,
                quoted(suspension.reason, _("the board")),
                how % said,
            ),
            key=f"suspended:{suspension.pk}:{at.isoformat()}",
            at=at,
        )


def told_of_decision(suspension: Suspension, at: datetime) -> None:
    """The member learns what was decided."""
    with override(settings.LANGUAGE_CODE):
        lifted = suspension.ended_at is not None
        day = full_day(suspension.ends_on) if suspension.ends_on else ""
        title = _("Your suspension is over") if lifted else _("Your suspension goes on")
        now = (
            _("You have your place in the association again.")
            if lifted
            else _("It ends by itself on %(day)s.") % {"day": day}
        )
        said = quoted(suspension.decision, _("the board")) if suspension.decision else Prose()
        text = paragraphs(said, now)
        key = f"suspension:{suspension.pk}:{at.isoformat()}"
        _tell_member(suspension.member, STANDING, title=title, text=text, key=key, at=at)


def told_of_recorded_departure(member: Member, at: datetime) -> None:
    """The member learns, while they still have their place, that the board recorded their departure."""
    with override(settings.LANGUAGE_CODE):
        _tell_member(
            member,
            STANDING,
            title=_("Your departure from the association was recorded"),
            text=_(
                "The board has recorded that you leave the association. If you did not ask for it, say so to the board "
                "at once: it can take this back. You can also ask to join again."
            ),
            key=f"departure:{member.pk}:{at.isoformat()}",
            at=at,
        )


def _tell_board(
    organisation_id: int, kind: Kind, *, title: str, text: Prose, url: str, key: str, at: datetime
) -> None:
    for post in _board(organisation_id):
        _tell(post, kind, title=title, text=text, url=url, key=f"{key}:{post.pk}", at=at)


def _board(organisation_id: int) -> QuerySet[Membership]:
    found = Membership.objects.filter(organisation=organisation_id, role=Role.BOARD, ended_on=None)
    return found.select_related("user", "organisation")


def _tell(post: Membership, kind: Kind, *, title: str, text: Prose, url: str, key: str, at: datetime) -> None:
    tell(to=post, kind=kind.code, title=title, text=text, url=url, see=_("See it"), key=key, at=at)


def _tell_member(member: Member, kind: Kind, *, title: str, text: Prose, key: str, at: datetime) -> None:
    posts = Membership.objects.filter(
        user=member.user_id, organisation=member.organisation_id, role=Role.MEMBER, ended_on=None
    )
    post = posts.select_related("user", "organisation").first()
    if post is not None:
        url = reverse("association:mine")
        tell(to=post, kind=kind.code, title=title, text=text, url=url, see=_("My membership"), key=key, at=at)
