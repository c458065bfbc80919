"""What is told of a brief: that it is kept and where, a remark in its margin."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notices.topic_messages import refresh_messages
from etabli.foundation.notify.prose import gettext as _, ngettext
from etabli.foundation.people.models import Membership, Person, Role, SecretLink
from etabli.foundation.registries import Kind, Topic, Words
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
    always_mailed=True,
    prompt=True,
    staff_reads=True,
)
KINDS = [KEPT, COMMENT]


def tell_kept(brief: Brief, *, key: str, link: SecretLink | None = None, at: datetime) -> None:
    """Where the project is, by `link`, else by that of their own space: whoever reads their mail is them; whoever has
    none is called. Once for each `key`."""
    tell_once(
        KEPT,
        to=brief.person,
        words=lambda: _words_of_kept(brief),
        key=f"brief:{brief.pk}:{key}",
        link=link,
        call=f"brief:{brief.pk}",
        at=at,
    )


def _words_of_kept(brief: Brief) -> Words:
    url, see = reverse("briefs:overview", args=[brief.pk]), _("Your project")
    if not brief.person.email:
        text = _(
            "Your project is kept. We print you a code on paper that opens it on any device.\n\n"
            "You did not begin it? Say so: nothing leaves without you."
        )
        return Words(title=_("Your project is kept: a code on paper opens it"), text=text, url=url, see=see)
    text = _(
        "Your project is kept. The link below opens it on any device: go on where you stopped.\n\n"
        "You did not begin it? Open it and put it away: nothing leaves without you."
    )
    return Words(
        title=_("Your project is kept: this link opens it on any device"), text=text, url=url, see=see
    )


def update_margin(comment: BriefComment, at: datetime) -> None:
    """A remark waits for the other side. What it says stays on the page of the project."""

    def merge(known: Mapping[str, Any]) -> dict[str, Any]:
        return {"comments": [*known.get("comments", []), comment.pk]}

    refresh_messages(MARGIN, _other_side(comment), about=comment.brief, kind=COMMENT, merge=merge, at=at)


def _write(notice: Notice) -> Words | None:
    """Nothing once each was taken back, settled or answered, or once the project was put away."""
    brief = notice.about
    assert isinstance(brief, Brief)
    comments = list(brief.comments.filter(withdrawn_at=None).order_by("pk"))
    number = sum(row.pk in notice.facts["comments"] and _waits(row, comments) for row in comments)
    if not number or brief.state == Brief.State.WITHDRAWN:
        return None
    title = ngettext(
        "A remark on the project “%(title)s”", "%(number)s remarks on the project “%(title)s”", number
    )
    if notice.owner_id == brief.person.party_id:
        text = ngettext(
            "Somebody wrote a remark in the margin of this project.\n\nRead it, then answer beside it.",
            "%(number)s remarks were written in the margin of this project.\n\nRead them, then answer beside them.",
            number,
        )
    else:
        text = ngettext(
            "%(name)s wrote a remark in the margin of their project.",
            "%(name)s wrote %(number)s remarks in the margin of their project.",
            number,
        )
    values = {"title": str(brief), "name": brief.person.name, "number": number}
    url, see = (
        reverse("briefs:overview", args=[brief.pk]),
        ngettext("Read the remark", "Read the remarks", number),
    )
    return Words(title % values, text % values, url, see)


def _waits(comment: BriefComment, comments: Iterable[BriefComment]) -> bool:
    """Whether it is neither settled nor answered: the other side has written nothing since on the same need."""
    later = [row for row in comments if row.pk > comment.pk and row.need_id == comment.need_id]
    is_answered = any(_is_by_artisan(row) != _is_by_artisan(comment) for row in later)
    return comment.resolved_at is None and not is_answered


def _is_by_artisan(comment: BriefComment) -> bool:
    return comment.written_by_id == comment.brief.person.party_id


def _other_side(comment: BriefComment) -> list[Person] | list[Membership]:
    """The artisan; or the advisers who wrote in this brief, all those of the chamber when none has."""
    brief = comment.brief
    if not _is_by_artisan(comment):
        return [brief.person]
    advisers = Membership.objects.filter(organisation_id=brief.chamber_id, role=Role.ADVISER, ended_on=None)
    writers = [
        *brief.comments.values_list("written_by", flat=True),
        *brief.answers.values_list("written_by", flat=True),
    ]
    return list(advisers.filter(user__party__in=writers) or advisers)


MARGIN = Topic("briefs.comment", _write, of=Brief)
TOPICS = [MARGIN]
