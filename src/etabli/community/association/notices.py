"""What the association tells its board and its members."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from etabli.community.association.impartiality import may_judge_appeal
from etabli.community.association.models import Application, Dues, Member, Suspension
from etabli.community.association.payments import ReceivedPayment
from etabli.foundation.notices.owners import readers_of
from etabli.foundation.notices.telling import take_back, tell_once
from etabli.foundation.notices.topic_messages import refresh_messages
from etabli.foundation.notify.prose import Prose, gettext as _, ours, paragraphs, quoted
from etabli.foundation.people.models import Invitation, Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import euros, full_day

APPLICATION = Kind(
    "association.application",
    gettext_lazy("A request to join the association"),
    frozenset({Role.BOARD}),
    channel="digest",
)
APPEAL = Kind(
    "association.appeal",
    gettext_lazy("The appeal of a suspended member"),
    frozenset({Role.BOARD}),
    always_mailed=True,
)
MEMBER_LEFT = Kind(
    "association.gone", gettext_lazy("A member who leaves"), frozenset({Role.BOARD}), channel="digest"
)
DUES = Kind("association.dues", gettext_lazy("Your dues"), frozenset({Role.MEMBER}))
SURPLUS = Kind(
    "association.surplus",
    gettext_lazy("Money received that nothing asks for"),
    frozenset({Role.BOARD}),
    always_mailed=True,
)
MEMBERSHIP_STATE = Kind(
    "association.standing",
    gettext_lazy("Your place in the association"),
    frozenset({Role.MEMBER}),
    always_mailed=True,
)
INVITED = Kind(
    "association.invited",
    gettext_lazy("Somebody invited to the board, or as a moderator"),
    frozenset({Role.BOARD}),
    always_mailed=True,
)
KINDS = [APPLICATION, APPEAL, MEMBER_LEFT, INVITED, DUES, SURPLUS, MEMBERSHIP_STATE]


def tell_board_of_application(application: Application, at: datetime, *, even_if_told: bool = True) -> None:
    """The board learns that a request waits, or that its question is answered. Not `even_if_told`: what waits as before
    is told to whoever had no word of it.
    """
    if application.state == Application.State.WAITING:
        board = _board_memberships(application.organisation_id)
        refresh_messages(
            APPLICATION_TOPIC, board, kind=APPLICATION, about=application, even_if_told=even_if_told, at=at
        )


def _write_application(notice: Any) -> Words | None:
    """Nothing once it is answered, or withdrawn."""
    application = notice.about
    if application.state != Application.State.WAITING:
        return None
    return Words(
        title=_("To review: the request of %(name)s to join") % {"name": application},
        text=_("%(name)s asks to join the association.") % {"name": application},
        url=reverse("association:review", args=[application.pk]),
        see=_("See it"),
    )


def tell_board_of_appeal(
    suspension: Suspension, judges: Collection[Viewer], at: datetime, *, even_if_told: bool = True
) -> None:
    """Those who may judge learn that a suspended member appeals; where nobody may, the whole board learns that the
    assembly votes, and the member too. `even_if_told`: as for a request.
    """
    memberships = _board_memberships(suspension.organisation_id)
    if suspension.referred_at is None:
        memberships = memberships.filter(pk__in=[viewer.membership_id for viewer in judges])
    refresh_messages(
        APPEAL_TOPIC, memberships, kind=APPEAL, about=suspension, even_if_told=even_if_told, at=at
    )
    if suspension.referred_at is not None:
        _tell_member(
            suspension.member,
            MEMBERSHIP_STATE,
            lambda: (
                _("The general assembly decides on your appeal"),
                _(
                    "Nobody of the board is free to judge your appeal: the next general assembly votes on it. "
                    "Until then you have your place in the association again."
                ),
            ),
            key=f"referred:{suspension.pk}:{at.isoformat()}",
            at=at,
        )


def take_back_referral(suspension: Suspension) -> None:
    """The member took their appeal back: what they have not had yet of the vote is no longer told."""
    for membership in _member_role_of(suspension.member):
        take_back(to=membership, thread=f"referred:{suspension.pk}")


def _write_appeal(notice: Any) -> Words | None:
    """Nothing once it is judged or taken back, or the suspension over."""
    suspension = notice.about
    is_open = suspension.appealed_at and suspension.decided_at is None and suspension.ended_at is None
    is_referred = suspension.referred_at is not None
    if not is_open or not (
        is_referred or any(may_judge_appeal(reader, suspension) for reader in readers_of(notice))
    ):
        return None
    text = (
        _(
            "%(name)s asks for another look at their suspension. Nobody of the board is free to judge: the next "
            "general assembly votes. Until then %(name)s keeps their place."
        )
        if is_referred
        else _("%(name)s asks for another look at their suspension. Whoever suspended them does not judge.")
    )
    title = (
        _("The assembly votes on the suspension of %(name)s")
        if is_referred
        else _("To judge: the appeal of %(name)s")
    )
    return _words_about_member(suspension.member, title, text)


def tell_board_of_departure(member: Member, at: datetime) -> None:
    """The board learns that a member left by themselves."""
    refresh_messages(
        DEPARTURE_TOPIC, _board_memberships(member.organisation_id), kind=MEMBER_LEFT, about=member, at=at
    )


def _write_departure(notice: Any) -> Words | None:
    """Nothing once they are back."""
    text = _("Nothing to do: their place is closed, their history is kept.")
    is_gone = notice.about.left_on is not None
    return _words_about_member(notice.about, _("%(name)s leaves the association"), text) if is_gone else None


def tell_board_of_invitation(invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Whoever else sits on the board learns who is invited to decide with them, and by whom."""
    other_board_members = _board_memberships(invitation.organisation_id).exclude(user=by.user_id)
    facts = {"who": by.name}
    refresh_messages(
        INVITATION_TOPIC,
        other_board_members,
        kind=INVITED,
        about=invitation,
        merge=lambda known: {**known, **facts},
        at=at,
    )


def _write_invitation(notice: Any) -> Words | None:
    """Nothing once it was taken back, or its time is over; that somebody has accepted stays to be known."""
    invitation = notice.about
    is_over = invitation.accepted_at is None and invitation.expires_at <= timezone.now()
    if invitation.revoked_at is not None or is_over:
        return None
    text = (
        _("%(who)s invited %(address)s as: %(role)s. You can take this back from the team’s page.")
        if invitation.accepted_at is None
        else _("%(who)s invited %(address)s as: %(role)s. They have accepted.")
    )
    role = invitation.get_role_display()
    return Words(
        title=_("Somebody is invited to the association: %(role)s") % {"role": role},
        text=text % {"who": notice.facts["who"], "address": invitation.email, "role": role},
        url=reverse("people:team"),
        see=_("See it"),
    )


APPLICATION_TOPIC = Topic("association.application", _write_application, of=Application)
APPEAL_TOPIC = Topic("association.appeal", _write_appeal, of=Suspension)
DEPARTURE_TOPIC = Topic("association.gone", _write_departure, of=Member)
INVITATION_TOPIC = Topic("association.invited", _write_invitation, of=Invitation)
TOPICS = [APPLICATION_TOPIC, APPEAL_TOPIC, DEPARTURE_TOPIC, INVITATION_TOPIC]


def tell_board_of_surplus(dues: Dues, paid: ReceivedPayment, at: datetime) -> None:
    """The board learns that a provider received more than what was owed: it is not counted, and is to be given back.

    Said once, however often the provider says it.
    """

    def words() -> Words:
        facts = {"name": dues.member, "amount": euros(paid.amount_cents), "reference": paid.reference}
        return Words(
            title=_("%(name)s paid %(amount)s more than what was owed") % facts,
            text=_(
                "Your payment provider received %(amount)s for dues that are settled or taken back. Établi has not "
                "counted it: give it back with your provider, or write it down where it belongs. Its reference: "
                "%(reference)s."
            )
            % facts,
            url=reverse("association:member", args=[dues.member_id]),
            see=_("See it"),
        )

    for membership in _board_memberships(dues.member.organisation_id):
        tell_once(
            SURPLUS,
            to=membership,
            words=words,
            key=f"surplus:{dues.pk}:{paid.reference}:{membership.pk}",
            at=at,
        )


def tell_member_of_dues(dues: Dues, title: str, text: str, at: datetime) -> None:
    """A letter about dues, of which `title` and `text` may hold the amount and the days."""

    def words() -> tuple[Prose, Prose]:
        facts = {
            "period": dues.period,
            "left": euros(dues.left_cents),
            "day": full_day(dues.due_on),
            "organisation": dues.member.organisation.name,
        }
        return _(title) % facts, _(text) % facts

    _tell_member(dues.member, DUES, words, key=f"dues:{dues.pk}:{dues.reminded}", at=at)


def tell_member_of_suspension(suspension: Suspension, at: datetime) -> None:
    """The member learns why, by which rule, until when, and how to appeal; or that the assembly is asked."""

    def words() -> tuple[Prose, Prose]:
        title, what, how = (
            _words_of_request_to_suspend(suspension)
            if suspension.waits_for_assembly
            else _words_of_suspension(suspension)
        )
        ground, rule = ours(suspension.ground_text), ours(suspension.rule)
        return title, paragraphs(
            what,
            _("The reason: %(ground)s.") % {"ground": ground} if suspension.ground_text else Prose(),
            _("The rule: %(rule)s") % {"rule": rule} if suspension.rule else Prose(),
            quoted(suspension.reason, _("the board")),
            how,
        )

    key = f"suspended:{suspension.pk}:{at.isoformat()}"
    _tell_member(suspension.member, MEMBERSHIP_STATE, words, key=key, at=at)


def _words_of_suspension(suspension: Suspension) -> tuple[Prose, Prose, Prose]:
    """The title, what holds until when, how to appeal."""
    if suspension.ends_on is None:
        title = _("Your membership is suspended")
        what = _("Your membership is suspended, without a last day: the board can end it.")
    else:
        day = {"day": full_day(suspension.ends_on)}
        title = _("Your membership is suspended until %(day)s") % day
        what = _("Your membership is suspended until %(day)s. It then goes on by itself.") % day
    how = _(
        "You can appeal from “My membership”, in your own words. Whoever suspended you does not judge: another "
        "member of the board does or, if nobody is free to, the general assembly."
    )
    return title, what, how


def _words_of_request_to_suspend(suspension: Suspension) -> tuple[Prose, Prose, Prose]:
    """The title, what is asked of the assembly, how to answer."""
    if suspension.ends_on is None:
        what = _(
            "The general assembly is asked to suspend your membership, without a last day. "
            "Nothing changes before it votes."
        )
    else:
        what = _(
            "The general assembly is asked to suspend your membership until %(day)s. "
            "Nothing changes before it votes."
        ) % {"day": full_day(suspension.ends_on)}
    how = _("You can write your answer from “My membership”: the assembly reads it before it votes.")
    return _("The assembly is asked about your membership"), what, how


def tell_member_of_decision(suspension: Suspension, at: datetime) -> None:
    """The member learns what was decided."""

    def words() -> tuple[Prose, Prose]:
        reason = quoted(suspension.decision, _("the board")) if suspension.decision else Prose()
        if suspension.ended_at is not None:
            title, now = _("Your suspension is over"), _("You have your place in the association again.")
        else:
            title = _("Your suspension goes on")
            now = (
                _("It ends by itself on %(day)s.") % {"day": full_day(suspension.ends_on)}
                if suspension.ends_on
                else _("It has no last day: it goes on until the board ends it.")
            )
        return title, paragraphs(reason, now)

    key = f"suspension:{suspension.pk}:{at.isoformat()}"
    _tell_member(suspension.member, MEMBERSHIP_STATE, words, key=key, at=at)


def tell_member_of_departure(member: Member, at: datetime) -> None:
    """The member learns, while they still have their place, that the board recorded their departure."""
    _tell_member(
        member,
        MEMBERSHIP_STATE,
        lambda: (
            _("Your departure from the association was recorded"),
            _(
                "The board has recorded that you leave the association. If you did not ask for it, say so to the board "
                "at once: it can take this back. You can also ask to join again."
            ),
        ),
        key=f"departure:{member.pk}:{at.isoformat()}",
        at=at,
    )


def tell_member_of_return(member: Member, at: datetime) -> None:
    """The member learns, once they have their place again, that the board took their departure back. Whoever had no
    word of the departure yet has none of either."""
    if any(
        take_back(to=membership, thread=f"departure:{member.pk}") for membership in _member_role_of(member)
    ):
        _tell_member(
            member,
            MEMBERSHIP_STATE,
            lambda: (
                _("You are in the association again"),
                _(
                    "The board had recorded that you leave the association. It has taken this back: you have your "
                    "place again. You have nothing to do."
                ),
            ),
            key=f"return:{member.pk}:{at.isoformat()}",
            at=at,
        )


def _board_memberships(organisation_id: int) -> QuerySet[Membership]:
    memberships = Membership.objects.filter(organisation=organisation_id, role=Role.BOARD, ended_on=None)
    return memberships.select_related("user", "organisation")


def _member_role_of(member: Member) -> QuerySet[Membership]:
    memberships = Membership.objects.filter(user=member.user_id, organisation=member.organisation_id)
    return memberships.filter(role=Role.MEMBER, ended_on=None).select_related("user", "organisation")[:1]


def _words_about_member(member: Member, title: Prose, text: Prose) -> Words:
    """Both may hold the member's name."""
    url, facts = reverse("association:member", args=[member.pk]), {"name": member}
    return Words(title=title % facts, text=text % facts, url=url, see=_("See it"))


def _tell_member(
    member: Member, kind: Kind, words: Callable[[], tuple[Prose, Prose]], *, key: str, at: datetime
) -> None:
    """`words` gives the title and the text."""
    url = reverse("association:mine")
    for membership in _member_role_of(member):
        tell_once(
            kind,
            to=membership,
            words=lambda: Words(*words(), url=url, see=_("My membership")),
            key=key,
            at=at,
        )
