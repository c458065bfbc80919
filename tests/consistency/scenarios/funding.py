"""The acts of funding."""

from datetime import timedelta
from typing import Any

from etabli.foundation.people.viewer import Viewer
from tests.consistency.objects import World
from tests.consistency.objects.funding import appointment_of, document_of, file_of, fund_of, logo_of, value_of
from tests.consistency.scenarios.declared import AT, Scenario, scenario, who


@scenario("funding.add_fund")
def fund_added(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import add_fund, withdraw_fund

    by = who(world, "adviser")
    return Scenario(
        lambda: add_fund(chamber=world.chamber, name="Fonds fictif", by=by, at=AT),
        by,
        lambda made: withdraw_fund(fund=made, by=by, at=AT),
    )


@scenario("funding.withdraw_fund")
def fund_withdrawn(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import withdraw_fund

    by, fund = who(world, "adviser"), fund_of(world)
    return Scenario(lambda: withdraw_fund(fund=fund, by=by, at=AT), by)


@scenario("funding.set_logo")
def logo_given(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import set_logo, withdraw_logo

    by, fund = who(world, "adviser"), fund_of(world)
    logo_of(world, fund)
    return Scenario(
        lambda: set_logo(fund=fund, picture="", width=2, height=2, by=by, at=AT),
        by,
        lambda made: withdraw_logo(logo=made, by=by, at=AT),
    )


@scenario("funding.withdraw_logo")
def logo_taken_off(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import withdraw_logo

    by = who(world, "adviser")
    logo = logo_of(world, fund_of(world))
    return Scenario(lambda: withdraw_logo(logo=logo, by=by, at=AT), by)


@scenario("funding.set_value")
def value_set(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import withdraw_value

    by, fund = who(world, "adviser"), fund_of(world)
    return Scenario(
        lambda: value_of(world, fund, "days_before", 3),
        by,
        lambda made: withdraw_value(value=made, by=by, at=AT),
    )


@scenario("funding.withdraw_value")
def value_withdrawn(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import withdraw_value

    by = who(world, "adviser")
    value = value_of(world, fund_of(world), "days_before", 3)
    return Scenario(lambda: withdraw_value(value=value, by=by, at=AT), by)


@scenario("funding.check_value")
def value_checked(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import check_value

    by = who(world, "adviser")
    value = value_of(world, fund_of(world), "days_before", 3)
    return Scenario(lambda: check_value(value=value, by=by, at=AT), by)


@scenario("funding.say_number")
def number_said(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import say_number

    by = who(world, "adviser")

    def to(number: str) -> Any:
        return say_number(chamber=world.chamber, registration=number, by=by, at=AT)

    to("75 33 00000 33")
    return Scenario(lambda: to("75 33 00001 33"), by, lambda _: to("75 33 00002 33"))


@scenario("funding.receive_document")
def document_received(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import withdraw_document

    by = who(world, "adviser")
    return Scenario(
        lambda: document_of(world), by, lambda made: withdraw_document(document=made, by=by, at=AT)
    )


@scenario("funding.withdraw_document")
def document_withdrawn(world: World) -> Scenario:
    from etabli.programme.funding.actions.funds import withdraw_document

    by, document = who(world, "adviser"), document_of(world)
    return Scenario(lambda: withdraw_document(document=document, by=by, at=AT), by)


@scenario("funding.open_file")
def file_opened(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import open_file, send_file

    by, fund, rows = who(world, "adviser"), fund_of(world), [appointment_of(world)]
    fields: dict[str, Any] = {"person": world.person, "fund": fund, "status": "manager", "appointments": rows}
    return Scenario(
        lambda: open_file(**fields, by=by, at=AT), by, lambda made: send_file(file=made, by=by, at=AT)
    )


@scenario("funding.give_up")
def file_given_up(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import give_up, open_file
    from etabli.programme.support.models import Appointment

    by, file = who(world, "adviser"), file_of(world)

    def another(_made: Any) -> Any:
        rows = list(Appointment.objects.filter(person=file.person))
        return open_file(
            person=file.person, fund=file.fund, status="manager", appointments=rows, by=by, at=AT
        )

    return Scenario(lambda: give_up(file=file, by=by, at=AT), by, another)


@scenario("funding.complete_file")
def file_completed(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import complete_file, send_file
    from etabli.programme.funding.models import Fund

    by = who(world, "adviser")
    # In one go, past what makes all typed names alike: no two funds bear one name.
    (other,) = Fund.objects.bulk_create([Fund(chamber=world.chamber, name="Fonds du reste", added_at=AT)])
    value_of(world, other)
    first = _sent(world, by)
    return Scenario(
        lambda: complete_file(file=first, fund=other, by=by, at=AT),
        by,
        lambda made: send_file(file=made, by=by, at=AT),
    )


@scenario("funding.say_status")
def status_said(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import say_status

    by, file = who(world, "adviser"), file_of(world)

    def to(status: str) -> Any:
        return say_status(file=file, status=status, by=by, at=AT)

    return Scenario(lambda: to("micro"), by, lambda _: to("sole"))


def _sent(world: World, by: Viewer) -> Any:
    from etabli.programme.funding.actions.files import send_file

    return send_file(file=file_of(world), by=by, at=AT)


def _answered(world: World, by: Viewer, file: Any, *, is_accepted: bool) -> Any:
    from etabli.programme.funding.actions.files import answer_file

    return answer_file(file=file, is_accepted=is_accepted, note="Voir ici", on=AT.date(), by=by, at=AT)


@scenario("funding.send_file")
def file_sent(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import send_file

    by, file = who(world, "adviser"), file_of(world)
    return Scenario(
        lambda: send_file(file=file, by=by, at=AT),
        by,
        lambda made: _answered(world, by, made, is_accepted=True),
    )


@scenario("funding.overrule")
def no_overruled(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import overrule, send_file

    by, file = who(world, "adviser"), file_of(world)
    value_of(world, file.fund, "minimum_minutes", 600)
    return Scenario(
        lambda: overrule(file=file, reason="Le fonds l’a dit", by=by, at=AT),
        by,
        lambda made: send_file(file=made, by=by, at=AT),
    )


@scenario("funding.tell_day")
def day_told(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import bill, tell_day
    from etabli.programme.funding.models import FundingFile
    from etabli.programme.support.actions import move

    by = who(world, "adviser")
    file = _answered(world, by, _sent(world, by), is_accepted=True)
    appointment = FundingFile.objects.get(pk=file.pk).halves.get().appointment
    move(appointment=appointment, on=appointment.half_day.on + timedelta(days=60), half="pm", by=by, at=AT)

    def later(made: Any) -> Any:
        _reported(made, by)
        return bill(file=made, **BILL, by=by, at=AT)

    return Scenario(lambda: tell_day(file=file, by=by, at=AT), by, later)


@scenario("funding.answer_file")
def file_answered(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import appeal

    by = who(world, "adviser")
    file = _sent(world, by)
    return Scenario(
        lambda: _answered(world, by, file, is_accepted=False),
        by,
        lambda made: appeal(file=made, reason="Pièce jointe", on=AT.date(), by=by, at=AT),
    )


@scenario("funding.appeal")
def appealed(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import appeal

    by = who(world, "adviser")
    file = _answered(world, by, _sent(world, by), is_accepted=False)
    return Scenario(
        lambda: appeal(file=file, reason="Pièce jointe", on=AT.date(), by=by, at=AT),
        by,
        lambda made: _answered(world, by, made, is_accepted=True),
    )


BILL: dict[str, Any] = {"number": "F-1", "on": AT.date() + timedelta(days=90), "unsigned_too": True}


def _done(world: World, by: Viewer) -> Any:
    """Accepted, and its half-day told."""
    file = _answered(world, by, _sent(world, by), is_accepted=True)
    _reported(file, by)
    return file


def _reported(file: Any, by: Viewer, outcome: str = "helped") -> None:
    from etabli.programme.funding.models import FileHalf
    from etabli.programme.support.actions import write_report

    for half in FileHalf.objects.filter(file=file).select_related("appointment"):
        report = {"outcome": outcome, "report": "Fait", "next_step": ""}
        write_report(appointment=half.appointment, **report, by=by, at=half.appointment.hours[1])


@scenario("funding.bill")
def billed(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import bill, note_payment

    by = who(world, "adviser")
    file = _done(world, by)
    return Scenario(
        lambda: bill(file=file, **BILL, by=by, at=AT),
        by,
        lambda made: note_payment(file=made, cents=8750, on=BILL["on"], by=by, at=AT),
    )


@scenario("funding.note_payment")
def paid(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import bill, note_payment

    by = who(world, "adviser")
    file = bill(file=_done(world, by), **BILL, by=by, at=AT)
    return Scenario(lambda: note_payment(file=file, cents=8750, on=BILL["on"], by=by, at=AT), by)


@scenario("funding.note_artisan_payment")
def part_paid(world: World) -> Scenario:
    from etabli.programme.funding.actions.artisan import note_artisan_payment
    from etabli.programme.funding.actions.files import send_file

    by, file = who(world, "adviser"), file_of(world)
    value_of(world, file.fund, "artisan_percent", 20)
    _answered(world, by, send_file(file=file, by=by, at=AT), is_accepted=True)
    on, means = AT.date(), "cheque"
    return Scenario(
        lambda: note_artisan_payment(file=file, cents=1000, means=means, on=on, by=by, at=AT),
        by,
        lambda made: note_artisan_payment(file=made, cents=750, means=means, on=on, by=by, at=AT),
    )


@scenario("funding.give_back_to_artisan")
def too_much_paid(world: World) -> Scenario:
    from etabli.programme.funding.actions.artisan import give_back_to_artisan, note_artisan_payment
    from etabli.programme.funding.actions.files import send_file

    by, file = who(world, "adviser"), file_of(world)
    value_of(world, file.fund, "artisan_percent", 20)
    _answered(world, by, send_file(file=file, by=by, at=AT), is_accepted=True)
    on, means = AT.date(), "cheque"
    note_artisan_payment(file=file, cents=1000, means=means, on=on, by=by, at=AT)
    _reported(file, by, "absent")
    return Scenario(
        lambda: give_back_to_artisan(file=file, cents=400, means=means, on=on, by=by, at=AT),
        by,
        lambda made: give_back_to_artisan(file=made, cents=600, means=means, on=on, by=by, at=AT),
    )


@scenario("funding.say_rest_payer")
def rest_is_theirs(world: World) -> Scenario:
    from etabli.programme.funding.actions.artisan import note_artisan_payment, say_rest_payer
    from etabli.programme.funding.actions.files import answer_file, send_file

    by, on = who(world, "adviser"), AT.date()
    file = send_file(file=file_of(world), by=by, at=AT)
    answer_file(file=file, is_accepted=True, note="Voir ici", on=on, granted=(60, 2500), by=by, at=AT)
    return Scenario(
        lambda: say_rest_payer(file=file, payer="artisan", by=by, at=AT),
        by,
        lambda made: note_artisan_payment(file=made, cents=1000, means="cheque", on=on, by=by, at=AT),
    )


@scenario("funding.close")
def rest_not_waited_for(world: World) -> Scenario:
    from etabli.programme.funding.actions.files import bill, close

    by = who(world, "adviser")
    file = bill(file=_done(world, by), **BILL, by=by, at=AT)
    return Scenario(lambda: close(file=file, reason="Heures au-delà du plafond", by=by, at=AT), by)


def _paid(world: World, by: Viewer) -> Any:
    from etabli.programme.funding.actions.files import bill, note_payment

    file = bill(file=_done(world, by), **BILL, by=by, at=AT)
    return note_payment(file=file, cents=8750, on=BILL["on"], by=by, at=AT)


CREDIT: dict[str, Any] = {
    "number": "A-1",
    "cents": 8750,
    "reason": "L’artisan n’est pas venu",
    "on": BILL["on"],
}


@scenario("funding.credit")
def bill_credited(world: World) -> Scenario:
    from etabli.programme.funding.actions.credits import credit, give_back

    by = who(world, "adviser")
    file = _paid(world, by)
    return Scenario(
        lambda: credit(file=file, **CREDIT, by=by, at=AT),
        by,
        lambda made: give_back(file=made, cents=8750, on=BILL["on"], by=by, at=AT),
    )


@scenario("funding.give_back")
def given_back(world: World) -> Scenario:
    from etabli.programme.funding.actions.credits import credit, give_back

    by = who(world, "adviser")
    file = credit(file=_paid(world, by), **CREDIT, by=by, at=AT)
    return Scenario(lambda: give_back(file=file, cents=8750, on=BILL["on"], by=by, at=AT), by)
