"""What is told of a brief: that it is kept and where, a remark in its margin."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import take_back, tell
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership, Person, Role, SecretLink
from etabli.foundation.rooms import Kind
from etabli.procurement.briefs.models import Brief, BriefComment

COMMENT = Kind(
    "briefs.comment",
    gettext_lazy("A remark on a project"),
    frozenset({Role.ARTISAN, Role.ADVISER}),
    staff_reads=True,
)
KEPT = Kind(
    "briefs.kept",
    gettext_lazy("The link that opens your project, when you ask for it"),
    frozenset({Role.ARTISAN}),
    must=True,
    prompt=True,
    staff_reads=True,
)
KINDS = [KEPT, COMMENT]


def tell_kept(brief: Brief, *, key: str, link: SecretLink | None = None, at: datetime) -> None:
    """Where the project is, by `link`, else by that of their own space: whoever reads their mail is them. Once for each
    `key`."""
    with override(settings.LANGUAGE_CODE):
        tell(
            to=brief.person,
            kind=KEPT.code,
            title=_("Your project, to go on with"),
            text=_(
                "Your project is kept. The link below opens it on any device: go on where you stopped.\n\n"
                "You did not begin it? Open it and put it away: nothing leaves without you."
            ),
            url=reverse("briefs:overview", args=[brief.pk]),
            see=_("Your project"),
            key=f"brief:{brief.pk}:{key}",
            link=link,
            at=at,
        )


def told_of_comment(comment: BriefComment, at: datetime) -> None:
    """Tell the other side that a remark waits. What it says stays on the page of the project."""
    brief = comment.brief
    with override(settings.LANGUAGE_CODE):
        for owner in _other_side(comment):
            tell(
                to=owner,
                kind=COMMENT.code,
                title=_("A remark on the project “%(title)s”") % {"title": brief},
                text=_(
                    "Somebody wrote a remark in the margin of this project.\n\nRead it, then answer beside it."
                )
                if isinstance(owner, Person)
                else _("%(name)s wrote a remark in the margin of their project.")
                % {"name": brief.person.name},
                url=reverse("briefs:overview", args=[brief.pk]),
                see=_("Read the remark"),
                key=f"{_thread(comment)}:{owner._meta.model_name}:{owner.pk}:{at.isoformat()}",
                at=at,
            )


def recall_comment(comment: BriefComment) -> None:
    """Take back what nobody has read of a remark that was taken back."""
    for owner in _other_side(comment):
        take_back(to=owner, thread=_thread(comment))


def _thread(comment: BriefComment) -> str:
    return f"comment:{comment.pk}"


def _other_side(comment: BriefComment) -> list[Person] | list[Membership]:
    """The artisan; or the advisers who wrote in this brief, all those of the chamber when none has."""
    brief = comment.brief
    if comment.written_by_id != brief.person.party_id:
        return [brief.person]
    advisers = Membership.objects.filter(organisation_id=brief.chamber_id, role=Role.ADVISER, ended_on=None)
    writers = [
        *brief.comments.values_list("written_by", flat=True),
        *brief.answers.values_list("written_by", flat=True),
    ]
    return list(advisers.filter(user__party__in=writers) or advisers)
