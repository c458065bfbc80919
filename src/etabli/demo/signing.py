"""A sheet signed on the tablet, and its certificates sent: invented curves, by nobody's hand."""

from datetime import timedelta
from math import pi, sin
from random import Random

from etabli.demo.stage import Stage
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.engine.strokes import Strokes
from etabli.programme.workshops.models import Attendance, Session

FORGETFUL, LATE = 1, 3  # by order of arrival


def sign_sheet(stage: Stage, session: Session) -> None:
    """Those who came sign, but one who forgets; one came late, another types her name; then the trainer, the mails."""
    occasion, hand = session.occasion, Random(session.pk)
    came = Attendance.objects.filter(sign_up__occasion=occasion, present=True)
    for rank, row in enumerate(came.select_related("sign_up__person", "sign_up__occasion").order_by("pk")):
        at = occasion.starts_at + timedelta(minutes=rank)
        if rank == LATE:
            at += timedelta(minutes=25)
            workshops.mark_presence(
                sign_up=row.sign_up, present=True, arrived_at=at, by=stage.adviser, at=occasion.ends_at
            )
        if rank != FORGETFUL:
            drawn = row.sign_up.person.name if rank == LATE + 1 else invented_signature(hand)
            workshops.sign_half_day(sign_up=row.sign_up, half=1, signature=drawn, by=stage.adviser, at=at)
    workshops.sign_half_day_as_trainer(
        session=session,
        trainer=stage.user,
        half=1,
        signature=invented_signature(hand),
        by=stage.adviser,
        at=occasion.ends_at,
    )
    workshops.send_certificates(session=session, by=stage.adviser, at=occasion.ends_at)


def invented_signature(hand: Random) -> Strokes:
    """A line that goes up and down as a hurried hand does, and a stroke under it."""
    waves = [(hand.uniform(1, 7), hand.uniform(0, 2 * pi), hand.uniform(8, 30)) for _ in range(3)]
    width, left = hand.randint(260, 430), hand.randint(40, 110)
    line = []
    for step in range(90):
        part = step / 89
        rise = sum(size * sin(turns * 2 * pi * part + start) for turns, start, size in waves)
        back = 18 * sin(9 * pi * part)  # the loops
        line.append((round(left + width * part + back), round(95 + rise * (1.15 - 0.6 * part))))
    low = hand.randint(150, 175)
    under = [(left + width * step // 12, low - 2 * step) for step in range(13)]
    return [line, under]
