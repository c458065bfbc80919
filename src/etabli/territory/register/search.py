"""Finding persons, by what they are called and what they do, and the businesses of the register."""

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etabli.foundation.people.models import Person
from etabli.foundation.rooms import Done, Indexed
from etabli.foundation.search.visibility import to_staff
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.trades import called, trade


def _persons() -> QuerySet[Person]:
    known = Person.objects.filter(erased_at=None)
    return known.select_related("artisan__business", "artisan__commune").order_by("pk")


def _artisan(person: Person) -> Artisan | None:
    """Read with the person, or just written beside them: what is neither is no artisan, and costs no statement."""
    if not Person._meta.get_field("artisan").is_cached(person):
        return None
    return getattr(person, "artisan", None)


def _about_person(person: Person) -> str:
    artisan, said = _artisan(person), [person.phone, person.email]
    if artisan is not None:
        said = [
            artisan.business_name,
            trade(artisan.trade_code).label if artisan.trade_code else "",
            artisan.commune.name if artisan.commune else "",
            *said,
        ]
    return " · ".join(filter(None, said))


def _more_of_person(person: Person) -> str:
    artisan = _artisan(person)
    if artisan is None:
        return ""
    business = f"{artisan.business.name} {artisan.business.siret}" if artisan.business else ""
    return f"{called(artisan.trade_code)} {business}"


def _person_followed(done: Done) -> Model | None:
    return done.subject.person if isinstance(done.subject, Artisan) else _itself(done, Person)


def _itself(done: Done, model: type[Model]) -> Model | None:
    return done.subject if isinstance(done.subject, model) else None


def _about_business(business: Business) -> str:
    commune = business.commune.name if business.commune else business.commune_code
    siret = f"{business.siret[:3]} {business.siret[3:6]} {business.siret[6:9]} {business.siret[9:]}"
    closed = _("closed") if business.closed_on else ""
    return " · ".join(filter(None, [trade(business.trade_code).label, commune, f"SIRET {siret}", closed]))


SEARCH = [
    Indexed(
        kind="person",
        many=gettext_lazy("People"),
        objects=_persons,
        title=lambda person: person.name,
        detail=_about_person,
        text=_more_of_person,
        url=lambda person: reverse("front:person", args=[person.pk]),
        visible_to=to_staff,
        follows=_person_followed,
    ),
    Indexed(
        kind="business",
        many=gettext_lazy("Businesses of the register"),
        objects=lambda: Business.objects.select_related("commune").order_by("pk"),
        title=lambda business: business.name or str(_("Name not published")),
        detail=_about_business,
        text=lambda business: called(business.trade_code),
        url=lambda business: reverse("register:business", args=[business.pk]),
        visible_to=to_staff,
        follows=lambda done: _itself(done, Business),
    ),
]
