"""Questions and answers as their readers see them: by whom, in which role, what stands in the place of what is gone."""

from collections import Counter, defaultdict
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
from etabli.community.forum.models import Post, Thanks, Thread
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
    an artisan, what they let readers know. `profile`: the number of their profile, when it is in the directory."""

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
    wrote it, or helps the artisan who did, reads it all the same, and the moderators' `reason`. `versions`: the page of
    what it said before. `merged_title`: of a question that was merged into this one and is read among its answers."""

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
class Cards:
    """What the cards of a page have in common: read at once, whatever their number."""

    viewer: Viewer
    writers: dict[int, Writer]
    thanks: Counter[int]
    own_thanks: set[int]

    @classmethod
    def of(
        cls, viewer: Viewer, writings: Sequence[Thread | Post], thread: Thread, member: Member | None
    ) -> "Cards":
        """For these, of one thread: three statements."""
        thanks, own_thanks = Counter[int](), set[int]()
        mine = [
            member.pk if member else None,
            viewer.person_id if viewer.is_person(viewer.person_id) else None,
        ]
        rows = Thanks.objects.filter(post__thread=thread, withdrawn_at=None)
        for post, *by in rows.values_list("post", "member", "person"):
            thanks[post] += 1
            if by == mine:
                own_thanks.add(post)
        authors = {writing.author.pk: writing.author for writing in writings if writing.author is not None}
        return cls(viewer, _writers(authors.values(), thread.organisation_id), thanks, own_thanks)

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
            versions=_versions_of(writing),
            at=writing.published_at or writing.written_at,
            edited_at=writing.edited_at,
            is_own=is_own,
            is_out=writing.is_out,
            is_accepted=post is not None and post.pk == accepted,
            is_certified=post is not None and post.certified_at is not None,
            thanks=self.thanks[writing.pk] if post is not None else 0,
            is_thanked=post is not None and post.pk in self.own_thanks,
            quote=_quote(self.viewer, post) if post is not None else None,
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
        assert writing.author is not None  # the constraint of the table
        return self.writers[writing.author.pk]


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


def _quote(viewer: Viewer, post: Post) -> Quote | None:
    """Of what stands in another question since, nothing for who may not read that one."""
    quoted = post.quoted
    if quoted is None:
        return None
    address = ""
    if quoted.thread_id != post.thread_id:
        address = reverse("forum:thread", args=[quoted.thread_id])
        is_open = quoted.thread.is_public and quoted.thread.is_out
        if not (is_open or acts_for_association(viewer)):
            return None
    extract = Truncator(markdown_text(quoted.text)).words(QUOTED_WORDS) if quoted.is_out else ""
    return Quote(quoted.pk, f"{address}#reponse-{quoted.pk}", quoted.author.display_name, extract)


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
