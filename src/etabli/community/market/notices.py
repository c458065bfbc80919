"""What the market tells: how ads, answers and what is written about them stand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import compress
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from etabli.community.market.models import Ad, Answer, Letter, Sending
from etabli.community.market.queries.availability import is_open, is_out
from etabli.community.market.records import Bounds, bounds_of
from etabli.community.market.rules import is_artisan_alone
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import OPEN_KEY_SUFFIX, Merge, refresh_message
from etabli.foundation.notify.prose import Prose, gettext as _, lines, ours, paragraphs
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Kind, Topic, Words
from etabli.foundation.ui.typography import day, full_day

ARTISANS, MEMBERS = frozenset({Role.ARTISAN}), frozenset({Role.MEMBER})
ANSWER = Kind("market.answer", gettext_lazy("An answer to your ad"), ARTISANS)
LETTER = Kind("market.letter", gettext_lazy("A message about an ad"), frozenset({Role.ARTISAN, Role.MEMBER}))
AD_ENDS = Kind("market.ends", gettext_lazy("Your ad ends soon"), ARTISANS)
AD_OUTCOME = Kind("market.outcome", gettext_lazy("What came of your ad, asked once"), ARTISANS, unasked=True)
NEW_AD = Kind("market.new_ad", gettext_lazy("New ads for your trade and places"), MEMBERS, channel="digest")
AD_CHANGED = Kind(
    "market.changed", gettext_lazy("Your ad, changed by the chamber"), ARTISANS, always_mailed=True
)
ANSWERED_AD_CHANGED = Kind(
    "market.moved", gettext_lazy("An ad that you answered has changed"), MEMBERS, always_mailed=True
)
KINDS = [ANSWER, LETTER, AD_ENDS, AD_OUTCOME, NEW_AD, AD_CHANGED, ANSWERED_AD_CHANGED]
BOUNDS, SHOWN = "bounds", "shown"  # what of an ad changes, beside the places where it is shown


def update_answer(answer: Answer, at: datetime) -> None:
    """An answer is there, sent or put back: the artisan is told once of each sending, neither by whom nor the price."""
    thread = f"answer:{answer.pk}"
    if not _is_told(thread, answer.sent_at):
        refresh_message(ANSWERS, to=answer.ad.person, kind=ANSWER, about=answer, thread=thread, at=at)


def _write_answer(notice: Any) -> Words | None:
    answer: Answer = notice.about
    if answer.withdrawn_at is not None:
        return None
    text = _(
        "Your ad “%(title)s” has got an answer.\n\n"
        "Nothing presses: you may wait until you have several, and compare.\n"
        "Établi recommends no one: the order of the answers is drawn by lot."
    ) % {"title": answer.ad.title}
    title = _("An answer to your ad “%(title)s”") % {"title": answer.ad.title}
    return Words(title, text, reverse("market:mine"), _("Read it here"))


def update_letter(letter: Letter, at: datetime, *, restored: bool = False) -> None:
    """A message waits for the other side. The message itself stays on its page, and so does every address.

    `restored`: it had been taken back, and is told unless it was before.
    """
    answer = letter.answer
    reader = _membership_of(answer) if letter.by_artisan else answer.ad.person
    thread = _letters_key(answer, to_artisan=not letter.by_artisan)
    if reader is not None and not (restored and _is_told(thread, letter.sent_at)):
        waits = {"letter": letter.pk}
        refresh_message(
            LETTERS, to=reader, kind=LETTER, about=answer, thread=thread, merge=lambda known: waits, at=at
        )


def forget_letters(answer: Answer, read: Iterable[Letter], *, to_artisan: bool) -> None:
    """One of the two has read these: two statements."""
    key = f"{_letters_key(answer, to_artisan=to_artisan)}:{OPEN_KEY_SUFFIX}"
    notices = Notice.objects.filter(key=key, facts__letter__in=[letter.pk for letter in read])
    notices.filter(read_at=None).delete()
    notices.update(leaves_at=None, digest_due_at=None)


def _write_letter(notice: Any) -> Words | None:
    """Nothing once they have answered, or when what waited was taken back."""
    answer: Answer = notice.about
    is_member = notice.organisation_id is not None
    last = answer.letters.filter(withdrawn_at=None, hidden_at=None).order_by("-sent_at", "-pk").first()
    if answer.withdrawn_at is not None or last is None or last.by_artisan != is_member:
        return None
    is_titled = not is_member or answer.ad.consent.withdrawn_at is None
    about = {"title": answer.ad.title if is_titled else _("An ad that was withdrawn")}
    text = _(
        "A message waits for you about “%(title)s”.\n\n"
        "Answer it on its page: this e-mail can’t be answered, and nobody sees your address."
    )
    return Words(
        _("A message about “%(title)s”") % about,
        text % about,
        reverse("market:thread", args=[answer.pk]),
        _("Read it here"),
    )


def update_end(ad: Ad, at: datetime) -> None:
    """A few days before the last one: the artisan may give it more time."""
    day = ad.deadline_on.isoformat()
    refresh_message(ENDING, to=ad.person, kind=AD_ENDS, about=ad, merge=lambda known: {"day": day}, at=at)


def _write_ending(notice: Any) -> Words | None:
    ad: Ad = notice.about
    if not is_out(ad) or ad.deadline_on.isoformat() != notice.facts["day"]:
        return None
    text = _(
        "Your ad “%(title)s” takes answers until %(day)s.\n\n"
        "If you wish, give it more time. If not, you have nothing to do."
    ) % {"title": ad.title, "day": full_day(ad.deadline_on)}
    title = _("Until %(day)s: your ad “%(title)s”") % {"day": day(ad.deadline_on), "title": ad.title}
    return Words(title, text, reverse("market:change", args=[ad.pk]), _("Give it more time"))


def update_outcome(ad: Ad, at: datetime) -> None:
    """Once, after the last day: what came of it?"""
    refresh_message(OUTCOME, to=ad.person, kind=AD_OUTCOME, about=ad, at=at)


def _write_outcome(notice: Any) -> Words | None:
    ad: Ad = notice.about
    if ad.came_of or not is_out(ad) or ad.deadline_on >= timezone.localdate(notice.created_at):
        return None
    text = _(
        "Your ad “%(title)s” is over. What did you do?\n\n"
        "One click is enough, and we ask only once. Nobody sees what you say: Établi only counts it, "
        "to know whether ads are of use."
    ) % {"title": ad.title}
    return Words(
        _("What came of your ad “%(title)s”?") % {"title": ad.title},
        text,
        reverse("market:outcome", args=[ad.pk]),
        _("Say what came of it"),
    )


def update_new_ad(ad: Ad, membership: Membership, at: datetime) -> None:
    """Tell one member, as they chose, of an ad that is out."""
    refresh_message(NEW_ADS, to=membership, kind=NEW_AD, about=ad, at=at)


def _write_new_ad(notice: Any) -> Words | None:
    ad: Ad = notice.about
    if not is_open(ad, at=timezone.now()):
        return None
    title, url = _("A new ad: %(title)s") % {"title": ad.title}, reverse("market:ad", args=[ad.pk])
    values = {"place": ad.place, "day": full_day(ad.deadline_on), "cap": ad.answers_cap}
    text = _("%(place)s. Answers until %(day)s, %(cap)d at most.") % values
    return Words(title, text, url, _("Read the ad"))


def update_passing(ad: Ad, by: Viewer, at: datetime) -> None:
    """Somebody passed it on for the artisan: who, until when it takes answers and how many."""
    if not by.is_person(ad.person_id):
        _update_artisan(ad, SHOWN, None, True, by, at)


def update_bounds(ad: Ad, before: Bounds, by: Viewer, at: datetime) -> None:
    """The artisan learns what somebody else changed, from what to what; those who answered, that it was narrowed, and
    what became of it since."""
    now = bounds_of(ad)
    if now == before:
        return
    change = BOUNDS, before.as_texts(), now.as_texts()
    _update_artisan(ad, *change, by, at)
    is_narrowed = now.are_within(before)
    _update_who_answered(ad, _merge(*change), at, lambda thread: is_narrowed or _are_told_of_bounds(thread))


def update_standing(ad: Ad, by: Viewer, at: datetime) -> None:
    """The same, of an ad that was withdrawn, whose artisan no longer agrees, or that was put out again."""
    is_shown = not _is_gone(ad)
    if by.actor.kind != "system":
        _update_artisan(ad, SHOWN, not is_shown, is_shown, by, at)
    _update_who_answered(ad, _merge(SHOWN, not is_shown, is_shown), at)


def update_place(sending: Sending, by: Viewer, at: datetime) -> None:
    """The artisan learns that somebody else has their ad shown at one more place, or no longer."""
    is_shown = sending.withdrawn_at is None
    _update_artisan(sending.ad, _place_key(sending), not is_shown, is_shown, by, at)


def _update_artisan(ad: Ad, name: str, before: Any, after: Any, by: Viewer, at: datetime) -> None:
    """Nobody is told of what they did by themselves."""
    if not is_artisan_alone(by, ad):
        merge = _merge(name, before, after, by.beside.name if by.beside else by.name)
        refresh_message(CHANGES, to=ad.person, kind=AD_CHANGED, about=ad, merge=merge, at=at)


def _update_who_answered(ad: Ad, merge: Merge, at: datetime, reader_of: Callable[[str], bool] = bool) -> None:
    answers = Answer.objects.filter(ad=ad, withdrawn_at=None).select_related("member")
    for answer in answers.order_by("pk"):
        membership, thread = _membership_of(answer), f"ad-moved:{answer.pk}"
        if membership is not None and reader_of(thread):
            refresh_message(
                MOVES,
                to=membership,
                kind=ANSWERED_AD_CHANGED,
                about=answer,
                thread=thread,
                merge=merge,
                at=at,
            )


def _merge(name: str, before: Any, after: Any, actor_name: str = "") -> Merge:
    """From what they know to what it is, and who changed it last; what they changed themselves between, they know."""

    def merge(known: Mapping[str, Any]) -> dict[str, Any] | None:
        changes = dict(known.get("changes", {}))
        earlier = changes.pop(name, None)
        first = earlier["before"] if earlier and earlier["after"] == before else before
        if first != after:
            changes[name] = {"before": first, "after": after, "who": actor_name}
        return {**known, "changes": changes} if changes else None

    return merge


def _changes_in_force(ad: Ad, changes: dict[str, Any]) -> dict[str, Any]:
    """Of these changes, those that nobody has changed since without telling."""
    places = {_place_key(sending): sending.withdrawn_at is None for sending in ad.sendings.all()}
    now = {BOUNDS: bounds_of(ad).as_texts(), SHOWN: not _is_gone(ad), **places}
    return {name: change for name, change in changes.items() if now.get(name) == change["after"]}


def _write_changed(notice: Any) -> Words | None:
    """Nothing of an ad that was passed on and withdrawn since."""
    ad: Ad = notice.about
    changes = _changes_in_force(ad, notice.facts["changes"])
    is_new = SHOWN in changes and changes[SHOWN]["before"] is None
    if not changes or (is_new and ad.withdrawn_at is not None):
        return None
    is_new = is_new and not _is_gone(ad)
    texts = [text for name, change in changes.items() for text in _texts_of(ad, name, change, is_new=is_new)]
    right = _("It is your ad: you can change it back yourself, or withdraw it, at any moment.")
    if is_new:
        right = _("It is your ad: you can change it, or withdraw it, at any moment.")
    title = _subject_of(ad, changes, is_new=is_new) % {"title": ad.title, "day": day(ad.deadline_on)}
    url = reverse("market:ad", args=[ad.pk])
    return Words(title, paragraphs(*texts, right), url, _("See your ad"))


def _subject_of(ad: Ad, changes: dict[str, Any], *, is_new: bool) -> Prose:
    """What counts most among what changed."""
    if is_new:
        return _("Your ad is passed on: “%(title)s”")
    if SHOWN in changes:
        return (
            _("Your ad is out again: “%(title)s”")
            if not _is_gone(ad)
            else _("Nobody sees your ad any more: “%(title)s”")
        )
    if BOUNDS in changes:
        return _bounds_subject(
            changes[BOUNDS],
            _("Answers until %(day)s now: your ad “%(title)s”"),
            _("Another number of answers: your ad “%(title)s”"),
        )
    if any(change["after"] for change in changes.values()):
        return _("Shown at one more place: your ad “%(title)s”")
    return _("Shown at one place less: your ad “%(title)s”")


def _texts_of(ad: Ad, name: str, change: dict[str, Any], *, is_new: bool) -> Iterator[Prose]:
    values = {"who": change["who"], "title": ad.title}
    if name == SHOWN and is_new:
        yield _("%(who)s passed your ad “%(title)s” on to the association, without your name.") % values
        until = _("Answers until: %(day)s") % {"day": full_day(ad.deadline_on)}
        yield lines(until, _("Answers at most: %(cap)d") % {"cap": ad.answers_cap})
    elif name == SHOWN:
        yield _standing_of(ad) % values
    elif name == BOUNDS and not is_new:
        yield _("%(who)s changed your ad “%(title)s”.") % values
        yield _bounds(change)
    elif name != BOUNDS:
        more = _("%(who)s had your ad “%(title)s” shown at one more place.")
        less = _("%(who)s had your ad “%(title)s” shown at one place less.")
        yield (more if change["after"] else less) % values
        yield from (
            ours(str(s.get_destination_display())) for s in ad.sendings.all() if _place_key(s) == name
        )


def _standing_of(ad: Ad) -> Prose:
    if ad.withdrawn_at is not None:
        return _("%(who)s withdrew your ad “%(title)s”.")
    if ad.consent.withdrawn_at is None:
        return _("%(who)s put your ad “%(title)s” out again.")
    return _(
        "%(who)s, of the chamber, wrote down that you no longer agree to your ad “%(title)s”: nobody sees it any more. "
        "Is it not true? Put it online again, on the page of your ads."
    )


def _write_moved(notice: Any) -> Words | None:
    """For those who answered, while their answer stands; no title once the artisan no longer agrees."""
    answer: Answer = notice.about
    ad, changes = answer.ad, _changes_in_force(answer.ad, notice.facts["changes"])
    gone = _("The ad “%(title)s” is withdrawn. Your answer is kept for the artisan: you have nothing to do.")
    if ad.consent.withdrawn_at is not None:
        gone = _(
            "An ad that you answered is withdrawn. Your answer is kept for the artisan: you have nothing to do."
        )
    again_text = _("The ad “%(title)s” is out again. Your answer stands: you have nothing to do.")
    texts = [(gone if _is_gone(ad) else again_text) % {"title": ad.title}] if SHOWN in changes else []
    if BOUNDS in changes and not _is_gone(ad):
        changed = _("The artisan changed the ad “%(title)s”.") % {"title": ad.title}
        kept_text = _("Your answer stays where it is: you have nothing to do.")
        texts += [changed, _bounds(changes[BOUNDS]), kept_text]
    if not texts or answer.withdrawn_at is not None:
        return None
    values = {"title": ad.title, "day": day(ad.deadline_on), "answered": day(answer.sent_at)}
    title = _moved_subject(answer, changes) % values
    return Words(title, paragraphs(*texts), reverse("market:answered"), _("See your answers"))


def _moved_subject(answer: Answer, changes: dict[str, Any]) -> Prose:
    if answer.ad.consent.withdrawn_at is not None:
        return _("Withdrawn: the ad that you answered on %(answered)s")
    if _is_gone(answer.ad):
        return _("Withdrawn: the ad “%(title)s”, which you answered")
    if SHOWN in changes:
        return _("Out again: the ad “%(title)s”, which you answered")
    return _bounds_subject(
        changes[BOUNDS],
        _("Answers until %(day)s now: the ad “%(title)s”, which you answered"),
        _("Another number of answers: the ad “%(title)s”, which you answered"),
    )


def _bounds_subject(change: dict[str, Any], another_day: Prose, another_number: Prose) -> Prose:
    before, now = (Bounds.of_entry(change[side]) for side in ("before", "after"))
    return another_day if before.deadline_on != now.deadline_on else another_number


def _bounds(change: dict[str, Any]) -> Prose:
    before, after = Bounds.of_entry(change["before"]), Bounds.of_entry(change["after"])
    days = {"before": full_day(before.deadline_on), "now": full_day(after.deadline_on)}
    numbers = {"before": before.answers_cap, "now": after.answers_cap}
    texts = (
        _("Answers until: %(before)s → %(now)s") % days,
        _("Answers at most: %(before)d → %(now)d") % numbers,
    )
    moved = before.deadline_on != after.deadline_on, before.answers_cap != after.answers_cap
    return lines(*compress(texts, moved))


def _place_key(sending: Sending) -> str:
    return f"place:{sending.pk}"


def _letters_key(answer: Answer, *, to_artisan: bool) -> str:
    return f"letters:{answer.pk}:{'artisan' if to_artisan else 'member'}"


def _is_gone(ad: Ad) -> bool:
    return ad.withdrawn_at is not None or ad.consent.withdrawn_at is not None


def _is_told(thread: str, since: datetime) -> bool:
    return Notice.objects.filter(key__startswith=f"{thread}:", created_at__gte=since).exists()


def _are_told_of_bounds(thread: str) -> bool:
    changes = Notice.objects.filter(key__startswith=f"{thread}:", facts__changes__has_key=BOUNDS)
    return changes.exists()


def _membership_of(answer: Answer) -> Membership | None:
    """The member's role in their association, to whom one writes."""
    member = answer.member
    memberships = Membership.objects.filter(
        user_id=member.user_id, organisation_id=member.organisation_id, role=Role.MEMBER, ended_on=None
    )
    return memberships.select_related("user", "organisation").first()


ANSWERS = Topic("market.answer", _write_answer, of=Answer)
LETTERS = Topic("market.letter", _write_letter, of=Answer)
ENDING = Topic("market.ends", _write_ending, of=Ad)
OUTCOME = Topic("market.outcome", _write_outcome, of=Ad)
NEW_ADS = Topic("market.new_ad", _write_new_ad, of=Ad)
CHANGES = Topic("market.changed", _write_changed, of=Ad)
MOVES = Topic("market.moved", _write_moved, of=Answer)
TOPICS = [ANSWERS, LETTERS, ENDING, OUTCOME, NEW_ADS, CHANGES, MOVES]
