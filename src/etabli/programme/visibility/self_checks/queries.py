"""What artisans saw of themselves."""

from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.rules import own_id

SHOWN = 24  # six years, at one a quarter


def own_self_checks(viewer: Viewer, kind: str) -> list[SelfCheck]:
    """What this artisan saw of themselves, the latest first, `SHOWN` at most; none for anybody else: one statement."""
    person_id = own_id(viewer)
    if person_id is None:
        return []
    rows = SelfCheck.objects.filter(person_id=person_id, kind=kind, withdrawn_at=None)
    return list(rows.order_by("-made_on", "-pk").select_related("photo")[:SHOWN])


def self_check_photo(viewer: Viewer, pk: int) -> StoredFile:
    """The photo of one of them, for its artisan. Raises NotVisible."""
    row = SelfCheck.objects.filter(pk=pk, withdrawn_at=None).select_related("photo").first()
    if row is None or not viewer.is_person(row.person_id) or row.photo is None or row.photo.is_erased:
        raise NotVisible
    return row.photo
