import django.db.models.deletion
from django.db import connection, migrations, models

BATCH = 1000
INSTANTS = 200  # acts that go on at once: their entries may be written between one another's
LARGEST = 50_000  # entries of one instant
CARRIED_OUT = {
    "directory.hide",
    "directory.let_out",
    "jobs.hide",
    "jobs.publish",
    "market.hide_ad",
    "market.hide_letter",
    "market.keep_letter",
    "market.publish_ad",
}
REMOVED = {"assembly.end_term", "assembly.set_office", "people.end_role"}
# Verb -> those of the acts that are done within it, at its very instant.
WITHIN = {
    "assembly.call_again": {"assembly.add_item", "assembly.prepare"},
    "assembly.confirm_removal": REMOVED,
    "assembly.prepare": {"assembly.add_item"},
    "assembly.settle_removal": REMOVED,
    "briefs.keep": {"people.welcome", "register.attach"},
    "briefs.start": {"people.consent", "register.attach"},
    "directory.publish": {"moderation.submit"},
    "jobs.correct": {"moderation.submit"},
    "jobs.send": {"moderation.submit"},
    "market.pass_on_ad": {"moderation.submit"},
    "market.send_elsewhere": {"people.consent"},
    "market.withdraw_sending": {"people.withdraw_consent"},
    "moderation.appeal": CARRIED_OUT,
    "moderation.report": {"moderation.send_back"},
    "moderation.settle_appeal": CARRIED_OUT,
    "outreach.answer": {"relays.note"},
    "outreach.send_kits": {"relays.note"},
    "outreach.tell_back": {"relays.note"},
    "planning.accept": {"workshops.create_series"},
    "planning.note_call": {"demand.express", "people.welcome"},
    "relays.create": {"relays.add_contact"},
    "showcase.agree": {"people.consent"},
    "showcase.agree_on_paper": {"people.consent"},
    "showcase.correct": {"people.withdraw_consent"},
    "showcase.withdraw": {"people.withdraw_consent"},
    "support.book": {"diary.hold", "diary.release"},
    "support.call_off": {"diary.hold", "diary.release"},
    "surveys.correct_sheet": {"demand.express", "demand.withdraw"},
    "surveys.remove_sheet": {"demand.express", "demand.withdraw"},
    "surveys.submit": {"demand.express", "people.welcome"},
    "surveys.type_sheet": {"demand.express", "demand.withdraw"},
    "workshops.ask_for_theme": {"demand.express", "people.welcome"},
    "workshops.call_off": {"diary.release", "seats.cancel"},
    "workshops.change": {"diary.hold", "diary.release", "seats.change"},
    "workshops.change_venue": {"seats.change"},
    "workshops.create": {"diary.hold", "diary.release"},
    "workshops.create_series": {"workshops.create"},
    "workshops.sign_up": {"people.consent", "people.welcome", "register.attach", "seats.sign_up"},
    "workshops.walk_in": {"people.welcome", "seats.seat_at_door"},
}
# Those that are recorded before what is done within them; the others come after it.
FIRST = {"jobs.correct", "market.pass_on_ad", "moderation.report", "relays.create", "workshops.change_venue"}
FIRST_AS_UNDO = {"directory.publish"}
# Verb -> where it keeps the numbers of the entries within it.
NUMBERED = {
    "journal.take_back": "entries",
    "moderation.decide": "within",
    "moderation.decide_appeal": "within",
    "register.decide": "entries",
    "relays.import": "entries",
    "relays.withdraw_several": "entries",
}


class Instant:
    """The entries of one instant: those that no act has taken yet, by verb, and the act that takes those to come."""

    def __init__(self):
        self.verbs, self.free, self.first = {}, {}, (None, set())

    def parents(self, pk, verb, undoes, numbers):
        """What this entry tells: (part, its parent), of itself and of those before it."""
        if len(self.verbs) >= LARGEST:
            self.__init__()
        parents = []
        if verb in self.first[1]:
            parents.append((pk, self.first[0]))
        else:
            self.free.setdefault(verb, {})[pk] = None
        if verb in FIRST or (verb in FIRST_AS_UNDO and undoes):
            self.first = pk, WITHIN[verb]
        else:
            taken = [part for inner in WITHIN.get(verb, ()) for part in self.free.pop(inner, ())]
            listed = [number for number in numbers if number in self.verbs]
            for number in listed:
                self.free.get(self.verbs[number], {}).pop(number, None)
            parents += [(part, pk) for part in (*taken, *listed)]
        self.verbs[pk] = verb
        return parents


def find_parents(apps, schema_editor):
    """Give the acts of before the one within which they were done: what the product went by to take them back."""
    entry = apps.get_model("journal", "Entry")
    rows = entry.objects.order_by("pk").values_list("pk", "at", "verb", "undoes_id")
    instants, late, last = {}, {}, 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1][0]
        numbered = {pk: verb for pk, _at, verb, _undoes in batch if verb in NUMBERED}
        after = dict(entry.objects.filter(pk__in=numbered).order_by().values_list("pk", "after"))
        for pk, at, verb, undoes in batch:
            instant = instants.pop(at, None) or Instant()
            instants[at] = instant  # the latest comes last
            numbers = after[pk].get(NUMBERED[verb]) or [] if pk in after else []
            late.update(instant.parents(pk, verb, undoes, numbers if isinstance(numbers, list) else [numbers]))
        while len(instants) > INSTANTS:
            del instants[next(iter(instants))]
        if late:
            values = ", ".join(f"({pk}, {parent})" for pk, parent in late.items())
            connection.cursor().execute(
                f"UPDATE journal_entry SET parent_id = pair.column2 FROM (VALUES {values}) AS pair WHERE id = pair.column1"
            )
        late.clear()


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_squashed")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="parent",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="journal.entry"
            ),
        ),
        migrations.RunPython(find_parents, migrations.RunPython.noop, elidable=True),
    ]
