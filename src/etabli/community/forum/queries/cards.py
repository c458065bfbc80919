"""Questions and answers as their readers see them: by whom, in which role, what stands in the place of what is gone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.association.models import Member
from etabli.community.directory.listing import published_profiles
from etabli.community.forum import rules
from etabli.community.forum.models import Post, Thread
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.models import STAFF, Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.markdown import markdown_text

QUOTED_WORDS = 30
ROLES: dict[str, str | Promise] = {
    Role.ADVISER: gettext_lazy("adviser of the chamber of trades"),
    Role.MANAGER: gettext_lazy("management of the chamber of trades"),
    Role.BOARD: gettext_lazy("on the board of the association"),
    Role.MODERATOR: gettext_lazy("moderator"),
}


@dataclass(frozen=True)
class Writer:
    """Who wrote: their name, their trade, and in words each role of that human being today, whichever they act in. Of
    an artisan, what they let readers know; of an author of a former forum who is no member, the name that stood there.
    `profile`: the number of their profile, when it is in the directory."""

    name: str
    trade: str
    roles: tuple[str, ...]
    profile: int | None


@dataclass(frozen=True)
class Quote:
    """What an answer takes up, in the words of today: `extract` is "" when that was taken back or off."""

    pk: int
    url: str
    name: str
    extract: str


@dataclass(frozen=True)
class Card:
    """A question or an answer, as this viewer reads it. `removed`: why its text is not shown, "" when it is; whoever
    wrote it, or helps the artisan who did, reads it all the same, and the moderators' `reason`. `versions`: of one that
    was corrected, the page of what it said before. `merged_title`: of a question that was merged into this one and is
    read among its answers."""

    pk: int
    writer: Writer
    text: str
    removed: str
    reason: str
    versions: str
    at: datetime
    edited_at: datetime | None
    is_own: bool
    is_out: bool
    is_accepted: bool = False
    is_certified: bool = False
    thanks: int = 0
    is_thanked: bool = False
    quote: Quote | None = None
    merged_title: str = ""

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return f"question-{self.pk}" if self.merged_title else f"reponse-{self.pk}"


@dataclass(frozen=True)
class Reader:
    """What somebody may do with each of the answers of a question (`thread`) on a page of it; `member`: is one."""

    thread: int
    number: int
    member: bool
    may_thank: bool
    may_accept: bool
    may_certify: bool
    may_answer: bool


@dataclass(frozen=True)
class Cards:
    """What the cards of a page have in common: read at once, whatever their number."""

    viewer: Viewer
    writers: dict[int, Writer]
    here: frozenset[int]  # the answers of the page

    @classmethod
    def of(cls, viewer: Viewer, writings: Sequence[Thread | Post], thread: Thread) -> "Cards":
        """For these, of one thread: two statements."""
        authors = {writing.author.pk: writing.author for writing in writings if writing.author is not None}
        posts = frozenset(writing.pk for writing in writings if isinstance(writing, Post))
        return cls(viewer, _writers(authors.values(), thread.organisation_id), posts)

    def card(self, writing: Thread | Post, *, accepted: int | None = None) -> Card:
        """One of them; `accepted` is the number of the answer that stands first."""
        is_own, removed = rules.is_author(self.viewer, writing), _why_removed(writing)
        post = writing if isinstance(writing, Post) else None
        reads_all = is_own or (isinstance(writing, Thread) and rules.may_withdraw(self.viewer, writing))
        return Card(
            pk=writing.pk,
            writer=self._writer(writing),
            text=writing.text if reads_all or not removed else "",
            removed=removed,
            reason=writing.hidden_reason if is_own else "",
            versions=_versions_of(writing) if writing.edited_at is not None else "",
            at=writing.published_at or writing.written_at,
            edited_at=writing.edited_at,
            is_own=is_own,
            is_out=writing.is_out,
            is_accepted=post is not None and post.pk == accepted,
            is_certified=post is not None and post.certified_at is not None,
            thanks=getattr(post, "thanks_count", 0),
            is_thanked=getattr(post, "is_thanked", False),
            quote=self._quote(post) if post is not None else None,
        )

    def merged_card(self, thread: Thread) -> Card:
        """A question that was merged into that of the page."""
        card = self.card(thread)
        title = thread.title if card.is_own or not card.removed else _("A question that is no longer there")
        return replace(card, merged_title=title)

    def _writer(self, writing: Thread | Post) -> Writer:
        if isinstance(writing, Thread) and writing.is_artisans:
            roles = (str(Role.ARTISAN.label),) if writing.is_named else ()  # the name says so otherwise
            return Writer(writing.shown_name, writing.craft_label, roles, None)
        if writing.author is None:
            return Writer(writing.former_name, "", (_("on the former forum"),), None)
        return self.writers[writing.author.pk]

    def _quote(self, post: Post) -> Quote | None:
        """Of what stands in another question since, nothing for who may not read that one."""
        quoted = post.quoted
        if quoted is None:
            return None
        is_open = quoted.thread.is_public and quoted.thread.is_out
        if quoted.thread_id != post.thread_id and not (is_open or acts_for_association(self.viewer)):
            return None
        is_here = quoted.pk in self.here
        address = f"#reponse-{quoted.pk}" if is_here else reverse("forum:answer", args=[quoted.pk])
        extract = Truncator(markdown_text(quoted.text)).words(QUOTED_WORDS) if quoted.is_out else ""
        return Quote(quoted.pk, address, quoted.shown_name, extract)


def _versions_of(writing: Thread | Post) -> str:
    page = "forum:answer_versions" if isinstance(writing, Post) else "forum:question_versions"
    return reverse(page, args=[writing.pk])


def _why_removed(writing: Thread | Post) -> str:
    if writing.withdrawn_at is not None:
        return _("Taken back by its author")
    if writing.hidden_at is not None:
        return _("Taken off by the moderators")
    if writing.published_at is None:
        return _("Waits for a moderator")
    is_of_answers = isinstance(writing, Thread) and writing.split_from_id is not None
    return "" if writing.text or is_of_answers else _("Erased, as its author asked")


def _writers(members: Iterable[Member], organisation_id: int) -> dict[int, Writer]:
    """By member: two statements."""
    members = list(members)
    roles: dict[int, set[str]] = defaultdict(set)
    posts = Membership.objects.filter(user__in=[member.user_id for member in members], ended_on=None)
    for user_id, role, organisation in posts.values_list("user", "role", "organisation"):
        if role in STAFF or organisation == organisation_id:
            roles[user_id].add(role)
    profiles = published_profiles().filter(pk__in=[member.pk for member in members])
    shown = set(profiles.values_list("pk", flat=True))
    return {
        member.pk: Writer(
            name=member.display_name,
            trade=member.trade_label,
            roles=tuple(str(name) for role, name in ROLES.items() if role in roles[member.user_id])
            or (_("member") if member.left_on is None else _("former member"),),
            profile=member.pk if member.pk in shown else None,
        )
        for member in members
    }
