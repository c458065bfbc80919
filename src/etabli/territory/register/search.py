"""Finding persons, by what they are called and what they do, and the businesses of the register."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Done, Finder, Indexed
from etabli.foundation.search.queries import Hit, KindHits
from etabli.foundation.search.visibility import to_staff
from etabli.foundation.ui.typography import day
from etabli.territory.register import finding
from etabli.territory.register.models import Artisan, BusinessNote, SheetRow
from etabli.territory.register.queries import FoundBusiness, close_words, search_page
from etabli.territory.register.sheets.writing import NOTED_KEY
from etabli.territory.register.trades import all_names_of, trade


def _persons() -> QuerySet[Person]:
    persons = Person.objects.filter(erased_at=None, merged_into=None).prefetch_related("merged")
    return persons.select_related("artisan__business", "artisan__commune").order_by("pk")


def _artisan(person: Person) -> Artisan | None:
    """Read with the person, or just written beside them: what is neither is no artisan, and costs no statement."""
    if not Person._meta.get_field("artisan").is_cached(person):
        return None
    return getattr(person, "artisan", None)


def _about_person(person: Person) -> str:
    artisan, details = _artisan(person), [person.phone, person.email]
    if artisan is not None:
        details = [
            artisan.business_name,
            trade(artisan.trade_code).label if artisan.trade_code else "",
            artisan.commune.name if artisan.commune else "",
            *details,
        ]
    return " · ".join(filter(None, details))


def _more_of_person(person: Person) -> str:
    artisan, names = _artisan(person), _former_names(person)
    if artisan is not None:
        business = f"{artisan.business.name} {artisan.business.siret}" if artisan.business else ""
        names = [all_names_of(artisan.trade_code), business, *names]
    return " ".join(names)


def _former_names(person: Person) -> list[str]:
    """By what those were known who were joined to them: read with them, or there are none yet."""
    merged = getattr(person, "_prefetched_objects_cache", {}).get("merged", ())
    return [text for person in merged for text in (person.name, person.phone, person.email) if text]


def _person_to_reindex(done: Done) -> Model | None:
    if isinstance(done.subject, Artisan):
        return done.subject.person
    return done.subject if isinstance(done.subject, Person) else None


def _businesses(viewer: Viewer, text: str, limit: int, offset: int) -> KindHits:
    page = search_page(viewer, text, limit=limit, offset=offset)
    return KindHits("business", page.total, [_hit(business) for business in page.businesses])


def _hit(business: FoundBusiness) -> Hit:
    siret = (
        f"SIRET {business.siret[:3]} {business.siret[3:6]} {business.siret[6:9]} {business.siret[9:]}"
        if business.siret
        else ""
    )
    closed = "" if business.is_open else _("closed")
    detail = " · ".join(filter(None, [business.trade, business.commune, siret, closed]))
    return Hit(
        "business",
        business.pk,
        business.name or _("Name not published"),
        detail,
        reverse("register:business", args=[business.pk]),
        business.nearness,
    )


def _noted_by_hand(done: Done) -> Model | None:
    return done.subject if isinstance(done.subject, BusinessNote) else None


def _noted_in_sheet(done: Done) -> Model | None:
    """What an erasure empties: an import brings its own rows to the index."""
    return done.subject if isinstance(done.subject, SheetRow) else None


def _notes() -> QuerySet[BusinessNote]:
    return BusinessNote.objects.filter(withdrawn_at=None).select_related("business").order_by("pk")


def _sheet_notes() -> QuerySet[SheetRow]:
    rows = SheetRow.objects.exclude(notes="").filter(imported__undone_at=None, business__isnull=False)
    return rows.select_related("imported", "business").order_by("pk")


def _about(row: Any) -> str:
    return str(row.business)


def _page_of(row: Any) -> str:
    return reverse("register:business", args=[row.business_id])


SEARCH = [
    Indexed(
        kind="person",
        plural_label=gettext_lazy("People"),
        objects=_persons,
        title=lambda person: person.name,
        detail=_about_person,
        text=_more_of_person,
        url=lambda person: reverse("front:person", args=[person.pk]),
        visible_to=to_staff,
        row_to_reindex=_person_to_reindex,
    ),
    Indexed(
        kind="business_note",
        plural_label=gettext_lazy("Notes on businesses"),
        objects=_notes,
        title=_about,
        detail=lambda note: f"{day(note.at)} · {note.text[:200]}",
        text=lambda note: note.text,
        url=_page_of,
        visible_to=to_staff,
        row_to_reindex=_noted_by_hand,
    ),
    Indexed(
        kind=NOTED_KEY,
        plural_label=gettext_lazy("Notes of your spreadsheets"),
        objects=_sheet_notes,
        title=_about,
        detail=lambda row: f"{row.imported.files} · {row.notes[:200]}",
        text=lambda row: row.notes,
        url=_page_of,
        visible_to=to_staff,
        row_to_reindex=_noted_in_sheet,
    ),
]
FINDERS = [
    Finder(
        kind="business",
        plural_label=gettext_lazy("Businesses of the register"),
        find=_businesses,
        close_words=close_words,
        renew=finding.rebuild_all,
        is_in_step=finding.is_in_step,
    )
]
