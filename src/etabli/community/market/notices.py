"""What the market tells."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from etabli.community.market.models import Ad, Answer, Letter, Sending
from etabli.community.market.records import Bounds, bounds_of
from etabli.community.market.rules import is_artisan_alone
from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.prose import Prose, lines, ours, paragraphs
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import full_day

ANSWER = Kind("market.answer", gettext_lazy("An answer to your ad"), frozenset({Role.ARTISAN}))
LETTER = Kind("market.letter", gettext_lazy("A message about an ad"), frozenset({Role.ARTISAN, Role.MEMBER}))
ENDS = Kind("market.ends", gettext_lazy("Your ad ends soon, or is over"), frozenset({Role.ARTISAN}))
NEW_AD = Kind(
    "market.new_ad",
    gettext_lazy("New ads for your trade and places"),
    frozenset({Role.MEMBER}),
    channel="digest",
)
CHANGED = Kind(
    "market.changed", gettext_lazy("Your ad, changed by the chamber"), frozenset({Role.ARTISAN}), must=True
)
MOVED = Kind(
    "market.moved", gettext_lazy("An ad that you answered has changed"), frozenset({Role.MEMBER}), must=True
)
KINDS = [ANSWER, LETTER, ENDS, NEW_AD, CHANGED, MOVED]


def told_of_answer(answer: Answer, at: datetime) -> None:
    """Tell the artisan that an answer is there; neither its author nor its price is told."""
    with override(settings.LANGUAGE_CODE):  # the artisan's, whatever the member reads the site in
        tell(
            to=answer.ad.person,
            kind=ANSWER.code,
            title=_("An answer to your ad"),
            text=_(
                "Your ad “%(title)s” has got an answer.\n\n"
                "Nothing presses: you may wait until you have several, and compare.\n"
                "Établi recommends no one: the order of the answers is drawn by lot."
            )
            % {"title": answer.ad.title},
            url=reverse("market:mine"),
            see=_("Read it here"),
            key=f"answer:{answer.pk}:{answer.sent_at:%Y%m%d%H%M%S}",
            at=at,
        )


def told_of_letter(letter: Letter, at: datetime) -> None:
    """Tell the other side that a message waits. The message itself stays here, and so does every address."""
    answer = letter.answer
    to = _post_of(answer) if letter.by_artisan else answer.ad.person
    if to is None:  # the member has left
        return
    with override(settings.LANGUAGE_CODE):
        tell(
            to=to,
            kind=LETTER.code,
            title=_("A message about an ad"),
            text=_(
                "A message waits for you about “%(title)s”.\n\n"
                "Answer it on its page: this e-mail can’t be answered, and nobody sees your address."
            )
            % {"title": answer.ad.title},
            url=reverse("market:thread", args=[answer.pk]),
            see=_("Read it here"),
            key=f"letter:{letter.pk}",
            at=at,
        )


def told_that_it_ends(ad: Ad, at: datetime) -> None:
    """A few days before: the artisan may give it more time."""
    with override(settings.LANGUAGE_CODE):
        tell(
            to=ad.person,
            kind=ENDS.code,
            title=_("Your ad ends soon"),
            text=_(
                "Your ad “%(title)s” takes answers until %(day)s.\n\n"
                "If you wish, give it more time. If not, you have nothing to do."
            )
            % {"title": ad.title, "day": full_day(ad.deadline_on)},
            url=reverse("market:change", args=[ad.pk]),
            see=_("Give it more time"),
            key=f"ad-ends:{ad.pk}:{ad.deadline_on}",
            at=at,
        )


def asked_what_came(ad: Ad, at: datetime) -> None:
    """Once, after the last day."""
    with override(settings.LANGUAGE_CODE):
        tell(
            to=ad.person,
            kind=ENDS.code,
            title=_("What came of your ad?"),
            text=_(
                "Your ad “%(title)s” is over. What did you do?\n\n"
                "One click is enough, and we ask only once. Nobody sees what you say: Établi only counts it, "
                "to know whether ads are of use."
            )
            % {"title": ad.title},
            url=reverse("market:outcome", args=[ad.pk]),
            see=_("Say what came of it"),
            key=f"ad-came:{ad.pk}",
            at=at,
        )


def told_of_passing(ad: Ad, by: Viewer, at: datetime) -> None:
    """The artisan learns who passed their ad on for them, until when it takes answers and how many."""
    if by.is_person(ad.person_id):
        return
    with override(settings.LANGUAGE_CODE):
        said = {**_said(ad, by), "day": full_day(ad.deadline_on), "cap": ad.answers_cap}
        tell(
            to=ad.person,
            kind=CHANGED.code,
            title=_("Your ad is passed on"),
            text=paragraphs(
                _("%(who)s passed your ad “%(title)s” on to the association, without your name.") % said,
                lines(_("Answers until: %(day)s") % said, _("Answers at most: %(cap)d") % said),
                _("It is your ad: you can change it, or withdraw it, at any moment."),
            ),
            url=reverse("market:ad", args=[ad.pk]),
            see=_("See your ad"),
            key=f"ad-passed:{ad.pk}",
            at=at,
        )


def told_of_bounds(ad: Ad, before: Bounds, by: Viewer, at: datetime) -> None:
    """The artisan learns what somebody else changed, from what to what; those who answered, that it was narrowed."""
    now = bounds_of(ad)
    if now == before:
        return
    with override(settings.LANGUAGE_CODE):
        changes = lines(*_changes(before, now))
        if not is_artisan_alone(by, ad):
            _tell_artisan(ad, _("%(who)s changed your ad “%(title)s”.") % _said(ad, by), changes, at)
        if now.are_within(before):
            text = _("The artisan changed the ad “%(title)s”.") % _said(ad, by)
            kept = _("Your answer stays where it is: you have nothing to do.")
            _tell_who_answered(ad, paragraphs(text, changes, kept), at)


def told_of_standing(ad: Ad, by: Viewer, at: datetime) -> None:
    """The same, of an ad that was withdrawn, whose artisan no longer agrees, or that was put out again."""
    is_gone = ad.withdrawn_at is not None or ad.consent.withdrawn_at is not None
    with override(settings.LANGUAGE_CODE):
        if not is_artisan_alone(by, ad) and by.actor.kind != "system":
            if ad.withdrawn_at is None and is_gone:
                said = _(
                    "%(who)s, of the chamber, wrote down that you no longer agree to your ad “%(title)s”: nobody sees "
                    "it any more. Is it not true? Put it online again, on the page of your ads."
                )
            else:
                said = (
                    _("%(who)s withdrew your ad “%(title)s”.")
                    if is_gone
                    else _("%(who)s put your ad “%(title)s” out again.")
                )
            _tell_artisan(ad, said % _said(ad, by), Prose(), at)
        said = (
            _("The ad “%(title)s” is withdrawn. Your answer is kept for the artisan: you have nothing to do.")
            if is_gone
            else _("The ad “%(title)s” is out again. Your answer stands: you have nothing to do.")
        )
        _tell_who_answered(ad, said % _said(ad, by), at)


def told_of_place(sending: Sending, by: Viewer, at: datetime) -> None:
    """The artisan learns that somebody else has their ad shown at one more place, or no longer."""
    ad = sending.ad
    if is_artisan_alone(by, ad):
        return
    with override(settings.LANGUAGE_CODE):
        said = (
            _("%(who)s had your ad “%(title)s” shown at one more place.")
            if sending.withdrawn_at is None
            else _("%(who)s had your ad “%(title)s” shown at one place less.")
        )
        _tell_artisan(ad, said % _said(ad, by), ours(str(sending.get_destination_display())), at)


def _said(ad: Ad, by: Viewer) -> dict[str, str]:
    return {"who": by.beside.name if by.beside else by.name, "title": ad.title}


def _standing(ad: Ad) -> str:
    """How it is now: told once of each state, even within one instant."""
    gone = bool(ad.withdrawn_at or ad.consent.withdrawn_at)
    return f"{ad.deadline_on}:{ad.answers_cap}:{gone}"


def _changes(before: Bounds, now: Bounds) -> Iterator[Prose]:
    if before.deadline_on != now.deadline_on:
        days = {"before": full_day(before.deadline_on), "now": full_day(now.deadline_on)}
        yield _("Answers until: %(before)s → %(now)s") % days
    if before.answers_cap != now.answers_cap:
        numbers = {"before": before.answers_cap, "now": now.answers_cap}
        yield _("Answers at most: %(before)d → %(now)d") % numbers


def _tell_artisan(ad: Ad, said: Prose, detail: Prose, at: datetime) -> None:
    right = _("It is your ad: you can change it back yourself, or withdraw it, at any moment.")
    tell(
        to=ad.person,
        kind=CHANGED.code,
        title=_("Your ad was changed"),
        text=paragraphs(said, detail, right),
        url=reverse("market:ad", args=[ad.pk]),
        see=_("See your ad"),
        key=f"ad-changed:{ad.pk}:{at.isoformat()}:{_standing(ad)}",
        at=at,
    )


def _tell_who_answered(ad: Ad, text: Prose, at: datetime) -> None:
    standing = Answer.objects.filter(ad=ad, withdrawn_at=None).select_related("member")
    for answer in standing.order_by("pk"):
        post = _post_of(answer)
        if post is not None:
            tell(
                to=post,
                kind=MOVED.code,
                title=_("An ad that you answered has changed"),
                text=text,
                url=reverse("market:answered"),
                see=_("See your answers"),
                key=f"ad-moved:{answer.pk}:{at.isoformat()}:{_standing(ad)}",
                at=at,
            )


def told_of_new_ad(ad: Ad, post: Membership, at: datetime) -> None:
    """Tell one member, as they chose, of an ad that is out."""
    with override(settings.LANGUAGE_CODE):
        tell(
            to=post,
            kind=NEW_AD.code,
            title=_("A new ad: %(title)s") % {"title": ad.title},
            text=_("%(place)s. Answers until %(day)s, %(cap)d at most.")
            % {"place": ad.place, "day": full_day(ad.deadline_on), "cap": ad.answers_cap},
            url=reverse("market:ad", args=[ad.pk]),
            see=_("Read the ad"),
            key=f"ad:{ad.pk}:{post.pk}",
            at=at,
        )


def _post_of(answer: Answer) -> Membership | None:
    """The member's role in their association, to whom one writes."""
    member = answer.member
    found = Membership.objects.filter(
        user_id=member.user_id,
        organisation_id=member.organisation_id,
        role=Role.MEMBER,
        ended_on=None,
    )
    return found.select_related("user", "organisation").first()
