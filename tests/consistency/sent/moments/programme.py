"""What follows a workshop: certificates, documents, questionnaires; a place given by telephone; mails to many."""

from datetime import datetime, time, timedelta
from typing import Any

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import hand_over_responsibilities
from etabli.foundation.people.queries.organisations import handovers_of
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion
from etabli.programme.demand.models import Wish
from etabli.programme.funding.actions.files import open_file
from etabli.programme.funding.tasks import remind_due as ask_for_documents
from etabli.programme.journeys.actions import pause
from etabli.programme.journeys.tasks import remind_due
from etabli.programme.outreach.actions import mailings
from etabli.programme.outreach.letters import letter_to
from etabli.programme.outreach.models import Mailing
from etabli.programme.support import actions as support
from etabli.programme.support.models import Appointment
from etabli.programme.visibility import actions as visibility
from etabli.programme.visibility.calendar.tasks import remind_of_weeks
from etabli.programme.visibility.engine.calendar import WEEK, monday_of
from etabli.programme.watches.actions import ask_watch
from etabli.programme.watches.links import WatchRequest
from etabli.programme.watches.notices import send_confirmation
from etabli.programme.watches.wording import watch_text
from etabli.programme.workshops import actions
from tests import factories as make
from tests.consistency.objects import World, document_of
from tests.consistency.objects.funding import fund_of, value_of
from tests.consistency.objects.programme import half_day_asked_for, session_of
from tests.consistency.objects.surveys import publish_for_all
from tests.consistency.objects.visibility import RESULT, registration_of as name_of, watch_of as watched_site
from tests.consistency.objects.visibility_campaigns import calendar_of
from tests.consistency.objects.watches import watch_of
from tests.consistency.scenarios import AT
from tests.consistency.scenarios.attendance import attended_by
from tests.consistency.scenarios.declared import who
from tests.consistency.scenarios.support import booked_half_day, days_of_adviser
from tests.consistency.sent.moments.declared import after, moment
from tests.consistency.sent.scenes import Scene

SOON = (
    {"capacity": 3, "starts_at": after(days=12), "ends_at": after(days=12, hours=3)},
    {"capacity": 4, "starts_at": after(days=13), "ends_at": after(days=13, hours=3)},
)


def session_in_ten_days(world: World, **fields: Any) -> Any:
    """A session that is announced, in the room and of the theme of the first."""
    first = session_of(world)
    return actions.create_session(
        theme=first.theme,
        venue=first.venue,
        adviser=world.posts["adviser"].user,
        by=who(world, "adviser"),
        at=AT,
        **{"starts_at": after(days=10), "ends_at": after(days=10, hours=3), "capacity": 1, **fields},
    )


@moment("programme", "moment: a place to offer by telephone")
def by_telephone(world: World, scene: Scene) -> None:
    occasion = session_in_ten_days(world).occasion
    first, rows = make.person(world.chamber), list[Any]()
    second = make.person(world.chamber, email="", phone="05 56 00 00 00")
    for person in (first, second):
        fields = {"occasion": occasion, "holder": person, "by": make.artisan(person), "at": AT}
        scene.step("somebody signs up", lambda fields=fields: rows.append(seats.sign_up(**fields)))
    scene.step(
        "the first gives it back", lambda: seats.withdraw(sign_up=rows[0], by=make.artisan(first), at=AT)
    )


@moment("programme", "moment: signing up again, and a workshop that is called off")
def called_off(world: World, scene: Scene) -> None:
    session, by = session_in_ten_days(world, capacity=5), who(world, "adviser")
    person, rows = make.person(world.chamber), list[Any]()
    fields = {"occasion": session.occasion, "holder": person, "by": make.artisan(person), "at": AT}
    scene.step("signed up", lambda: rows.append(seats.sign_up(**fields)))
    scene.step("again", lambda: actions.recall_place(sign_up=rows[0], by=by, at=after(days=2)), after(days=2))
    off = {"session": session, "reason": "neige", "by": by, "at": after(days=3)}
    scene.step("called off", lambda: actions.call_off(**off), after(days=3))


@moment("programme", "moment: told of workshops that come near, as asked")
def told_of_workshops(world: World, scene: Scene) -> None:
    asked, by = WatchRequest("Zoé Exemple", "zoe@example.org", "33314", "", ""), make.artisan(world.person)
    first = session_of(world)
    words = watch_text(first.venue.commune, first.theme)
    scene.step("a visitor asks", lambda: send_confirmation(asked, world.chamber, words, AT))
    scene.step("an artisan asks", lambda: watch_of(world))
    theme = {"commune": None, "theme": first.theme, "by": by, "at": AT}
    scene.step("and on a theme", lambda: ask_watch(chamber=world.chamber, person=world.person, **theme))
    scene.step("a workshop is announced", lambda: session_in_ten_days(world))
    scene.day("the next morning", after(days=1))
    scene.step("two more, one of them full", lambda: [session_in_ten_days(world, **two) for two in SOON])
    Occasion.objects.filter(capacity=3).update(taken=3)
    scene.day("the morning after", after(days=2))


@moment("programme", "moment: an artisan moves their half-day, cancels another, then comes after all")
def half_day_moved(world: World, scene: Scene) -> None:
    by, staff, asked = make.artisan(world.person), who(world, "adviser"), half_day_asked_for(world)
    booked = booked_half_day(world, asked, staff)
    scene.step("another day", lambda: support.ask_another_day(appointment=booked, by=by, at=AT))
    scene.step("booked again", lambda: booked_half_day(world, asked, staff))
    again = Appointment.objects.latest("pk")
    called_off = {"appointment": again, "is_still_wanted": False, "by": by}
    scene.step("cancelled", lambda: support.call_off(**called_off, at=after(hours=1)), after(hours=1))
    last = Entry.objects.filter(verb="support.call_off").latest("pk")
    scene.step("after all", lambda: undo(entry=last, by=by, at=after(hours=2)), after(hours=2))


@moment("programme", "moment: days are offered for a half-day, one is chosen, taken back, then none suits")
def days_offered(world: World, scene: Scene) -> None:
    by, staff, asked, offers = (
        make.artisan(world.person),
        who(world, "adviser"),
        half_day_asked_for(world),
        [],
    )
    scene.step("offered", lambda: offers.append(days_of_adviser(world, asked, staff)))
    offer = offers[0]
    fields = {"offer": offer, "by": by}
    scene.step(
        "chosen", lambda: support.choose_day(day=offer.days[0], at=after(hours=1), **fields), after(hours=1)
    )
    last = Entry.objects.filter(verb="support.choose_day").latest("pk")
    scene.step("taken back", lambda: undo(entry=last, by=by, at=after(hours=2)), after(hours=2))
    scene.step("none suits", lambda: support.refuse_days(at=after(hours=3), **fields), after(hours=3))


@moment(
    "programme",
    "moment: an adviser moves a half-day, gives it to a colleague, and a month later asks for news",
)
def half_day_moved_by_adviser(world: World, scene: Scene) -> None:
    by, colleague, asked = (
        who(world, "adviser"),
        make.membership(world.chamber).user,
        half_day_asked_for(world),
    )
    Wish.objects.filter(pk=asked.pk).update(note="Ma fiche Google montre une ancienne adresse.")
    booked = booked_half_day(world, Wish.objects.get(pk=asked.pk), by)
    scene.day("they have read that it is booked", after(days=1))
    new = {"on": AT.date() + timedelta(days=33), "half": "pm", "by": by, "at": after(days=1)}
    scene.step("moved", lambda: support.move(appointment=booked, **new), after(days=1))
    scene.day("they have read that it is moved", after(days=2))
    given = {"to": colleague, "by": by, "at": after(days=2)}
    scene.step("given", lambda: support.hand_over(appointment=booked, **given), after(days=2))
    held = after(days=33, hours=12)
    done = {"outcome": "helped", "report": "La fiche est à jour.", "next_step": "Une photo par semaine."}
    support.write_report(appointment=Appointment.objects.get(pk=booked.pk), **done, by=by, at=held)
    scene.day("a month after it", after(days=64))


@moment("programme", "moment: an adviser leaves, a colleague takes over, and it is taken back")
def adviser_leaves(world: World, scene: Scene) -> None:
    by, leaver, colleague = who(world, "manager"), world.posts["adviser"], make.membership(world.chamber)
    session_of(world)
    booked_half_day(world, half_day_asked_for(world), who(world, "adviser"))
    scene.day("they have read that it is booked", after(days=1))
    left = [thing for thing in handovers_of(by, leaver, AT) if thing.give]
    given = {"membership": leaver, "handovers": left, "to": colleague, "by": by, "at": after(days=1)}
    scene.step("all of it", lambda: hand_over_responsibilities(**given), after(days=1))
    scene.day("the next morning", after(days=2))
    entry = Entry.objects.filter(verb="people.hand_over").latest("pk")
    scene.step("taken back", lambda: undo(entry=entry, by=by, at=after(days=2)), after(days=2))


@moment("programme", "moment: after a workshop")
def after_a_workshop(world: World, scene: Scene) -> None:
    publish_for_all()
    session, by = session_of(world), who(world, "adviser")
    attended_by(world)
    ends_at = Occasion.objects.get(pk=session.occasion_id).ends_at + timedelta(hours=1)
    scene.step("certificates", lambda: actions.send_certificates(session=session, by=by, at=ends_at), ends_at)
    document_of(world)
    scene.step("documents", lambda: actions.send_documents(session=session, by=by, at=ends_at), ends_at)
    scene.day("the day after", ends_at + timedelta(days=1))


@moment("programme", "moment: a mailing is tried, then sent")
def a_mailing(world: World, scene: Scene) -> None:
    mailing = Mailing.objects.get(pk=world.kwargs("outreach:mailing")["pk"])
    by, to = who(world, "adviser"), world.posts["adviser"].user.email
    letter = letter_to(mailing, world.person, "consent", [])
    scene.step("tried", lambda: mailings.try_mailing(mailing=mailing, letter=letter, to=to, by=by, at=AT))
    scene.step("sent", lambda: mailings.send_mailing(mailing=mailing, by=by, at=AT))


@moment("programme", "moment: the day that somebody named when they put their path aside")
def path_put_aside(world: World, scene: Scene) -> None:
    until = after(days=30).date()
    fields = {"person": world.person, "until": until, "by": make.artisan(world.person), "at": AT}
    scene.step("put aside", lambda: pause(**fields))
    for days in (29, 30, 31):
        scene.step(f"{days} days later", lambda days=days: remind_due(after(days=days)), after(days=days))


@moment("programme", "moment: a document that a fund asks for is missing")
def document_missing(world: World, scene: Scene) -> None:
    by, fund = who(world, "adviser"), fund_of(world)
    value_of(world, fund, "days_before", 1)
    value_of(world, fund, "documents", ["register", "bank"])
    booking = {
        "person": world.person,
        "wish": half_day_asked_for(world),
        "adviser": world.posts["adviser"].user,
        "on": after(days=15).date(),
        "half": "am",
        "place": "À l’atelier",
    }
    rows = [support.book(**booking, by=by, at=AT)]
    fields = {"person": world.person, "fund": fund, "status": "manager", "appointments": rows}
    scene.step("opened", lambda: open_file(**fields, by=by, at=AT))
    for days in (3, 5, 6):
        at = after(days=days)
        scene.step(f"{days} days later", lambda at=at: ask_for_documents(at), at)


@moment("programme", "moment: twelve weeks of ideas, as their artisan asked to be reminded")
def weeks_planned(world: World, scene: Scene) -> None:
    row = calendar_of(world)
    scene.step(
        "asked",
        lambda: visibility.set_reminders(calendar=row, reminds=True, by=make.artisan(world.person), at=AT),
    )
    monday = monday_of(AT.date()) + WEEK
    for name, weeks in (("the second week", 0), ("the Monday after the last", 11)):
        morning = datetime.combine(monday + weeks * WEEK, time(9, 5), tzinfo=make.paris())
        scene.step(name, lambda morning=morning: remind_of_weeks(morning), morning)


@moment("programme", "moment: the name of a site that ends in thirty days, and whose it is wished to be told")
def name_ends(world: World, scene: Scene) -> None:
    row = name_of(world)
    by, later = Viewer.system(row.chamber_id), AT + timedelta(days=30)
    scene.step("thirty days before", lambda: visibility.remind_of_end(row=row, by=by, at=later), later)


@moment("programme", "moment: a site that is looked at each quarter, and what broke there")
def site_broken(world: World, scene: Scene) -> None:
    watch, later = watched_site(world), AT + timedelta(days=92)
    result, by = (
        {**RESULT, "verdicts": {"certificate-ended": RESULT["verdicts"]["hours"]}},
        Viewer.system(watch.chamber_id),
    )
    scene.step(
        "a quarter later",
        lambda: visibility.check_again(
            watch=watch, result=result, broken=["certificate-ended"], by=by, at=later
        ),
        later,
    )
