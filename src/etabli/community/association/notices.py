"""What the association tells its board and its members."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.association.models import Application, Dues, Member, Suspension
from etabli.community.association.payments import Paid
from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import Prose, paragraphs, quoted
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership, Role
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
KINDS = [APPLICATION, APPEAL, GONE, DUES, SURPLUS, STANDING]


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


def told_of_appeal(suspension: Suspension, at: datetime) -> None:
    """The board learns that a suspended member appeals."""
    with override(settings.LANGUAGE_CODE):
        _tell_board(
            suspension.member.organisation_id,
            APPEAL,
            title=_("Appeal of %(name)s") % {"name": suspension.member},
            text=_("%(name)s asks the board to look again at their suspension.")
            % {"name": suspension.member},
            url=reverse("association:member", args=[suspension.member_id]),
            key=f"appeal:{suspension.pk}:{at.isoformat()}",
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
    """The member learns that they are suspended, why, and that they may appeal."""
    with override(settings.LANGUAGE_CODE):
        _tell_member(
            suspension.member,
            STANDING,
            title=_("Your membership is suspended"),
            text=paragraphs(
                _("The board has suspended your membership. The reason given:"),
                quoted(suspension.reason, _("the board")),
                _("You may answer: your appeal goes to the board."),
            ),
            key=f"suspended:{suspension.pk}",
            at=at,
        )


def told_of_decision(suspension: Suspension, at: datetime) -> None:
    """The member learns what the board decided."""
    with override(settings.LANGUAGE_CODE):
        lifted = suspension.ended_at is not None
        title = _("Your suspension is over") if lifted else _("Your suspension goes on")
        said = quoted(suspension.decision, _("the board")) if suspension.decision else Prose()
        text = said or _("You have your place in the association again.")
        key = f"suspension:{suspension.pk}:{at.isoformat()}"
        _tell_member(suspension.member, STANDING, title=title, text=text, key=key, at=at)


def _tell_board(
    organisation_id: int, kind: Kind, *, title: str, text: Prose, url: str, key: str, at: datetime
) -> None:
    serving = Membership.objects.filter(organisation=organisation_id, role=Role.BOARD, ended_on=None)
    for post in serving.select_related("user", "organisation"):
        tell(
            to=post,
            kind=kind.code,
            title=title,
            text=text,
            url=url,
            see=_("See it"),
            key=f"{key}:{post.pk}",
            at=at,
        )


def _tell_member(member: Member, kind: Kind, *, title: str, text: Prose, key: str, at: datetime) -> None:
    posts = Membership.objects.filter(
        user=member.user_id, organisation=member.organisation_id, role=Role.MEMBER, ended_on=None
    )
    post = posts.select_related("user", "organisation").first()
    if post is not None:
        url = reverse("association:mine")
        tell(to=post, kind=kind.code, title=title, text=text, url=url, see=_("My membership"), key=key, at=at)
