"""What the adviser wrote down over the year of those whom she called: what came of it, and a line."""

from datetime import timedelta

from django.utils import timezone

from etabli.demo.shared import ARTISAN, Filling
from etabli.demo.working_days import worked_before
from etabli.foundation.people.models import Person
from etabli.programme.journeys.actions import note_call, write_note

CALLS = (
    (3, "reached", "Reprend en janvier, après les fêtes."),
    (9, "unreachable", ""),
    (16, "not_now", "Gros chantier jusqu’au printemps."),
    (31, "reached", "Cherche des photos avant d’écrire son projet."),
    (48, "alone", "A créé sa fiche avec sa fille."),
    (75, "unreachable", ""),
    (120, "reached", "Hésite entre une page et un site."),
    (200, "not_now", "Attend la saison creuse."),
)
NOTES = (
    "Préfère le matin, avant 9 h.",
    "Ne répond pas aux e-mails : appeler.",
    "Sa sœur s’occupe des photos.",
)
_CALL_AGAIN = "Veut vérifier un devis avec nous."
SKIPPED_COUNT = 14  # those who have their own story


def fill_calls(filling: Filling) -> None:
    """Calls on their days, one to make again today, and a few notes."""
    came = Person.objects.filter(chamber=filling.chamber, sign_ups__attendances__present=True)
    persons = list(came.exclude(email=ARTISAN).exclude(phone="").order_by("pk").distinct()[SKIPPED_COUNT:])
    for person, (days, outcome, text) in zip(persons[::3], CALLS, strict=False):
        at = worked_before(filling.at - timedelta(days=days))
        note_call(person=person, outcome=outcome, text=text, by=filling.adviser, at=at)
    for person in persons[1:2]:
        text, today, at = _CALL_AGAIN, timezone.localdate(filling.at), filling.at - timedelta(days=6)
        note_call(person=person, outcome="call_back", again_on=today, text=text, by=filling.adviser, at=at)
    for person, text in zip(persons[2::4], NOTES, strict=False):
        write_note(person=person, text=text, by=filling.adviser, at=filling.at - timedelta(days=20))
