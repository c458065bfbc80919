"""The words of a message about places: from the rows as they are now, and from what happened to each of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.calendar import Meeting, method_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import (
    Prose,
    gettext as _,
    lines,
    ours,
    paragraphs,
    quoted,
    sentences,
    strong,
)
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import SecretLink
from etabli.foundation.registries import Words, registry_modules
from etabli.foundation.seats.calendar import meeting_of, removed_meeting
from etabli.foundation.seats.holders import WITH_HOLDERS
from etabli.foundation.seats.mail_subjects import subject
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.place_events import (
    SHOWN_STATUS_FACT,
    Because,
    Facts,
    current_words,
    former_occasion,
    is_about_reader,
    offered_until_text,
)
from etabli.foundation.seats.titles import practical_of, title_of
from etabli.foundation.ui.typography import full_spans

Status = SignUp.Status
TAKE_BACK_PERIOD = timedelta(hours=1)  # during which a place given back is taken again


def write(notice: Notice) -> Words | None:
    """The words of one message: who changed what, then their own place, what to pass on, the facts."""
    facts = notice.facts
    rows = rows_of(notice)
    if not rows:
        return None
    for row in rows:
        facts["rows"][str(row.pk)][SHOWN_STATUS_FACT] = row.status
    occasion, first = rows[0].occasion, rows[0]
    because = Because(facts["rows"][str(first.pk)]["because"])
    comes = any(_is_coming(row) for row in rows)
    practical = ours(practical_of(occasion) if comes else "")
    return Words(
        title=subject(first, {**facts, **facts["rows"][str(first.pk)], "at": notice.created_at}),
        text=paragraphs(
            changes_of(occasion, facts),
            staff_words(occasion, facts),
            _openings(notice, rows),
            facts_of(occasion),
            practical,
        ),
        url=reverse("seats:sign_up", args=[first.pk]),
        see=_page_purpose(first, because),
        contact=contact_of(occasion),
    )


def contact_of(occasion: Occasion) -> str:
    """Who of the staff answers for it."""
    callers = [caller for module in registry_modules("on_call") for caller in module.on_call(occasion)]
    return callers[0].to.user.name if callers else ""


def changed_since(occasion: Occasion, before: Facts) -> list[Prose]:
    """From what to what, a line for each of the subject, the time and the place; nothing for what is the same.

    `before` holds, as the journal writes them, the fields of the occasion that were others.
    """
    was = former_occasion(occasion, before)
    sentences = (
        (_("Subject: %(now)s, instead of %(before)s."), was.title, occasion.title),
        (
            _("Day and hours: %(now)s, instead of %(before)s."),
            full_spans(was.spans),
            full_spans(occasion.spans),
        ),
        (_("Place: %(now)s, instead of %(before)s."), was.place, occasion.place),
    )
    return [line % {"now": now, "before": then} for line, then, now in sentences if then != now]


def facts_of(occasion: Occasion) -> Prose:
    """What, when and where, a line each."""
    return lines(title_of(occasion), strong(full_spans(occasion.spans)), occasion.place)


def rows_of(notice: Notice) -> list[SignUp]:
    """The sign-ups that it is about and of which its reader is told: theirs first, then in the order of arrival."""
    rows = SignUp.objects.filter(occasion=notice.facts["occasion"], pk__in=notice.facts["rows"])
    rows = rows.select_related("occasion", *WITH_HOLDERS)
    own_rows = [row for row in rows if row.recipient.party_id == notice.owner_id]
    return sorted(own_rows, key=lambda row: (not is_about_reader(row), row.number))


def _is_coming(row: SignUp) -> bool:
    return row.status == Status.SEATED and row.occasion.cancelled_at is None


def changes_of(occasion: Occasion, facts: Facts) -> Prose:
    """Who made which changes; nothing once it is called off."""
    changes = changed_since(occasion, facts["changed"])
    if not changes or occasion.cancelled_at is not None:
        return Prose()
    return lines(_("%(who)s made a change:") % {"who": _signatures(facts["who"])}, *changes)


def staff_words(occasion: Occasion, facts: Facts) -> Prose:
    """What those who changed it say of it themselves, the newest first; nothing once it is called off."""
    if occasion.cancelled_at is not None:
        return Prose()
    return paragraphs(*(quoted(text, name) for text, name in current_words(occasion, facts)))


def _openings(notice: Notice, rows: Iterable[SignUp]) -> Prose:
    """Their own first; what is for others says for whom, each text once."""
    own_texts: list[Prose] = []
    for_others: dict[Prose, list[str]] = {}
    for row in rows:
        opening = opening_of(notice, row)
        if is_about_reader(row):
            own_texts.append(opening)
        else:
            for_others.setdefault(opening, []).append(row.name)
    passed_on = [
        (_("The same holds for %(names)s.") if text in own_texts else _("To pass on to %(names)s:\n%(text)s"))
        % {"names": ", ".join(names), "text": text}
        for text, names in for_others.items()
    ]
    return paragraphs(*dict.fromkeys(own_texts), *passed_on)


def opening_of(notice: Notice, row: SignUp) -> Prose:
    """What a message says of one sign-up: by what happened to it last; how it stands, when it has changed since without
    a word (a seat at the door), or when the hour is over in which a place that was given back is taken again.
    """
    happened = notice.facts["rows"][str(row.pk)]
    facts: Facts = {**notice.facts, **happened, "at": notice.created_at}
    because = Because(facts["because"])
    is_late = facts["at"] - datetime.fromisoformat(facts["happened_at"]) > TAKE_BACK_PERIOD
    if facts["status"] != row.status or (because is Because.WITHDRAWN and is_late):
        because = Because.STANDS
    return OPENINGS[because](row, facts)


def _page_purpose(row: SignUp, because: Because) -> str:
    """What the page of a sign-up is for, as it stands."""
    if because is Because.ENDED:
        return _("To see your sign-up")
    if because is Because.REMINDER:
        return _("I can't come, or I come late")
    if row.status == Status.OFFERED and because is Because.OFFER:
        return _("To say yes or no")
    if row.status == Status.SEATED:
        return _("To see your sign-up, or to give your place back")
    if row.status == Status.WAITING:
        return _("To see your number, or to leave the waiting list")
    if row.status == Status.PENDING:
        return _("I confirm that I come")
    return _("To see your sign-up")


def meeting(notice: Notice) -> Meeting | None:
    """The calendar entry is that of whoever is told: another's place neither brings it nor takes it out.

    Who comes no more has it taken out, if it has reached them.
    """
    first_sign_up = next(iter(rows_of(notice)), None)
    if first_sign_up is None or not is_about_reader(first_sign_up):
        return None
    if _is_coming(first_sign_up):
        own_link = _own_link(first_sign_up, notice.created_at)
        return replace(meeting_of(first_sign_up.occasion, own_link), title=title_of(first_sign_up.occasion))
    thread = f"{notice.key.rpartition(':')[0]}:"
    sent_mails = Message.objects.filter(key__startswith=thread).exclude(calendar="").order_by("-pk")
    calendar = sent_mails.values_list("calendar", flat=True).first()
    has_it = calendar is not None and method_of(calendar) != "CANCEL"
    return removed_meeting(first_sign_up.occasion) if has_it else None


def link_scope(notice: Notice) -> tuple[str, int] | None:
    """What the link of a text message opens: the first sign-up that the message is about, and nothing else; none
    of a user, who signs in."""
    first_sign_up = next(iter(rows_of(notice)), None)
    if first_sign_up is None or first_sign_up.person_id is None:
        return None
    return (SecretLink.Scope.SIGN_UP, first_sign_up.pk)


def _own_link(sign_up: SignUp, at: datetime) -> str:
    """What a calendar may hold: the link to this one sign-up."""
    page = reverse("seats:sign_up", args=[sign_up.pk])
    if sign_up.person is None:  # a user, who signs in
        return f"{settings.BASE_URL}{page}"
    link = give_link(person=sign_up.person, scope=SecretLink.Scope.SIGN_UP, subject_id=sign_up.pk, at=at)
    return link_url(link, to=page)


def _signatures(who: Iterable[str]) -> str:
    name, organisation = who
    return (
        _("%(name)s, %(organisation)s,") % {"name": name, "organisation": organisation}
        if organisation
        else name
    )


# How a message opens for a row, by what happened to it last


def _current_state(row: SignUp, facts: Facts) -> Prose:
    """What they have, and what they can do."""
    if row.status == Status.SEATED:
        return _(
            "You have your place. If you can no longer come, give it back in one click on the page below."
        )
    if row.status == Status.OFFERED:
        return _("A place is held for you until %(until)s. Say yes or no on the page below.") % {
            "until": offered_until_text(row)
        }
    if row.status == Status.PENDING:
        return _(
            "Your sign-up is noted. Confirm it on the page below: your place is then yours, if one is free."
        )
    if row.status == Status.WAITING:
        return _("You are on the waiting list. If you no longer want to come, leave it on the page below.")
    return _("You have no place, and you are not on the waiting list.")


def _has_a_place(row: SignUp, facts: Facts) -> Prose:
    if row.status == Status.SEATED:
        return _("You have a place. We look forward to seeing you.")
    if row.status == Status.WAITING and row.ahead_since is not None:
        return _(
            "The place has gone meanwhile. You are at the head of the waiting list: the next free place is offered to "
            "you."
        )
    if row.status == Status.WAITING:
        return _(
            "You are on the waiting list. If a place comes free for you, we write to you and hold it for you."
        )
    return _current_state(row, facts)


def _asked_again(row: SignUp, facts: Facts) -> Prose:
    if row.status == Status.WAITING:
        return _("You are on the waiting list already: you keep your number.")
    if row.status == Status.SEATED:
        return _("You have signed up already: here is your place.")
    return _current_state(row, facts)


def _is_offered(row: SignUp, facts: Facts) -> Prose:
    if row.status != Status.OFFERED:
        return _current_state(row, facts)
    text = _("A place has come free: it is held for you until %(until)s. Say yes or no on the page below.")
    if row.unanswered:
        after = _("Without an answer this time, it goes to somebody else, and you leave the waiting list.")
    else:
        after = _("Without an answer, it goes to somebody else.")
    return sentences(text % {"until": offered_until_text(row)}, after)


def _let_it_pass(row: SignUp, facts: Facts) -> Prose:
    if row.status == Status.WITHDRAWN:
        return _(
            "The time to answer is over: the place goes to somebody else, and you are no longer on the waiting list. "
            "If you still want to come, sign up again on the page below."
        )
    return _(
        "The time to answer is over: the place goes to somebody else. You stay on the waiting list, at its end. If "
        "you no longer want to come, leave it on the page below."
    )


def _gave_it_back(row: SignUp, facts: Facts) -> Prose:
    was = facts["was"]
    if staff := facts.get("staff"):  # it was not their wish, or was said on the telephone
        return sentence_of(row.occasion, Sentence.TAKEN_OFF_BY) % {"who": _signatures(staff)}
    if was == Status.SEATED:
        return _(
            "Your place has been given back. If you can come after all, the page below lets you take it again within "
            "the hour."
        )
    if was == Status.PENDING:
        return _("Your sign-up is taken off. If you want to come after all, sign up again on the page below.")
    if was == Status.OFFERED:
        return _("You don't take the place: it goes to somebody else. Thank you for telling us.")
    return _(
        "You are no longer on the waiting list. If you can come after all, sign up again on the page below."
    )


def _lost_it(row: SignUp, facts: Facts) -> Prose:
    text = _("%(who)s had to lower the number of places to %(count)s, and you came among the last.")
    return sentences(
        text % {"who": _signatures(facts["who"]), "count": facts["capacity"]}, remaining_options(facts)
    )


def remaining_options(facts: Facts) -> Prose:
    """To whoever has lost a place, or an offer."""
    if facts["had_it"]:
        return _(
            "We are sorry: you have no place any more. You are at the head of the waiting list: the next free place is "
            "offered to you."
        )
    return _("The place that was offered to you is no longer there. You stay on the waiting list.")


def _is_over(row: SignUp, facts: Facts) -> Prose:
    return lines(
        sentence_of(row.occasion, Sentence.CALLED_OFF_BECAUSE) % {"reason": ours(facts["reason"])},
        _("%(who)s has called it off. You have nothing to do.") % {"who": _signatures(facts["who"])},
    )


def _is_reminded(row: SignUp, facts: Facts) -> Prose:
    days = (timezone.localdate(row.occasion.starts_at) - timezone.localdate(facts["at"])).days
    when = {0: Sentence.TODAY, 1: Sentence.TOMORROW}.get(days, Sentence.IN_DAYS)
    opening = sentence_of(row.occasion, when) % {"days": days}
    return sentences(
        opening, _("If you can't come, or if you come late, one click on the page below is enough.")
    )


OPENINGS: dict[Because, Callable[[SignUp, Facts], Prose]] = {
    Because.PLACE: _has_a_place,
    Because.AGAIN: _asked_again,
    Because.OFFER: _is_offered,
    Because.LAPSED: _let_it_pass,
    Because.WITHDRAWN: _gave_it_back,
    Because.LOST: _lost_it,
    Because.CHANGED: _current_state,
    Because.STANDS: _current_state,
    Because.ENDED: _is_over,
    Because.REMINDER: _is_reminded,
}
