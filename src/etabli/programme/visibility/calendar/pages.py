"""The calendar of content: twelve weeks of ideas; one of them, with its text."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.foundation.ui.typography import day
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.forms import CalendarForm, TextForm, TheirCalendarForm
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.calendar.paper import calendar_answer
from etabli.programme.visibility.calendar.queries import calendar_beside, ideas_had, work_beside
from etabli.programme.visibility.calendar.store import CalendarStore
from etabli.programme.visibility.calendar.wording import change_words, published_words, work_words
from etabli.programme.visibility.engine.calendar import WEEK, Calendar, Post, begin, monday_of
from etabli.programme.visibility.known_trade import known_trade, remember_trade
from etabli.programme.visibility.trades import trade_of

MAX_PER_MINUTE = 600  # a whole workshop plans from one address
SHOWN_AT_ONCE = 4  # weeks, on a phone: the later ones are folded there


@public
def calendar(request: Request) -> HttpResponse:
    """What comes next, then the twelve weeks; before they begin, for which trade."""
    store, today = CalendarStore(request), timezone.localdate()
    if store.calendar is None:
        return redirect("visibility:new_calendar")
    shown = [post for post in store.calendar.posts if post.week >= store.calendar.starts_on]
    now = monday_of(today)
    rows = _rows(store.calendar, now)
    to_come = [row for row in rows if row["week"] >= now]
    context = {
        "store": store,
        "post": store.calendar.next_post(today),
        "rows": to_come[:SHOWN_AT_ONCE],
        "rows_later": to_come[SHOWN_AT_ONCE:],
        "rows_before": [row for row in rows if row["week"] < now],
        "done": sum(post.done_on is not None for post in shown),
        "total": len(shown),
        "is_over": today > store.calendar.ends_on,
        **_undone_and_redone(store),
    }
    return render(request, "visibility/calendar.html", context)


@public
@limited("visibility.calendar", per_minute=MAX_PER_MINUTE)
def new_calendar(request: Request) -> HttpResponse:
    """Plan twelve weeks, from this one; those before stay where they are. On a device, a POST of `before` takes them up
    again, one of `undo` takes back the last change, one of `redo` does it again."""
    store, trade = CalendarStore(request), known_trade(request)
    if message := _went_back(store, request):
        acted(request, message)
        return redirect("visibility:calendar")
    known = store.calendar.trade if store.calendar else trade.id if trade else ""
    form = CalendarForm(request.POST if request.method == "POST" else None, initial={"trade": known})
    if form.is_valid():
        store.begin(form.cleaned_data["trade"], at=timezone.now())
        remember_trade(request, form.cleaned_data["trade"])
        acted(request, _("Twelve weeks are planned."))
        return redirect("visibility:calendar")
    context = {"form": form, "store": store, **_work(store.calendar)}
    return render(request, "visibility/calendar_new.html", context, status=422 if form.errors else 200)


@public
@limited("visibility.calendar", per_minute=MAX_PER_MINUTE)
def post(request: Request, key: int) -> HttpResponse:
    """One idea with its text. A POST does what its button says: `week`, another, done, not-yet, off, write."""
    store = CalendarStore(request)
    if (answer := _pressed_without_idea(store, request, key)) is not None:
        return answer
    current = store.get_post(key)
    begun = words_of(current.idea.begun)
    form = TextForm(request.POST if "write" in request.POST else None, kept=current.text, begun=begun)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            acted(request, _done(store, current, request, form))
        except ActionError as refusal:
            messages.error(request, str(refusal))
        return _after(request, current)
    context = {"post": current, "form": form, "store": store, "begun": begun, **_undone_and_redone(store)}
    return render(request, "visibility/calendar_post.html", context, status=422 if form.errors else 200)


@public
@require_POST
@limited("visibility.calendar", per_minute=MAX_PER_MINUTE)
def add_post(request: Request) -> HttpResponse:
    """One idea more in a week."""
    week = _day(request.POST.get("week", ""))
    try:
        added = CalendarStore(request).add(week, at=timezone.now())
        if added is None:
            messages.info(request, _("No other idea fits this week."))
        else:
            acted(request, _("Added: “%(title)s”.") % {"title": words_of(added.idea.title)})
    except ActionError as refusal:
        messages.error(request, str(refusal))
    return redirect("visibility:calendar")


@public
def calendar_paper(request: Request) -> HttpResponse:
    """The twelve weeks on one page, for the wall of the workshop."""
    store = CalendarStore(request)
    if store.calendar is None:
        return redirect("visibility:new_calendar")
    return calendar_answer(store.calendar, at=timezone.now())


@allow(*STAFF)
def beside(request: Request, pk: int) -> HttpResponse:
    """The staff plan twelve weeks with an artisan; they are the artisan's."""
    person, at = get_person(request.viewer, pk), timezone.now()
    trade = trade_of(person.pk)
    form = TheirCalendarForm(
        request.POST if request.method == "POST" else None, initial={"trade": trade.id if trade else ""}
    )
    if form.is_valid():
        monday = monday_of(timezone.localdate(at))
        weeks = begin(ideas(), form.cleaned_data["trade"], monday, ideas_had(person))
        actions.plan_calendar(person=person, calendar=weeks, by=request.viewer, at=at)
        acted(request, _("Twelve weeks are planned. They find them in their space too."))
        return redirect("visibility:calendar_beside", pk)
    calendar = calendar_beside(request.viewer, person)
    rows = [(week, calendar.of_week(week)) for week in calendar.weeks] if calendar else []
    work = _work(work_beside(request.viewer, person))
    context = {"form": form, "person": person, "rows": rows, **work}
    return render(request, "visibility/calendar_beside.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def paper_beside(request: Request, pk: int) -> HttpResponse:
    """The weeks that were planned with an artisan, on one page for them."""
    calendar = calendar_beside(request.viewer, get_person(request.viewer, pk))
    if calendar is None:
        raise NotVisible
    return calendar_answer(calendar, at=timezone.now())


def _work(calendar: Calendar | None) -> dict[str, str]:
    """What other weeks would put aside of these, and what stays, in words."""
    monday = monday_of(timezone.localdate())
    return {
        "work": work_words(calendar) if calendar else "",
        "published": published_words(calendar, monday) if calendar else "",
    }


def _pressed_without_idea(store: CalendarStore, request: Request, key: int) -> HttpResponse | None:
    """A press on an idea that is not there any more, or whose place another has taken: nothing is done, and what was
    typed is to be kept with the same idea elsewhere or copied. None where the press has its idea."""
    posts = store.calendar.posts if store.calendar is not None else ()
    idea_id, writes = request.POST.get("idea", ""), "write" in request.POST
    if not idea_id and not writes:
        return None
    if any(post.key == key and idea_id in {"", post.idea.id} for post in posts):
        return None
    same = next((post for post in posts if post.idea.id == idea_id), None)
    begun, typed = words_of(same.idea.begun) if same else "", request.POST.get("text", "")
    context = {
        "typed": typed,
        "post": same,
        "writes": writes,
        "form": TextForm(kept="", begun=begun, typed=typed),
    }
    return render(request, "visibility/calendar_gone.html", context, status=409)


def _undone_and_redone(store: CalendarStore) -> dict[str, Any]:
    """What a press takes back on this device, and what another does again, in words; `undo_key`: the post that was
    changed last, beside which it can be taken back too."""
    changed = store.last_change.after if store.last_change else None
    return {
        "undo_key": changed.key if changed else None,
        "to_undo": store.last_change and change_words(store.last_change),
        "to_redo": store.change_taken_back and change_words(store.change_taken_back),
    }


def _went_back(store: CalendarStore, request: Request) -> str:
    """On a device: go back to what was before, or forth again; the message about it, "" when nothing was asked."""
    if "before" in request.POST:
        store.take_up_before()
        return _("The twelve weeks before are here again.")
    if "undo" in request.POST:
        return _("Taken back: %(change)s. “Do again” brings it back.") % {
            "change": change_words(store.undo())
        }
    if "redo" in request.POST:
        return _("Done again: %(change)s.") % {"change": change_words(store.redo())}
    return ""


def _rows(calendar: Calendar, now: date) -> list[dict[str, Any]]:
    """Each week with its posts, and the weeks to which they go by a press; first the earlier ones, of what was
    published before these were planned."""
    weeks = calendar.weeks
    earlier = sorted({post.week for post in calendar.posts if post.week < calendar.starts_on})
    return [
        {
            "week": week,
            "posts": calendar.of_week(week),
            "before": week - WEEK if week > weeks[0] else None,
            "after": week + WEEK if week != weeks[-1] else None,
            "is_now": week == now,
        }
        for week in (*earlier, *weeks)
    ]


def _done(store: CalendarStore, current: Post, request: Request, form: TextForm) -> str:
    """Do what the button says; what to tell of it. Raises ActionError."""
    at, named = timezone.now(), {"title": words_of(current.idea.title)}
    if form.is_bound:
        text = form.cleaned_data["text"]
        store.write(current, "" if text == words_of(current.idea.begun) else text, at=at)
        return _("Your text is kept. Copy it when you publish.")
    if "week" in request.POST:
        week = _day(request.POST["week"])
        store.move(current, week, at=at)
        return _("Moved to the week of %(day)s: “%(title)s”.") % {**named, "day": day(week)}
    if "another" in request.POST:
        following = store.replace(current, at=at)
        title = words_of(following.idea.title) if following else ""
        return _("Another idea: “%(title)s”.") % {"title": title} if title else _("No other idea fits.")
    if "off" in request.POST:
        store.take_out(current, at=at)
        return _("Taken out: “%(title)s”.") % named
    is_done = "not-yet" not in request.POST
    store.mark(current, timezone.localdate(at) if is_done else None, at=at)
    return _("Done: “%(title)s”.") % named if is_done else _("“%(title)s” is to be done again.") % named


def _after(request: Request, current: Post) -> HttpResponse:
    """Back to where the button was."""
    if request.POST.get("from") == "post" and "off" not in request.POST:
        return redirect("visibility:post", current.key)
    return redirect(
        f"{reverse('visibility:calendar')}#p{current.key}"
        if "week" in request.POST
        else "visibility:calendar"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotVisible from None
