"""What customers type to find somebody: from their project when there is one, from their trade and town otherwise."""

from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.language_facts import country, trades_typed
from etabli.procurement.needs.catalogue import load
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import trade

MOST = 3


def phrases_of(viewer: Viewer) -> list[str]:
    """The words to type, the name of the business first; none for whoever isn't in their own space."""
    if viewer.person_id is None or not viewer.is_person(viewer.person_id):
        return []
    artisan = Artisan.objects.filter(person_id=viewer.person_id).select_related("commune").first()
    if artisan is None:
        return []
    town = artisan.commune.name if artisan.commune else ""
    words = [artisan.business_name, *_from_project(viewer, town)]
    if artisan.trade_code:
        words.append(f"{trade(artisan.trade_code).fr.lower()} {town}".strip())
    return list(dict.fromkeys(filter(None, words)))[:MOST]


def phrases_for(trade_name: str, town: str) -> list[str]:
    """The same for whoever says their trade and their town."""
    return [f"{trade_name} {town}", f"{trade_name} {town} avis", f"{trade_name} près de {town}"]


def _from_project(viewer: Viewer, town: str) -> list[str]:
    brief = queries.open_briefs(viewer).first()
    if brief is None:
        return []
    typed = engine.keywords(
        queries.plain(brief), load(), trades_typed(), country(), place=town, communes=queries.communes_named()
    )
    return [query.words for query in typed.customers][: MOST - 2]
