"""Every act taken back and restored, by its scenario (scenarios/): the tables are as before, then as after."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import override

from etabli.foundation.journal import ActionError, NotAllowed, may_undo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import Act, Irreversible
from tests.consistency.objects import World
from tests.consistency.scenarios import AT, SCENARIOS, Scenario
from tests.consistency.test_access import taken_back
from tests.consistency.test_acts import acts
from tests.consistency.undo_rights import stays_open_to, without_their_role
from tests.filled import filled_models, rows_of

pytestmark = pytest.mark.django_db

# Tables that only grow: what happened is told there, an undo included.
# Persons, users, links and files stay as well: an act that makes one has its own entry, or its own end.
GROWING = {
    "journal.entry",
    "notify.message",
    "neutrality.chain",
    "neutrality.edition",  # a mark that is another after each change
    "neutrality.logentry",
    "neutrality.salt",
    "parties.party",  # whoever wrote stays somebody, whatever becomes of their row
    "people.secretlink",
    "quotes.drawing",  # an order that was drawn stays, whoever takes a quote out of it
    "files.storedfile",
    "files.installation",  # whose database this is: made once, at the first file
    "register.sheet",  # what was given, and what each of its rows did: the import says that it was taken back
    "register.sheetrow",
    "search.word",  # words once seen stay known; what they lead to is search.entry
    "search.posting",
    "register.postings",  # what a business no longer bears is seen to be wrong when it is read
    "register.lookalikes",
}
# Marks that an undo moves on, or that say when the present state was made.
MARKS = {
    "last_receipt",  # the numbers of receipts only grow
    "remind_on",  # the clock looks at the dues again
    "decided_at",
    "id",  # a half-day held again, or a membership begun again, is another row
    "half_day_id",
    "arrivals",
    "sequence",
    "marked_at",
    "written_by_id",
    "written_at",
    "sent_at",
    "withdrawal_reason",
    "dismissed_at",
    "number",
    "signed_up_at",
}
# Rows that stay when their creation is taken back: each has one of these marks, set.
GONE: dict[str, Callable[[Any], bool]] = {
    "withdrawn_at": lambda value: value is not None,
    "cancelled_at": lambda value: value is not None,
    "released_at": lambda value: value is not None,
    "restored_at": lambda value: value is not None,
    "left_on": lambda value: value is not None,
    "ended_on": lambda value: value is not None,
    "ended_at": lambda value: value is not None,
    "revoked_at": lambda value: value is not None,
    "undone_at": lambda value: value is not None,
    "published_at": lambda value: value is None,
    "state": lambda value: value == "withdrawn",
    "status": lambda value: value == "withdrawn",
    "present": lambda value: value is None,
    "story_ids": lambda value: not value,
}
# Rows that nobody reaches but through another, which was taken back; and what was told and isn't read yet: it grows.
HIDDEN = {
    "workshops.themeversion": {"theme__withdrawn_at__isnull": False},
    "journeys.journey": {"paused_at": None, "resumed_at": None},  # a path on which nothing is written
    "association.dues": {"period__withdrawn_at__isnull": False},
    "seats.occasion": {"session__published_at": None, "session__isnull": False},
    "notices.notice": {"read_at": None},
    "notices.phonecall": {"tries": 0, "told_at": None},  # as the message that is to be said
    "seats.staffmessagereader": {"message__cancelled_at__isnull": False},
    "briefs.adcorrection": {"hidden": [], "restored": [], "text": ""},
    "briefs.briefversion": {"brief__handed_over_at": None},
    "people.twopersons": {"kept_apart_at": None},
    "agenda.eventdate": {"event__withdrawn_at__isnull": False},
    "briefs.brieflink": {"link__revoked_at__isnull": False},
    "people.papercode": {"link__revoked_at__isnull": False},
    "visibility.campaignfigures": {"campaign__withdrawn_at__isnull": False},
    "visibility.plannedpost": {"calendar__withdrawn_at__isnull": False},
}
# Acts on which no later act depends, each with its reason.
NOTHING_LATER = {
    "demand.join": "a request that is the same as another takes no more acts",
    "funding.close": "what a fund pays after all is noted once it is open again",
    "support.choose_day": "the half-day that it books is called off by itself",
    "support.offer_days": "days offered anew are another offer",
    "support.refuse_days": "days offered anew are another offer",
    "assembly.give_up": "nothing is done to a draft that was given up",
    "market.write_letter": "a message is read, and nothing is built on it",
    "visibility.plan_calendar": "weeks go and come back with all that was done in them",
    "visibility.keep_campaign": "a plan goes and comes back with its figures",
    "visibility.remove_campaign": "a plan taken away takes no more acts",
    "visibility.take_out_post": "an idea out of its week takes no more acts",
    "protection.reopen": "a gesture noted anew is another mark",
    "protection.remove_account": "an account off the sheet takes no more acts",
    "visibility.remove_check": "a site that is looked at anew has another check",
    "visibility.remove_step": "a step that is planned anew is another step",
    "visibility.finish_step": "a step that is mended is planned anew as another",
    "visibility.read_liked_site": "a site that is read anew has another reading",
    "visibility.forget_registration": "a name that is written anew has another row",
    "visibility.stop_watching": "a site that is watched anew has another watch",
    "visibility.note_self_check": "a look at oneself is followed by another, and changed by none",
    "diagnosis.check": "a step that is checked again has another check",
    "notices.read_all": "a message read is read again by nothing",
    "notices.write_again": "“not now” said once more is another",
    "people.withdraw_consent": "consent given again is another consent",
    "workshops.open_room": "days on which it is closed anew are other days",
    "register.note": "a note is read, and nothing is built on it",
    "people.keep_apart": "a pair that is two persons is proposed no more",
    "register.keep_apart": "a pair that is two businesses is proposed no more",
    "relays.withdraw_several": "a relay out of the directory takes part in nothing",
    "relays.cut_link": "a link cut off opens nothing to act by",
    "relays.withdraw_contact": "nothing is done with whoever is no longer there",
    "relays.import": "what is corrected since stays as it is, and stops nothing",
    "relays.withdraw": "a relay out of the directory takes part in nothing",
    "relays.note": "a note is read, and nothing is built on it",
    "journeys.call": "a call is read, and nothing is built on it",
    "journeys.caller": "a call is read, and nothing is built on it",
    "journeys.write_note": "a note is read, and nothing is built on it",
    "register.import_sheet": "what somebody has changed since is left, and told",
    "neutrality.end_interest": "an interest that comes back is declared again, as another",
    "briefs.withdraw": "a brief put away takes no more acts",
    "briefs.withdraw_attachment": "a photo or a site taken out takes no more acts",
    "briefs.comment": "a remark settled meanwhile may be taken back all the same",
    "association.withdraw_application": "a request withdrawn takes no more acts",
    "association.refuse_application": "a request refused takes no more acts",
    "association.waive_dues": "dues given up are asked for by nothing",
    "agenda.cancel": "an event that was called off takes no more acts",
    "agenda.cancel_date": "a date that was called off takes no more acts",
    "agenda.withdraw": "an event out of all lists takes no more acts",
    "forum.merge": "what is answered since stays where it was written, and stops nothing",
    "forum.withdraw_answer": "an answer taken back takes no more acts",
    "forum.withdraw_question": "a question taken back takes no more acts",
    "jobs.answer": "a message stands by itself",
    "jobs.withdraw": "an offer out of all lists takes no more acts",
    "jobs.withdraw_application": "an application taken back takes no more acts",
    "showcase.withdraw": "a story that was taken off takes no more acts",
    "directory.withdraw_piece": "a piece out of the portfolio takes no more acts",
    "demand.withdraw": "a wish out of the list takes no more acts",
    "surveys.put_away": "a questionnaire out of the list takes no more acts",
    "surveys.remove_sheet": "a sheet taken out takes no more acts",
    "assembly.sign_minutes": "signed minutes are read, and signed by others",
    "watches.stop": "asked again, it is another watch",
    "workshops.withdraw_document": "a document taken off takes no more acts",
    "workshops.ask_for_theme": "what is planned from it stands by itself",
    "approaches.withdraw": "an entry out of the register takes no more acts",
    "approaches.follow_up": "what followed is read, and nothing is built on it",
    "outreach.add_segment": "a group put away keeps the mailings that chose it",
    "outreach.withdraw_segment": "a group out of the choices takes no more acts",
    "outreach.state_notice": "each mailing looks at what is stated then",
    "outreach.write_mailing": "a draft is changed and sent, which keeps it",
    "outreach.withdraw_mailing": "a draft put away takes no more acts",
    "outreach.stop_mailing": "what was stopped goes on when it is taken back",
    "planning.open_season": "a season out of the list keeps its plans",
    "planning.withdraw_season": "a season out of the list takes no more acts",
    "planning.withdraw_plan": "a plan out of the list takes no more acts",
    "planning.take_out": "what is in the plan since stays: the rules alone stop it, which has a test of its own",
    "funding.withdraw_fund": "a fund off the list takes no more files; those that it has go on",
    "funding.withdraw_value": "a rule taken off takes no more acts; one that took its place is looked at",
    "funding.check_value": "what is checked at its source is read, and nothing is built on it",
    "funding.withdraw_logo": "a logo taken off takes no more acts",
    "funding.withdraw_document": "a document taken off takes no more acts",
    "funding.give_back": "a file of which all was given back takes no more acts",
    "funding.note_payment": "a file that is paid takes no more acts",
    "coverage.withdraw_goal": "a goal given up takes no more acts; one that took its place is looked at",
    "coverage.forget_online": "a site that is noted no more takes no more acts",
    "places.forget_contours": "contours that draw no map take no more acts",
    "workshops.add_venue": "a room out of the choices keeps its sessions",
}


def reversible() -> list[Act]:
    return [act for act in acts() if not isinstance(act.undo, Irreversible)]


def state() -> list[tuple[str, str]]:
    """Every row that stands, without the marks: what somebody could see."""
    standing = []
    for model in filled_models():
        label = model._meta.label_lower
        if not model.__module__.startswith("etabli.") or label in GROWING:
            continue
        for row in rows_of(model, **HIDDEN.get(label, {})):
            if not _is_gone(row):
                standing.append((label, repr({k: v for k, v in row.items() if k not in MARKS})))
    return sorted(standing)


def _is_gone(row: dict[str, object]) -> bool:
    """A draft that may be withdrawn is there, though nobody else sees it."""
    marks = GONE.keys() - {"published_at"} if "withdrawn_at" in row else GONE.keys()
    return any(name in row and GONE[name](row[name]) for name in marks)


def done(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def test_every_act_has_its_scenario() -> None:
    missing = sorted({act.verb for act in reversible()} - SCENARIOS.keys())
    assert not missing, f"add to tests/consistency/scenarios/ how to do: {missing}"
    assert not sorted(SCENARIOS.keys() - {act.verb for act in reversible()}), "remove these scenarios"
    assert not sorted(NOTHING_LATER.keys() - SCENARIOS.keys()), "remove these lines of NOTHING_LATER"


@pytest.mark.parametrize("verb", sorted(SCENARIOS))
def test_it_is_taken_back_and_restored_by_who_may(verb: str) -> None:
    """Whatever later act depends on it comes first; and whoever lost their role does neither."""
    scenario = SCENARIOS[verb](World())
    before = state()
    made = scenario.act()
    after, entry = state(), done(verb)
    assert after != before, "the act changed nothing that can be seen: the scenario proves nothing"
    assert may_undo(scenario.by, entry), "whoever did it may take it back"
    former = without_their_role(scenario.by, verb)
    is_theirs_still = stays_open_to(former, entry)
    with taken_back():
        check_later(verb, scenario, made)
    if not is_theirs_still:
        assert not may_undo(former, entry)
        with pytest.raises(NotAllowed):
            undo(entry=entry, by=former, at=AT)
        assert state() == after, "a refused undo left a trace"
    undo(entry=entry, by=scenario.by, at=AT)
    assert state() == before
    if not is_theirs_still:
        with pytest.raises(ActionError):
            undo(entry=done(verb), by=former, at=AT)
    undo(entry=done(verb), by=scenario.by, at=AT)
    assert state() == after
    undo(entry=done(verb), by=scenario.by, at=AT)
    assert state() == before, "taken back, restored, taken back again"


def check_later(verb: str, scenario: Scenario, made: Any) -> None:
    """Taken back after what depends on it, it is refused, and nothing changes."""
    if scenario.later is None:
        assert verb in NOTHING_LATER, f"{verb}: give its scenario a later act, or a reason in NOTHING_LATER"
        return
    assert verb not in NOTHING_LATER, f"{verb}: its scenario has a later act, remove its line"
    entry = done(verb)
    scenario.later(made)
    now = state()
    with pytest.raises(ActionError) as refusal, transaction.atomic():
        undo(entry=entry, by=scenario.by, at=AT)
    assert len(str(refusal.value)) > 15, "say why in a sentence"
    assert state() == now, "a refused undo left a trace"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_has_no_way_back_says_why_in_both_languages(language: str) -> None:
    told = {}
    with override(language):
        for act in acts():
            if isinstance(act.undo, Irreversible):
                told[act.verb] = str(act.undo.reason)
    with override("en" if language == "fr" else "fr"):
        same = [act.verb for act in acts() if act.verb in told and str(act.undo.reason) == told[act.verb]]
    assert not same, f"not translated: {same}"
    assert all(len(reason) > 20 for reason in told.values())
