"""What was checked, by whom; what is to be mended."""

from collections.abc import Sequence

from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.engine.checks.catalogue import Finding
from etabli.programme.visibility.engine.checks.judging import Business
from etabli.programme.visibility.engine.domain import site_of
from etabli.programme.visibility.models import SiteCheck, SiteWatch, VisibilityStep
from etabli.programme.visibility.rules import own_id
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import sector_of

MAX_SHOWN = 12


def own_checks(viewer: Viewer) -> list[SiteCheck]:
    """Those of this artisan, the latest first; none for anybody else: one statement."""
    person_id = own_id(viewer)
    if person_id is None:
        return []
    rows = SiteCheck.objects.filter(person_id=person_id, withdrawn_at=None)
    return list(rows.order_by("-asked_at", "-pk")[:MAX_SHOWN])


def held_checks(keys: Sequence[str]) -> list[SiteCheck]:
    """Those that a browser holds, the latest first: one statement, none for no key."""
    if not keys:
        return []
    return list(SiteCheck.objects.filter(person=None, key__in=keys).order_by("-asked_at", "-pk")[:MAX_SHOWN])


def waiting_of_visitors() -> int:
    """How many checks wait that were asked for without an account: one statement."""
    return SiteCheck.objects.filter(person=None, status=SiteCheck.Status.WAITING).count()


def checks_beside(viewer: Viewer, person: Person) -> list[SiteCheck]:
    """Those that the staff asked for beside this artisan, for the staff, the latest first: one statement."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    rows = SiteCheck.objects.filter(person=person, beside=True, withdrawn_at=None)
    return list(rows.order_by("-asked_at", "-pk")[:MAX_SHOWN])


def get_check(viewer: Viewer, key: str, held: Sequence[str] = ()) -> SiteCheck:
    """One of them, for its artisan, for the staff if they asked for it beside them, or for the browser that holds it
    (`held`: the keys that it holds). Raises NotVisible."""
    check = SiteCheck.objects.filter(key=key, withdrawn_at=None).select_related("person").first()
    is_held = check is not None and check.person_id is None and key in held
    is_own = check is not None and check.person_id is not None and check.person_id == own_id(viewer)
    is_beside = check is not None and check.beside and viewer.is_staff_of(check.chamber_id)
    if check is None or not (is_held or is_own or is_beside):
        raise NotVisible
    return check


def check_before(viewer: Viewer, check: SiteCheck) -> SiteCheck | None:
    """The check of the same site of the same artisan that was done before, and that the viewer reads; None without."""
    if check.person_id is None:
        return None
    rows = SiteCheck.objects.filter(
        person_id=check.person_id, address=check.address, status=SiteCheck.Status.DONE, withdrawn_at=None
    )
    if not viewer.is_person(check.person_id):
        rows = rows.filter(beside=True)
    return rows.filter(asked_at__lt=check.asked_at).order_by("-asked_at").first()


def latest_check(person_id: int, address: str) -> SiteCheck | None:
    """The last check of a site by an artisan that was done, also when they took it off their list; None without."""
    rows = SiteCheck.objects.filter(person_id=person_id, address=address, status=SiteCheck.Status.DONE)
    return rows.order_by("-asked_at").first()


def own_steps(viewer: Viewer) -> list[VisibilityStep]:
    """What this artisan put on their path, done or not; none for anybody else: one statement."""
    person_id = own_id(viewer)
    return [] if person_id is None else _steps(person_id)


def steps_of(viewer: Viewer, person: Person) -> list[VisibilityStep]:
    """What is on the path of an artisan; for the staff, what was put there beside them: one statement."""
    if viewer.is_person(person.pk):
        return _steps(person.pk)
    return (
        [step for step in _steps(person.pk) if step.beside] if viewer.is_staff_of(person.chamber_id) else []
    )


def is_on_path(person: Person, finding: str, address: str) -> bool:
    """Whether it is on their path for the site at this address, whoever put it there: one statement."""
    steps = VisibilityStep.objects.filter(person=person, finding=finding, withdrawn_at=None)
    return any(site_of(step.address) == site_of(address) for step in steps)


def _steps(person_id: int) -> list[VisibilityStep]:
    rows = VisibilityStep.objects.filter(person_id=person_id, withdrawn_at=None)
    return list(rows.order_by("planned_at", "pk"))


def get_step(viewer: Viewer, pk: int) -> VisibilityStep:
    """One of them, for its artisan. Raises NotVisible."""
    step = next((step for step in own_steps(viewer) if step.pk == pk), None)
    if step is None:
        raise NotVisible
    return step


def get_finding(id: str) -> Finding:
    """One of the catalogue. Raises NotVisible."""
    if id not in findings():
        raise NotVisible
    return findings()[id]


def own_watch(viewer: Viewer, address: str) -> SiteWatch | None:
    """That this artisan wishes this site to be checked each quarter; None when they don't: one statement."""
    person_id = own_id(viewer)
    if person_id is None:
        return None
    rows = SiteWatch.objects.filter(person_id=person_id, address=address, withdrawn_at=None)
    return rows.order_by("pk").last()


def business_of(person: Person | None) -> tuple[Business | None, str]:
    """What the register says of a person's business (None when it doesn't know it), and the sector of their trade."""
    artisan = (
        Artisan.objects.filter(person=person).select_related("business__commune").first() if person else None
    )
    if artisan is None:
        return None, ""
    row = artisan.business
    sector = sector_of(artisan.trade_code) if artisan.trade_code else (row.sector if row else "")
    if row is None:
        return None, sector
    town = row.commune.name if row.commune else ""
    return Business(row.name, row.phone, row.postal_code, town, row.address, row.siret), sector
