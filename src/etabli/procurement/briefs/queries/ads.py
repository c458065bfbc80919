"""The ad of a brief: what the register and the map know of its author, and what is shown without them."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from etabli.community.market.models import Ad
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.briefs.models import AdCorrection, Brief
from etabli.procurement.briefs.queries.projects import plain
from etabli.procurement.needs.catalogue import load
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.models import Artisan, Business

FEW = 5  # of one trade in a town: with fewer, the town tells who it is


@dataclass(frozen=True)
class Author:
    """What is known of who wrote a brief, and must not be told."""

    known: engine.Known
    places: engine.Places


def ad_of(brief: Brief) -> engine.Anonymised:
    """The brief as an ad without its author, corrected by them: every name and small place known here is taken out."""
    author = author_of(brief)
    return engine.anonymise(
        plain(brief),
        load(),
        french(),
        known=author.known,
        places=author.places,
        corrections=corrections_of(brief),
    )


def author_of(brief: Brief) -> Author:
    """Their names, the places of the territory that are not told, and the wide one told instead: three statements."""
    artisan = (
        Artisan.objects.filter(person_id=brief.person_id).select_related("business", "commune__epci").first()
    )
    if artisan is None:
        return Author(engine.Known(people=(brief.person.name,)), _places("", ""))
    known = engine.Known(
        people=(brief.person.name,),
        businesses=artisan.business_names,
        commune=artisan.commune.name if artisan.commune else "",
    )
    own_group = engine.group_name(artisan.commune.epci.name) if artisan.commune else ""
    return Author(known, _places(artisan.trade_code, own_group))


def _places(trade_code: str, own_group: str) -> engine.Places:
    """Small communes, and large towns where the register holds too few of a trade, become their group of communes."""
    alike = Q(businesses__trade_code=trade_code, businesses__closed_on=None, businesses__merged_into=None)
    rows = Commune.objects.annotate(alike=Count("businesses", filter=alike)).values_list(
        "name", "epci__name", "population", "alike"
    )
    counts = bool(trade_code) and Business.objects.filter(trade_code=trade_code).exists()
    wider = {
        name: engine.group_name(group)
        for name, group, people, same_trade in rows
        if people < settings.LARGE_TOWN or (counts and same_trade < FEW)
    }
    return engine.Places(wider=wider, own=own_group, large=settings.LARGE_TOWN)


def corrections_of(brief: Brief) -> engine.Corrections:
    """What was corrected in the ad of this brief: one statement."""
    row = AdCorrection.objects.filter(brief=brief).first()
    return (
        engine.Corrections(tuple(row.hidden), tuple(row.restored), row.text) if row else engine.Corrections()
    )


def epci_of(brief: Brief) -> Epci | None:
    """The wide place that the ad tells, by its code: one statement."""
    return Epci.objects.filter(communes__artisans__person_id=brief.person_id).first()


def reference(brief: Brief) -> str:
    """How the market names a brief."""
    return f"{brief._meta.label_lower}:{brief.pk}"


def standing_ad(brief: Brief) -> Ad | None:
    """The ad of this brief that was passed on and stands: out, waiting for a moderator or taken away by one; neither
    withdrawn nor without the artisan's agreement: one statement."""
    ads = Ad.objects.filter(brief_ref=reference(brief), withdrawn_at=None, consent__withdrawn_at=None)
    return ads.first()
