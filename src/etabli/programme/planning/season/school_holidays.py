"""School holidays of zone A, to which Bordeaux belongs.

From the calendar of the ministry of education (arrêté of 22 October 2025, education.gouv.fr/calendrier-scolaire). Each
runs from the first day without school to the last. The days of the winter and the spring were not read again at that
source: the chamber corrects them on the screen if need be. Later ones are added here once published; until then,
people write them by hand on the screen.
"""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KNOWN_UNTIL = date(2027, 8, 31)
HOLIDAYS: tuple[tuple[str | Promise, date, date], ...] = (
    (_("Autumn holidays"), date(2026, 10, 17), date(2026, 11, 1)),
    (_("Christmas holidays"), date(2026, 12, 19), date(2027, 1, 3)),
    (_("Winter holidays, zone A"), date(2027, 2, 13), date(2027, 2, 28)),
    (_("Spring holidays, zone A"), date(2027, 4, 10), date(2027, 4, 25)),
    (_("Summer holidays"), date(2027, 7, 3), KNOWN_UNTIL),
)
