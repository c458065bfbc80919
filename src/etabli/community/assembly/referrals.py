"""What nobody of the association is free to decide: put on the agenda, and settled as the assembly votes.

The apps say what waits in their `assembly_questions.py`. The items are made by `prepare` and, for what came since, by
`convene`: nobody has to think of it, and nobody can leave one out.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from etabli.community.assembly.models import Item
from etabli.foundation.registries import AssemblyQuestion, registry_modules


def questions_waiting(organisation_id: int) -> Iterator[tuple[str, AssemblyQuestion, Any]]:
    """What waits for a vote of this association: its key, its kind and its row."""
    for module in registry_modules("assembly_questions"):
        for kind in module.ASSEMBLY_QUESTIONS:
            for row in kind.waiting(organisation_id):
                yield f"{kind.model.lower()}:{row.pk}", kind, row


def as_item(key: str, kind: AssemblyQuestion, row: Any) -> dict[str, Any]:
    """What the agenda says of it: a resolution, voted by secret ballot since it is about somebody, who is not named."""
    return {
        "kind": Item.Kind.RESOLUTION,
        "title": kind.title(row)[:160],
        "text": _("The members read the question on the page of the assembly, and vote by secret ballot."),
        "majority": Item.Majority.SIMPLE,
        "seats": 0,
        "is_secret": True,
        "about": key,
    }


def waiting_question(item: Item) -> tuple[AssemblyQuestion, Any] | None:
    """What an item is about, if it still waits."""
    for key, kind, row in questions_waiting(item.assembly.organisation_id):
        if key == item.about:
            return kind, row
    return None


def question_of_item(item: Item) -> str:
    """What the members read before they vote; "" for an ordinary item, and once they have voted."""
    referred = waiting_question(item) if item.about else None
    return referred[0].text(referred[1]) if referred else ""
