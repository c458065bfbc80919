"""Reading the quotes that were read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.market.models import Answer
from etabli.community.neutrality.engine import in_drawn_order
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import get_brief, whole_plain
from etabli.procurement.quotes.corrections import ADDED, REMOVED, Anchor, Change, Corrected, corrected
from etabli.procurement.quotes.engine.model import Quote, Status
from etabli.procurement.quotes.engine.stored import from_stored
from etabli.procurement.quotes.models import Correction, Dismissal, Drawing, FurtherFile, QuoteReading
from etabli.procurement.quotes.quote_needs import with_needs
from etabli.procurement.quotes.rules import is_holder, is_theirs, may_see
from etabli.procurement.quotes.sheet import Said, Sheet, make_sheet
from etabli.procurement.quotes.sidebyside import Given, SideBySide, side_by_side
from etabli.procurement.quotes.values import Note
from etabli.procurement.quotes.wording import need_key

COLUMNS = 6  # quotes side by side on one page
_SAID: tuple[tuple[str, type[Correction | Dismissal]], ...] = (
    ("corrections", Correction),
    ("dismissals", Dismissal),
)


@dataclass(frozen=True)
class QuoteCard:
    """A quote in a list, newest first: by date alone, never by price. `brief_id` and `brief`: the project that it is
    compared with."""

    pk: int
    name: str
    file_name: str
    person: str
    status: str
    gross: Decimal | None
    currency: str | None
    uploaded_at: datetime
    shared: bool
    brief_id: int | None
    brief: str


@dataclass(frozen=True)
class Compared:
    """The quotes of a brief on page `page` of `pages`; `others` are those that can't be shown yet."""

    table: SideBySide
    others: list[QuoteReading]
    pages: int
    page: int


def quotes_of(viewer: Viewer) -> list[QuoteCard]:
    """The artisan's own quotes, or those shown to the advisers of the viewer's chamber: one statement."""
    return _cards(visible_quotes(viewer))


def visible_quotes(viewer: Viewer) -> QuerySet[QuoteReading]:
    """The quotes that stand and that this viewer may read: their own, or for the staff those that were shown to
    their chamber, or those that a browser holds. `rules.may_see` says the same of one."""
    stands = QuoteReading.objects.filter(withdrawn_at=None)
    if viewer.role == Role.ARTISAN and viewer.person_id is not None:
        return stands.filter(person_id=viewer.person_id)
    if viewer.role in STAFF and viewer.chamber_id is not None:
        return stands.filter(chamber_id=viewer.chamber_id).exclude(shared_at=None)
    if is_holder(viewer):
        return stands.filter(holder_id=viewer.party_id)
    return stands.none()


def held_by(viewer: Viewer | None) -> list[QuoteReading]:
    """What nobody has kept yet of what this browser holds (`visitor.holder`), the latest first: one statement."""
    if viewer is None:
        return []
    return list(visible_quotes(viewer).filter(person=None).select_related("file").order_by("-pk"))


def of_device(viewer: Viewer | None, at: datetime) -> dict[str, list[Any]]:
    """What a browser reads without an account (`visitor.holder`), the latest first: `held`, which nobody has kept yet,
    `kept`, and `erased`, which can still be taken back, each with the number of the act to take back. Two statements
    at most."""
    if viewer is None:
        return {"held": [], "kept": [], "erased": []}
    rows = list(QuoteReading.objects.filter(holder_id=viewer.party_id).select_related("file").order_by("-pk"))
    stand = [row for row in rows if row.withdrawn_at is None]
    gone = {
        str(row.pk): row for row in rows if row.withdrawn_at and row.is_held and (row.erase_at or at) > at
    }
    about = {"subject_type": QuoteReading._meta.label_lower, "subject_id__in": gone}
    acts = Entry.objects.filter(**about).order_by("pk") if gone else []
    last = {str(entry.subject_id): entry.pk for entry in acts}
    return {
        "held": [row for row in stand if row.is_held],
        "kept": [row for row in stand if not row.is_held],
        "erased": [(row, last[number]) for number, row in gone.items() if number in last],
    }


def visible_further_files(viewer: Viewer) -> QuerySet[FurtherFile]:
    """The further files of these quotes, less those that were taken out."""
    return FurtherFile.objects.filter(reading__in=visible_quotes(viewer), withdrawn_at=None)


def compared_briefs(cards: Iterable[QuoteCard]) -> dict[int, str]:
    """The projects with which several of these quotes are compared, and their names."""
    names = {card.brief_id: card.brief for card in cards if card.brief_id is not None}
    counted = Counter(card.brief_id for card in cards)
    return {pk: name for pk, name in names.items() if counted[pk] > 1}


def quotes_of_person(viewer: Viewer, person: Person) -> list[QuoteCard]:
    """A person's quotes, as far as the viewer may see them: one statement."""
    return _cards(visible_quotes(viewer).filter(person=person))


def get_quote(viewer: Viewer, pk: int) -> QuoteReading:
    """A quote that the viewer may see: one statement. Raises NotVisible."""
    quote_readings = QuoteReading.objects.filter(pk=pk, withdrawn_at=None)
    reading = quote_readings.select_related("file", "person", "chamber", "brief").first()
    if reading is None or not may_see(viewer, reading):
        raise NotVisible
    return reading


def reading_of_answer(viewer: Viewer, answer: Answer) -> QuoteReading:
    """The viewer's own reading of an answer's quote: one statement. Raises NotVisible."""
    reading = QuoteReading.objects.filter(
        person_id=answer.ad.person_id, answer_ref=reference_of(answer), withdrawn_at=None
    ).first()
    if reading is None or not is_theirs(viewer, reading):
        raise NotVisible
    return reading


def reference_of(answer: Answer) -> str:
    """How a reading names the answer that its file came with; sent again with another file, it is another one."""
    return f"{Answer._meta.label_lower}:{answer.pk}:{answer.quote_id or 0}"


def signs(viewer: Viewer, reading: QuoteReading) -> str:
    """Whose name is under a message about it; "" for a browser, which is told none: whoever gave it may be another."""
    return "" if reading.person is None or is_holder(viewer) else reading.person.name


def get_dismissal(viewer: Viewer, reading: QuoteReading, finding: str) -> Dismissal:
    """A finding set aside on a quote that the viewer may see: one statement. Raises NotVisible."""
    dismissed = reading.dismissals.filter(finding=finding, restored_at=None)
    row = dismissed.first() if finding.isprintable() else None
    if row is None or not may_see(viewer, reading):
        raise NotVisible
    row.reading = reading
    return row


def sheet_of(viewer: Viewer, reading: QuoteReading, *, language: str, at: datetime) -> Sheet | None:
    """The page of a quote as people corrected it, against its brief as it is today; None when the reading has to be
    made again.

    At most four statements more: the corrections, the dismissals, the brief, its answers.
    """
    rows = corrections_of(reading)
    corrected = as_corrected(reading, rows)
    if corrected is None:
        return None
    overrides = _overrides(viewer, reading.dismissals.filter(restored_at=None))
    brief = None if reading.brief_id is None else whole_plain(get_brief(viewer, reading.brief_id))
    notes = {row.target: _note(viewer, row) for row in rows if not row.values.keys() <= {REMOVED}}
    return _composed(corrected, overrides, notes, brief, language, at)


def side_by_side_of(viewer: Viewer, brief: Brief, *, page: int, language: str, at: datetime) -> Compared:
    """The quotes of a brief that the viewer may see, side by side in their drawn order; `brief` comes from `get_brief`.

    Five statements, one less when none came with an answer: quotes, corrections, dismissals, draw, answers.
    """
    seen = visible_quotes(viewer).filter(brief=brief, person_id=brief.person_id)
    still = [Prefetch(name, model.objects.filter(restored_at=None)) for name, model in _SAID]
    ordered = _in_drawn_order(brief, list(seen.select_related("file").prefetch_related(*still)))
    ready = [reading for reading in ordered if reading.status == QuoteReading.Status.READ]
    page = page if 0 <= (page - 1) * COLUMNS < len(ready) else 1
    shown = ready[(page - 1) * COLUMNS : page * COLUMNS]
    given, wanted = [], whole_plain(brief)
    for reading in shown:
        corrected = as_corrected(reading, list(reading.corrections.all()))
        if corrected is not None:
            overrides = _overrides(viewer, reading.dismissals.all())
            sheet = _composed(corrected, overrides, {}, wanted, language, at)
            given.append(Given(reading.pk, reading.name, sheet, overrides))
    read = {column.pk for column in given}
    return Compared(
        table=side_by_side(given, wanted, before=(page - 1) * COLUMNS, language=language),
        others=[
            reading
            for reading in ordered
            if reading.pk not in read and (reading not in ready or reading in shown)
        ],
        pages=max(1, -(-len(ready) // COLUMNS)),
        page=page,
    )


def _in_drawn_order(brief: Brief, readings: list[QuoteReading]) -> list[QuoteReading]:
    """By lot, whatever they cost and whenever they came: those that came with answers as the draw of their ad has them,
    the others as the draw of the brief."""
    drawing = Drawing.objects.filter(brief=brief).first()
    numbers = {reading.pk: _answer_pk(reading) for reading in readings if reading.answer_ref}
    answers = Answer.objects.filter(pk__in=set(numbers.values())).select_related("ad").in_bulk()
    came = {pk: answers[number] for pk, number in numbers.items() if number in answers}
    own = drawing.seed if drawing else ""
    return in_drawn_order(
        readings,
        seed=lambda reading: came[reading.pk].ad.draw_seed if reading.pk in came else own,
        key=lambda reading: str(came[reading.pk].member_id) if reading.pk in came else f"quote:{reading.pk}",
    )


def _answer_pk(reading: QuoteReading) -> int:
    number = reading.answer_ref.split(":")[1:2]
    return int(number[0]) if number and number[0].isdecimal() else 0


def not_compared(viewer: Viewer, brief: Brief) -> list[QuoteCard]:
    """The other quotes of the same person that the viewer may see and that no brief holds: one statement."""
    return _cards(visible_quotes(viewer).filter(person_id=brief.person_id, brief=None))


def _composed(
    corrected: Corrected,
    overrides: Mapping[str, Said],
    notes: Mapping[str, Note],
    brief: engine.Brief | None,
    language: str,
    at: datetime,
) -> Sheet:
    of_needs = {
        key.removeprefix(need_key("")): cast("Status", override.says)
        for key, override in overrides.items()
        if override.says
    }
    today = timezone.localdate(at)  # what was valid when it was read may no longer be
    quote = with_needs(corrected.quote, brief, language=language, statuses=of_needs, on=today)
    return make_sheet(replace(corrected, quote=quote), language=language, overrides=overrides, notes=notes)


def _overrides(viewer: Viewer, rows: Iterable[Dismissal]) -> dict[str, Said]:
    """What people said of findings and needs, by their keys."""
    return {row.finding: Said(row.reason, row.says, _who_said(viewer, row)) for row in rows}


def corrections_of(reading: QuoteReading) -> list[Correction]:
    """What people corrected of a quote and did not take back: one statement."""
    rows = list(reading.corrections.filter(restored_at=None))
    for row in rows:
        row.reading = reading
    return rows


def as_corrected(reading: QuoteReading, rows: list[Correction] | None = None) -> Corrected | None:
    """What was read, under what people corrected (`rows`, otherwise one statement); None as `decoded`."""
    quote = decoded(reading)
    if quote is None:
        return None
    corrections = rows if rows is not None else corrections_of(reading)
    return corrected(
        quote,
        [
            Change(r.target, r.values, r.read_as, Anchor(**r.anchor) if r.anchor else None)
            for r in corrections
        ],
    )


def next_line(reading: QuoteReading) -> str:
    """The name of the next line that a person adds: one statement."""
    return f"{ADDED}{reading.corrections.filter(target__startswith=ADDED).count() + 1}"


def get_correction(viewer: Viewer, reading: QuoteReading, pk: int) -> Correction:
    """A correction of a quote that the viewer may see: one statement. Raises NotVisible."""
    row = reading.corrections.filter(pk=pk, restored_at=None).first()
    if row is None or not may_see(viewer, reading):
        raise NotVisible
    row.reading = reading
    return row


def further_of(reading: QuoteReading) -> list[FurtherFile]:
    """The further files of a quote, in order: one statement."""
    return list(reading.further.filter(withdrawn_at=None).select_related("file"))


def get_further(viewer: Viewer, reading: QuoteReading, pk: int) -> FurtherFile:
    """A further file of a quote that the viewer may see: one statement. Raises NotVisible."""
    row = reading.further.filter(pk=pk, withdrawn_at=None).select_related("file").first()
    if row is None or not may_see(viewer, reading):
        raise NotVisible
    row.reading = reading
    return row


def decoded(reading: QuoteReading) -> Quote | None:
    """What was read; of whatever version; None while it waits, when it was refused, or when a newer engine wrote it."""
    if reading.status != QuoteReading.Status.READ or not reading.decoded:
        return None
    try:
        return from_stored(reading.decoded)
    except ValueError:
        return None


def briefs_to_compare(viewer: Viewer, person_id: int | None) -> QuerySet[Brief]:
    """The projects of a person, for them and the staff of their chamber: one statement when read. Nobody has none."""
    if person_id is None:
        return Brief.objects.none()
    briefs = Brief.objects.filter(person_id=person_id).exclude(state=Brief.State.WITHDRAWN).order_by("-pk")
    if viewer.is_person(person_id):
        return briefs
    return briefs.filter(chamber_id=viewer.chamber_id) if viewer.role in STAFF else briefs.none()


def _note(viewer: Viewer, row: Correction) -> Note:
    if row.author_id == viewer.actor.party_id:
        return Note(row.pk, _("said by you"))
    return Note(row.pk, _("said by %(name)s") % {"name": _author(viewer, row)})


def _author(viewer: Viewer, row: Correction | Dismissal) -> str:
    """Who said it, by name; a browser is told none."""
    return _("whoever keeps it") if is_holder(viewer) else row.author_name


def _who_said(viewer: Viewer, row: Dismissal) -> str:
    facts = {"name": _author(viewer, row), "day": full_day(row.dismissed_at), "reason": row.reason}
    if row.author_id == viewer.actor.party_id:
        text = _("corrected by you on %(day)s: %(reason)s") if row.says else _("set aside by you: %(reason)s")
    elif row.author_name:
        text = (
            _("corrected by %(name)s on %(day)s: %(reason)s")
            if row.says
            else _("set aside by %(name)s: %(reason)s")
        )
    else:
        text = _("set aside: %(reason)s")
    return text % facts


def _cards(quote_readings: QuerySet[QuoteReading]) -> list[QuoteCard]:
    rows = quote_readings.select_related("file", "person", "brief").defer("decoded").order_by("-pk")
    rows = rows.annotate(currency=KT("decoded__currency"))
    return [
        QuoteCard(
            pk=row.pk,
            name=row.name,
            file_name=row.file.name,
            person=row.person.name if row.person else "",
            status=row.status,
            gross=row.gross,
            currency=row.currency,
            uploaded_at=row.uploaded_at,
            shared=row.shared_at is not None,
            brief_id=row.brief_id,
            brief=str(row.brief or ""),
        )
        for row in rows
    ]
