"""Files as they stand: their half-days of today, what the rules say of them, what is missing, what waits longest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.engine import (
    Answer,
    Done,
    Facts,
    FundingLine,
    Half,
    Request,
    Rules,
    State,
    Used,
    Verdict,
    after_first,
    grant_again,
    judge,
    settle,
    settle_rest,
    state_of,
    without,
)
from etabli.programme.funding.models import FileHalf, FundingFile, FundValue, PersonDocument
from etabli.programme.funding.queries.balance import balance_of, credited_on, is_credited
from etabli.programme.funding.queries.caps import granted_to, used_of
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.funds import rules_of
from etabli.programme.funding.queries.half_days import is_absent, is_below_minimum, is_missed
from etabli.programme.funding.queries.sent import (
    asked_lines,
    asked_minutes,
    asks_for_rest,
    follow,
    frozen_lines,
    frozen_rules,
)
from etabli.programme.support.models import Appointment
from etabli.territory.register.trades import sector_of

APPOINTMENTS = Appointment.objects.select_related("half_day__adviser", "wish", "signed", "adviser_signed")
_COMPLETING = FundingFile.objects.filter(completes=OuterRef("pk"), withdrawn_at=None)
_FILES = (
    FundingFile.objects.filter(withdrawn_at=None)
    .annotate(
        is_completed=Exists(_COMPLETING.filter(is_accepted=True)),
        rest_sent_on=Subquery(_COMPLETING.values("sent_on")[:1]),
        is_to_pass_on=Exists(_COMPLETING.filter(sent_on=None)),
        is_passed_on=Exists(_COMPLETING.filter(sent_on__isnull=False).exclude(is_accepted=False)),
    )
    .select_related("person__artisan__business", "person__artisan__commune__epci", "fund", "chamber")
    .prefetch_related(
        Prefetch("halves", FileHalf.objects.order_by("pk")),
        Prefetch("halves__appointment", APPOINTMENTS),
        Prefetch("fund__values", FundValue.objects.filter(withdrawn_at=None)),
    )
)


def standing_file(pk: int) -> FundingFile | None:
    """One file as the functions here read it, whoever asks; None when it was given up."""
    return _FILES.filter(pk=pk).first()


def get_file(viewer: Viewer, pk: int, *, today: date) -> Dossier:
    """One file, for the staff of its chamber; NotVisible otherwise."""
    file = standing_file(pk)
    if file is None or not viewer.is_staff_of(file.chamber_id):
        raise NotVisible
    return read([file], today=today)[0]


def dossiers_beside(dossier: Dossier) -> list[Dossier]:
    """The other files of the same person to the same fund, that stand; the caller has authorised this one."""
    file = dossier.file
    others = _FILES.filter(person=file.person_id, fund=file.fund_id).exclude(pk=file.pk)
    return read(list(others.order_by("pk")), today=dossier.today)


def is_given_up(viewer: Viewer, pk: int) -> bool:
    """Whether it was a file of the viewer's chamber, and was given up."""
    file = FundingFile.objects.filter(pk=pk).exclude(withdrawn_at=None).first()
    return file is not None and viewer.is_staff_of(file.chamber_id)


def files_of(viewer: Viewer) -> QuerySet[FundingFile]:
    """The rows of the files that stand in the viewer's chamber, for its staff; none for others."""
    return _FILES.filter(chamber_id=viewer.chamber_id) if viewer.role in STAFF else _FILES.none()


def dossiers(viewer: Viewer, *, today: date, person: Person | None = None) -> list[Dossier]:
    """Those of the viewer's chamber (of one person), what waits longest first: seven statements, two without a file."""
    if viewer.role not in STAFF:
        return []
    files = files_of(viewer)
    rows = read(list(files.filter(person=person) if person else files.order_by("pk")), today=today)
    return sorted(rows, key=_urgency)


def to_do(viewer: Viewer, *, today: date) -> list[Dossier]:
    """Of these, the ones that wait for the chamber, for a fund or an artisan who is late, or who was given no deadline
    and has been waited for long."""
    rows = dossiers(viewer, today=today)
    return [row for row in rows if any(_is_pressing(state, today) for state in row.waiting)]


def _is_pressing(state: State, today: date) -> bool:
    return state.is_ours or state.is_late(today) or state.has_waited_long(today)


REMIND_BEFORE = timedelta(days=10)


def to_remind(today: date) -> list[Dossier]:
    """Those whose person has not been asked yet for what is missing, and that can still be sent, but not for long."""
    files = _FILES.filter(sent_on=None, reminded_on=None, halves__withdrawn_at=None)
    soon = files.filter(halves__appointment__half_day__on__range=(today, today + 3 * REMIND_BEFORE))
    rows = read(list(soon.filter(person__erased_at=None).distinct()), today=today)
    return [
        row
        for row in rows
        if row.verdict
        and row.verdict.missing
        and row.verdict.answer != Answer.NO
        and row.verdict.apply_by
        and row.verdict.apply_by - REMIND_BEFORE <= today
    ]


def _urgency(row: Dossier) -> tuple[bool, date, date]:
    """What is over comes last; what is due first comes first, then what has waited longest."""
    return not row.waiting, *row.most_urgent.urgency


def read(files: Sequence[FundingFile], *, today: date, without: Collection[int] = ()) -> list[Dossier]:
    """The files with what is said of them: three statements, beside those that loaded them, and nine more where one
    completes a file that is not among them. `without`: half-days, as if they were called off."""
    people = {file.person_id for file in files}
    live = _live_by_wish(half.wish_id for file in files for half in file.halves.all())
    documents: dict[int, list[PersonDocument]] = defaultdict(list)
    for document in PersonDocument.objects.filter(person__in=people, withdrawn_at=None):
        documents[document.person_id].append(document)
    granted: dict[tuple[int, int], list[FundingFile]] = defaultdict(list)
    for file in granted_to(people):
        granted[file.person_id, file.fund_id].append(file)
    rows = _firsts_beside(files, today, without)
    for file in sorted(files, key=lambda file: file.completes_id is not None):
        first = rows.get(file.completes_id or 0)
        others = [row for row in granted[file.person_id, file.fund_id] if row.pk != file.pk]
        standing = _standing(file, live, without)
        rows[file.pk] = _dossier(file, first, standing, documents[file.person_id], used_of(others), today)
    return [rows[file.pk] for file in files]


def _firsts_beside(files: Sequence[FundingFile], today: date, without: Collection[int]) -> dict[int, Dossier]:
    """By number, the files that these complete, and that are not among them."""
    firsts = {file.completes_id for file in files if file.completes_id} - {file.pk for file in files}
    rows = read(list(_FILES.filter(pk__in=firsts)), today=today, without=without) if firsts else []
    return {row.file.pk: row for row in rows}


def _live_by_wish(wishes: Iterable[int | None]) -> Mapping[int | None, Appointment]:
    rows = APPOINTMENTS.filter(wish__in={wish for wish in wishes if wish}, cancelled_at=None)
    return {row.wish_id: row for row in rows}


def _standing(
    file: FundingFile, live: Mapping[int | None, Appointment], without: Collection[int]
) -> tuple[list[Appointment], list[Appointment]]:
    """The half-days of a file that stand, the first first; then those that don’t, with those that it has left out."""
    halves = list(file.halves.all())
    rows = [live.get(half.wish_id, half.appointment) for half in halves if half.withdrawn_at is None]
    rows.sort(key=lambda row: (row.half_day.on, row.half_day.half))
    standing = [row for row in rows if row.cancelled_at is None and row.pk not in without]
    left_out = [half.appointment for half in halves if half.withdrawn_at is not None]
    return standing, [*(row for row in rows if row not in standing), *left_out]


def _dossier(
    file: FundingFile,
    first: Dossier | None,
    standing: tuple[Sequence[Appointment], Sequence[Appointment]],
    documents: Sequence[PersonDocument],
    used: Used,
    today: date,
) -> Dossier:
    rows, called_off = standing
    is_asked_anew = file.sent_on is None or (file.is_accepted is None and _has_moved(file, rows))
    request = rules = verdict = None
    if rows:
        asked_on = today if is_asked_anew else file.sent_on or today
        request = request_of(file.person, rows, file.status, documents, used, asked_on, first)
        rules = rules_of(file.fund, request.starts_on) if is_asked_anew else frozen_rules(file)
        verdict = judge(rules, request)
    asked = (verdict.lines if verdict else ()) if is_asked_anew else _agreed(file, rules, rows, first)
    lines = done = _done(file, rules, rows, asked, first, is_asked_anew=is_asked_anew)
    is_nothing_due = not _fund_cents(done) and bool(_fund_cents(asked))
    is_first_to_send = first is not None and first.is_still_to_send
    facts = _facts(file, rows, verdict, is_first_to_send=is_first_to_send, is_nothing_due=is_nothing_due)
    state = state_of(facts)
    if file.billed_on is not None or state.code == "day_to_tell":
        lines = frozen_lines(file) if file.billed_on else tuple(asked)
        if first is not None:
            lines = after_first(lines, first.lines, is_artisans=first.leaves_to_artisan)
        if file.billed_on is not None and _of_fund(lines) == _of_fund(done):
            lines = done
    return Dossier(
        file, tuple(rows), tuple(called_off), tuple(documents), request, rules, verdict, lines, done, state, today,
        first,
    )  # fmt: skip


def _done(
    file: FundingFile,
    rules: Rules | None,
    rows: Sequence[Appointment],
    asked: Sequence[FundingLine],
    first: Dossier | None,
    *,
    is_asked_anew: bool,
) -> tuple[FundingLine, ...]:
    """Of the lines that were asked, what the fund pays by what the artisan did: nothing for a half-day to which they
    did not come, less for a shorter one, nothing at all below its minimum."""
    missed = [row for row in rows if is_missed(file, row)]
    lines = without(asked, (row.half_day.on for row in missed))
    if is_asked_anew or rules is None:
        return grant_again(lines, asked)
    came = [row for row in rows if row not in missed]
    lengths = [(row, asked_minutes(file, row)) for row in came]
    halves = [Done(row.half_day.on, min(row.minutes_done, length), length) for row, length in lengths]
    if missed or any(half.is_short for half in halves):
        lines = _settled(file, rules, lines, halves, asked, first)
    if first is not None:
        lines = after_first(lines, first.left_of(first.done), is_artisans=first.leaves_to_artisan)
    return grant_again(lines, () if is_below_minimum(file, rules, rows) else asked)


def _settled(
    file: FundingFile,
    rules: Rules,
    lines: Sequence[FundingLine],
    halves: Sequence[Done],
    asked: Sequence[FundingLine],
    first: Dossier | None,
) -> tuple[FundingLine, ...]:
    if first is None:
        return settle(lines, halves, asked)
    is_rest = asks_for_rest(file, first.file)
    return settle_rest(rules, lines, halves, first.left_of(first.done), asked, is_rest=is_rest)


def _has_moved(file: FundingFile, rows: Sequence[Appointment]) -> bool:
    """Whether the fund was told of other days than those that stand."""
    days = sorted(row.half_day.on.isoformat() for row in rows)
    return file.billed_on is None and days != sorted(row["on"] for row in file.frozen)


def _agreed(
    file: FundingFile, rules: Rules | None, rows: Sequence[Appointment], first: Dossier | None
) -> tuple[FundingLine, ...]:
    """The lines that were sent; once accepted they follow their half-days to another day, at the same price, and what
    was granted goes to those that stand."""
    lines = asked_lines(file)
    if not file.is_accepted or not rows or rules is None:
        return lines
    standing, called_off = follow(lines, (row.half_day.on for row in rows))
    if not called_off:
        return grant_again(standing, lines)
    lengths = [(row.half_day.on, asked_minutes(file, row)) for row in rows]
    halves = [Done(on, length, length) for on, length in lengths]
    return _settled(file, rules, standing, halves, [*standing, *called_off], first)


def _of_fund(lines: Iterable[FundingLine]) -> list[tuple[date, int]]:
    """What a bill asks of its fund. While that is right, the hours and the artisan’s part follow what was done."""
    return [(line.on, line.fund_cents) for line in lines]


def _fund_cents(lines: Iterable[FundingLine]) -> int:
    return sum(line.fund_cents for line in lines)


def request_of(
    person: Person,
    appointments: Sequence[Appointment],
    status: str,
    documents: Iterable[PersonDocument],
    used: Used,
    asked_on: date,
    first: Dossier | None = None,
) -> Request:
    """What the engine judges: nothing is typed again, the trade and the place come from the register. `first`: the file
    of which this asks another fund for the rest."""
    halves = tuple(Half(row.half_day.on, row.minutes_done) for row in appointments)
    starts_on = min(half.on for half in halves)
    artisan = getattr(person, "artisan", None)
    business = artisan.business if artisan is not None else None
    trade = (business.trade_code if business else "") or (artisan.trade_code if artisan else "")
    place = (business.commune_code if business else "") or (artisan.commune_id if artisan else "") or ""
    return Request(
        halves=halves,
        asked_on=asked_on,
        sector=(business.sector if business else "") or (sector_of(trade) if trade else ""),
        trade=trade,
        status=status,
        place=place,
        documents=frozenset(row.kind for row in documents if is_valid(row, starts_on)),
        used=used,
        first_lines=first.left_of(first.due_lines) if first else None,
    )


def is_business_unknown(person: Person) -> bool:
    """Whether neither their business nor their trade is known, by which a fund judges."""
    artisan = getattr(person, "artisan", None)
    return artisan is None or not (artisan.business_id or artisan.trade_code)


def is_valid(document: PersonDocument, on: date) -> bool:
    """Whether it may still be shown on a day."""
    return document.valid_until is None or document.valid_until >= on


def _facts(
    file: FundingFile,
    rows: Sequence[Appointment],
    verdict: Verdict | None,
    *,
    is_first_to_send: bool,
    is_nothing_due: bool,
) -> Facts:
    rules = frozen_rules(file) if file.application else None
    is_over = bool(rows) and all(row.reported_at is not None for row in rows)
    return Facts(
        opened_on=timezone.localdate(file.opened_at),
        starts_on=rows[0].half_day.on if rows else None,
        ended_on=rows[-1].half_day.on if is_over else None,
        is_missed=all(is_absent(row) for row in rows),
        is_too_short=is_below_minimum(file, rules, rows),
        is_nothing_due=is_nothing_due,
        has_moved=_has_moved(file, rows),
        is_eligible=verdict is not None and (verdict.answer != Answer.NO or bool(file.overruled_note)),
        lacks=is_first_to_send or bool(verdict and (verdict.missing or not file.status)),
        apply_by=verdict.apply_by if verdict else None,
        sent_on=file.sent_on,
        is_accepted=file.is_accepted,
        answered_on=file.answered_on,
        appealed_on=file.appealed_on,
        billed_on=file.billed_on,
        paid_on=_paid_on(file),
        credited_on=credited_on(file),
        is_credited=is_credited(file),
        is_to_return=balance_of(file) < 0,
        closed_on=file.closed_on,
        answer_days=rules.answer_days if rules else None,
        appeal_days=rules.appeal_days if rules else None,
        payment_days=rules.payment_days if rules else None,
    )


def _paid_on(file: FundingFile) -> date | None:
    """The day on which all of the bill had come; None while something is due, or to be given back."""
    return (file.paid_on or file.billed_on) if file.billed_on and balance_of(file) == 0 else None


def file_of(appointment: Appointment) -> FundingFile | None:
    """The file that asks first for this half-day, or for its request; the caller has authorised the half-day."""
    half = _halves_of(appointment).filter(withdrawn_at=None).select_related("file").first()
    return half.file if half else None


def _halves_of(appointment: Appointment) -> QuerySet[FileHalf]:
    halves = FileHalf.objects.filter(is_completing=False)
    if appointment.wish_id:
        return halves.filter(wish=appointment.wish_id)
    return halves.filter(appointment=appointment)


def is_left_out(appointment: Appointment) -> bool:
    """Whether a file that had asked for this half-day, or for its request, was billed or closed without it, and no
    other asks for it; the caller has authorised the half-day."""
    if appointment.cancelled_at is not None or file_of(appointment) is not None:
        return False
    return _halves_of(appointment).filter(file__withdrawn_at=None).exclude(withdrawn_at=None).exists()


def completing_file(first: FundingFile) -> FundingFile | None:
    """The file that asks another fund for what this one leaves; the caller has authorised this one."""
    return _FILES.filter(completes=first).first()
