"""The acts and the pages of what people are told."""

from typing import Any

from etabli.foundation.notices.links import token_of
from etabli.foundation.notices.models import Notice, PhoneCall, Preference
from etabli.foundation.notices.owners import as_fields
from etabli.foundation.notify.models import Unreachable
from tests import factories as make
from tests.consistency.objects import Kwargs, World, objects
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@objects("notices:read")
def told(world: World) -> Kwargs:
    return {"pk": make.notice(world.person).pk}


@objects("notices:unsubscribe")
def way_out(world: World) -> Kwargs:
    return {"token": token_of(world.person, "market.answer")}


@objects("notices:texts_answered")
def secret_of_the_provider(world: World) -> Kwargs:
    return {"secret": "nobody-was-told-this-secret"}


@objects("front:letter", "front:send_again")
def mail_of_the_chamber(world: World) -> Kwargs:
    whose = {"to": world.person.email, "chamber_id": world.chamber.pk, "staff_reads": True, "key": "mail"}
    made = make.mails().create(**whose, subject="x", body="x", due_at=AT, created_at=AT)
    return {"pk": made.pk}


@scenario("notices.stop_texts")
def texts_stopped(world: World) -> Scenario:
    from etabli.foundation.notices.actions import stop_texts

    by = who(world, "adviser")
    Preference.objects.create(**as_fields(world.person))
    return Scenario(
        lambda: stop_texts(person=world.person, by=by, at=AT),
        by,
        lambda _: stop_texts(person=world.person, stopped=False, by=by, at=AT),
    )


def _to_call(world: World) -> PhoneCall:
    """Somebody of the chamber who has no e-mail is to hear of a change."""
    from etabli.foundation.seats.actions import change_occasion

    by, occasion = who(world, "adviser"), make.occasion(world.chamber, starts_at=make.tomorrow())
    make.sign_up(occasion, make.person(world.chamber, email="", phone="05 56 00 00 07"))
    change_occasion(occasion=occasion, changes={"place": "Salle de Blaye"}, by=by, at=AT)
    return PhoneCall.objects.latest("pk")


@objects("notices:told", "notices:no_answer")
def to_call(world: World) -> Kwargs:
    return {"pk": _to_call(world).pk}


@scenario("notices.tell_by_phone")
def told_by_phone(world: World) -> Scenario:
    from etabli.foundation.notices.actions import tell_by_phone
    from etabli.foundation.seats.actions import change_occasion
    from etabli.foundation.seats.models import Occasion

    by, call = who(world, "adviser"), _to_call(world)
    occasion = Occasion.objects.get(pk=call.about.partition(":")[2])
    return Scenario(
        lambda: tell_by_phone(call=call, by=by, at=AT),
        by,
        lambda _: change_occasion(occasion=occasion, changes={"title": "Autre chose"}, by=by, at=AT),
    )


@scenario("notices.note_no_answer")
def called_for_nothing(world: World) -> Scenario:
    from etabli.foundation.notices.actions import note_no_answer

    by, call = who(world, "adviser"), _to_call(world)
    later = AT.replace(hour=10)
    return Scenario(
        lambda: note_no_answer(call=call, by=by, at=AT),
        by,
        lambda _: note_no_answer(call=call, by=by, at=later),
    )


@scenario("notices.read")
def notice_read(world: World) -> Scenario:
    from etabli.foundation.notices.actions import mark_read

    by, notice = make.artisan(world.person), make.notice(world.person)
    later = AT.replace(hour=10)
    return Scenario(
        lambda: mark_read(notice=notice, by=by, at=AT),
        by,
        lambda _: mark_read(notice=notice, by=by, at=later),
    )


@scenario("notices.read_all")
def all_read(world: World) -> Scenario:
    from etabli.foundation.notices.actions import mark_all_read

    by = make.artisan(world.person)
    make.notice(world.person), make.notice(world.person)
    return Scenario(
        lambda: mark_all_read(notices=list(Notice.objects.filter(**as_fields(world.person))), by=by, at=AT),
        by,
    )


@scenario("notices.choose")
def chosen(world: World) -> Scenario:
    from etabli.foundation.notices.actions import choose

    by, preference = make.artisan(world.person), Preference.objects.create(**as_fields(world.person))
    hours = ("quiet_from", "quiet_until", "quiet_on_sunday", "digest_at")
    same: dict[str, Any] = {name: getattr(preference, name) for name in hours}

    def to(way: str) -> Any:
        return choose(preference=preference, channels={"market.answer": way}, **same, by=by, at=AT)

    return Scenario(lambda: to("digest"), by, lambda _: to("here"))


@scenario("notices.silence")
def silenced(world: World) -> Scenario:
    from etabli.foundation.notices.actions import silence

    by, preference = make.artisan(world.person), Preference.objects.create(**as_fields(world.person))

    def to(silent: bool) -> Any:
        return silence(preference=preference, codes=["market.answer"], silent=silent, by=by, at=AT)

    return Scenario(lambda: to(True), by, lambda _: to(False))


@scenario("notices.reach_again")
def written_to_again(world: World) -> Scenario:
    from etabli.foundation.notices.actions import reach_again

    by, whose = who(world, "adviser"), {"address": world.person.email, "chamber_id": world.chamber.pk}
    mark = Unreachable.objects.create(**whose, trouble="unknown", since=AT)
    later = AT.replace(hour=10)
    return Scenario(
        lambda: reach_again(mark=mark, by=by, at=AT),
        by,
        lambda _: reach_again(mark=mark, by=by, at=later),
    )


@scenario("notices.not_now")
def not_now_said(world: World) -> Scenario:
    from etabli.foundation.notices.actions import not_now, write_again

    by = make.artisan(world.person)
    return Scenario(
        lambda: not_now(owner=world.person, by=by, at=AT),
        by,
        lambda _: write_again(owner=world.person, by=by, at=AT),
    )


@scenario("notices.write_again")
def written_to_after_all(world: World) -> Scenario:
    from etabli.foundation.notices.actions import not_now, write_again

    by = who(world, "adviser")
    not_now(owner=world.person, by=by, at=AT)
    return Scenario(lambda: write_again(owner=world.person, by=by, at=AT), by)
