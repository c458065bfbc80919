"""The walks of places: after each step, what waits to leave and what stands on people's pages, if it is new."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from etabli.foundation.seats.holders import holder_of_person
from tests import factories as make
from tests.consistency.sent import outbox
from tests.consistency.sent.scenes import same_each_time
from tests.consistency.sent.writing import Writer, instant
from tests.foundation.seats.walk import Walk

IN_FULL = 6  # walks of which every word is kept; of the others, a mark of each text
ON_SECOND = 2  # of those, on the second database: it writes none of the words
KEPT = 30  # the seeds from 0 on: all of them in the deep run
STEPS = 40
type Told = tuple[str, str, str]


def walked(seed: int) -> list[str]:
    """What one walk tells, step by step."""
    with same_each_time():
        chamber = make.chamber()
        adviser = make.adviser(chamber)
        people = [make.person(chamber) for _rank in range(5)]
        people.append(make.person(chamber, email="", phone="05 56 00 00 00"))
        people += [make.person(chamber, email="") for _rank in range(2)]
        holders = [holder_of_person(person) for person in people]
        return list(_steps(Walk(seed, adviser, holders, chamber), is_full=seed < IN_FULL))


def _steps(walk: Walk, *, is_full: bool) -> Iterator[str]:
    writer, before = Writer(), Counter[Told]()
    for _step in range(STEPS):
        done = len(walk.said)
        walk.step()
        now = Counter(_standing(writer))
        new, gone = sorted((now - before).elements()), sorted((before - now).elements())
        if new or len(walk.said) > done:
            yield f"-- {instant(walk.at)}, {walk.said[-1].split()[2] if len(walk.said) > done else 'refused'}"
        for head, text, rest in new:
            yield from _full(head, text, rest, new) if is_full else [f"{head} {_mark(text + rest)}"]
        yield from (f"No longer: {head}" for head, _text, _rest in gone if head.startswith("On the page"))
        before = now


def _full(head: str, text: str, rest: str, new: list[Told]) -> list[str]:
    is_in_mail = head.startswith("On") and any(text in mail for other, mail, _rest in new if other != head)
    return [head, "  (the text of an e-mail)" if is_in_mail else text, *([rest] if rest else [])]


def _standing(writer: Writer) -> Iterator[Told]:
    """What waits to leave and what stands on the pages: a line, a text, and what comes with it."""
    for mail in outbox.waiting():
        calendar = list(writer.calendar(mail.calendar)) if mail.calendar else []
        head = [f"E-mail to {mail.to} from {instant(mail.due_at)}", mail.subject, *calendar[:1]]
        yield " · ".join(head), "\n".join(writer.indented(mail.body)), "\n".join(calendar[1:])
    for row in outbox.shown():
        head = f"On the page of {writer.reader(row)}: {row.title}, leads to {writer.path(row.url)}"
        yield head, "\n".join(writer.indented(row.text)), ""


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:10]
