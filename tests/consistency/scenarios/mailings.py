"""The acts of writing to artisans."""

from datetime import date
from typing import Any

from tests.consistency.objects import World
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


def _group(world: World) -> Any:
    from etabli.programme.outreach.models import Segment

    return Segment.objects.get(pk=world.kwargs("outreach:segment")["pk"])


def _draft(world: World) -> Any:
    from etabli.programme.outreach.models import Mailing

    return Mailing.objects.get(pk=world.kwargs("outreach:mailing")["pk"])


def _words(world: World, subject: str) -> dict[str, Any]:
    return {"segment": _group(world), "subject": subject, "body": "Bonjour,", "session_ids": []}


def _changed(world: World, mailing: Any, subject: str) -> Any:
    from etabli.programme.outreach.actions.mailings import change_mailing

    return change_mailing(mailing=mailing, fields=_words(world, subject), by=who(world, "adviser"), at=AT)


@scenario("outreach.add_segment")
def group_made(world: World) -> Scenario:
    from etabli.programme.outreach.actions.segments import add_segment
    from etabli.programme.outreach.engine.criteria import Criteria

    by = who(world, "adviser")
    return Scenario(
        lambda: add_segment(chamber=world.chamber, name="Tous", criteria=Criteria(), by=by, at=AT), by
    )


@scenario("outreach.change_segment")
def group_changed(world: World) -> Scenario:
    from etabli.programme.outreach.actions.segments import change_segment
    from etabli.programme.outreach.engine.criteria import Criteria

    by, segment = who(world, "adviser"), _group(world)

    def to(name: str) -> Any:
        return change_segment(
            segment=segment, name=name, criteria=Criteria(step="came", theme=name), by=by, at=AT
        )

    return Scenario(lambda: to("a"), by, lambda _: to("b"))


@scenario("outreach.withdraw_segment")
def group_put_away(world: World) -> Scenario:
    from etabli.programme.outreach.actions.segments import withdraw_segment

    by, segment = who(world, "adviser"), _group(world)
    return Scenario(lambda: withdraw_segment(segment=segment, by=by, at=AT), by)


@scenario("outreach.state_notice")
def notice_stated(world: World) -> Scenario:
    from etabli.programme.outreach.actions.segments import state_notice

    by = who(world, "manager")
    return Scenario(lambda: state_notice(chamber=world.chamber, since_on=date(2026, 1, 1), by=by, at=AT), by)


@scenario("outreach.write_mailing")
def mailing_written(world: World) -> Scenario:
    from etabli.programme.outreach.actions.mailings import write_mailing

    by, fields = who(world, "adviser"), _words(world, "Un atelier")
    return Scenario(
        lambda: write_mailing(chamber=world.chamber, author=None, fields=fields, by=by, at=AT), by
    )


@scenario("outreach.change_mailing")
def mailing_changed(world: World) -> Scenario:
    mailing = _draft(world)
    return Scenario(
        lambda: _changed(world, mailing, "a"), who(world, "adviser"), lambda _: _changed(world, mailing, "b")
    )


@scenario("outreach.withdraw_mailing")
def mailing_put_away(world: World) -> Scenario:
    from etabli.programme.outreach.actions.mailings import withdraw_mailing

    by, mailing = who(world, "adviser"), _draft(world)
    return Scenario(lambda: withdraw_mailing(mailing=mailing, by=by, at=AT), by)


@scenario("outreach.leave_out")
def left_out(world: World) -> Scenario:
    from etabli.programme.outreach.actions.mailings import leave_out

    by, mailing = who(world, "adviser"), _draft(world)

    def to(out: bool) -> Any:
        return leave_out(mailing=mailing, person=world.person, out=out, by=by, at=AT)

    return Scenario(lambda: to(True), by, lambda _: to(False))


def _send(world: World, mailing: Any) -> Any:
    from etabli.programme.outreach.actions.mailings import send_mailing

    return send_mailing(mailing=mailing, by=who(world, "adviser"), at=AT)


def _leave(_sent: Any) -> None:
    from etabli.programme.outreach.models import Recipient

    Recipient.objects.filter(status="waiting").update(status="written", written_at=AT)


@scenario("outreach.send_mailing")
def mailing_sent(world: World) -> Scenario:
    mailing = _draft(world)
    return Scenario(lambda: _send(world, mailing), who(world, "adviser"), _leave)


@scenario("outreach.stop_mailing")
def mailing_stopped(world: World) -> Scenario:
    from etabli.programme.outreach.actions.mailings import stop_mailing

    by, mailing = who(world, "adviser"), _draft(world)
    _send(world, mailing)
    return Scenario(lambda: stop_mailing(mailing=mailing, by=by, at=AT), by)


@scenario("notices.silence_for")
def refusal_by_telephone(world: World) -> Scenario:
    from etabli.foundation.notices.actions import silence_for
    from etabli.foundation.notices.models import Preference
    from etabli.foundation.notices.owners import as_fields

    by = who(world, "adviser")
    Preference.objects.create(**as_fields(world.person))

    def to(silent: bool) -> Any:
        codes = ["outreach.invitations"]
        return silence_for(person=world.person, codes=codes, silent=silent, by=by, at=AT)

    return Scenario(lambda: to(True), by, lambda _: to(False))
