"""All that was done about somebody, whoever did it: for the history that they read of themselves."""

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.holdings import declared_owners, owner_model
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import joined_persons
from etabli.foundation.people.viewer import Viewer


def entries_about(viewer: Viewer) -> QuerySet[Entry]:
    """The acts about the rows that name the artisan who looks, or whoever was joined to them: one statement beside that
    of the entries."""
    person_of_viewer = Person(pk=viewer.person_id)
    persons = [person_of_viewer.pk, *(person.pk for person in joined_persons(person_of_viewer))]
    condition = Q(pk=None)
    for owned in declared_owners():
        if (
            owned.is_whole
            and owned.found_by == "path"
            and owner_model(owned) is Person
            and owned.model is not Entry
        ):
            rows = owned.model._base_manager.filter(**{f"{owned.path}__in": persons})
            keys = rows.values(key_as_text=Cast("pk", CharField()))
            condition |= Q(subject_type=owned.model._meta.label_lower, subject_id__in=keys)
    return Entry.objects.filter(condition)
