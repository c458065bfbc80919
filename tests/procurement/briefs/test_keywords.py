"""What to type, from what a brief says: as customers do, by what they want, and to find a professional."""

import re
from collections.abc import Callable
from itertools import groupby

import pytest
from django.urls import reverse
from hypothesis import given, settings, strategies as st

from etabli.procurement.briefs import engine
from etabli.procurement.briefs.engine.written import singular, written
from etabli.procurement.briefs.language_facts import country, french, trades_typed
from etabli.procurement.briefs.models import Brief
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine.words import fold
from etabli.territory.register.trades import everyday_trades, official_trades
from tests.armed import ArmedClient
from tests.procurement.briefs.conftest import House

Enter = Callable[[House, str], ArmedClient]
BRANDS = ("google", "facebook", "instagram", "wordpress", "wix", "shopify", "tiktok", "placo")
NOT_ELIDED = re.compile(r"\b(?:de|le|la|que) [aeiouyéèêà]", re.IGNORECASE)
PLACES = ("garage", "pressing")
LABELS = sorted({trade.fr for trade in (*everyday_trades().values(), *official_trades().values())})


def brief(trade: str, outcome: str = "site", **own: str) -> engine.Brief:
    """A brief that says this much in one's own words, by need."""
    needs = [load().by_id[need_id.replace("_", "-")] for need_id in own]
    answers = [
        engine.Answer(need.id, need.number, "must", text)
        for need, text in zip(needs, own.values(), strict=True)
    ]
    return engine.Brief("", trade, outcome, tuple(sorted(answers, key=lambda answer: answer.number)))


def keywords(project: engine.Brief, place: str = "", communes: tuple[str, ...] = ()) -> engine.Keywords:
    return engine.keywords(project, load(), trades_typed(), country(), place=place, communes=communes)


def typed(project: engine.Brief, place: str = "", communes: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What customers type, by intention."""
    customers = keywords(project, place, communes).customers
    return {
        name: [query.words for query in group]
        for name, group in groupby(customers, lambda query: query.intention)
    }


@pytest.mark.parametrize("outcome", load().outcomes)
@pytest.mark.parametrize("trade", ["maçon", "Boulangerie-pâtisserie", "vitrier d’art", ""])
@pytest.mark.parametrize("place", ["Blaye", ""])
def test_each_has_its_reason_and_what_to_look_for_and_none_is_a_brand(
    outcome: str, trade: str, place: str
) -> None:
    searches = keywords(brief(trade, outcome), place)
    queries = [*searches.providers, *searches.customers]
    assert len({query.words for query in queries}) == len(queries)
    assert all(query.why for query in queries)
    assert all(query.look_for for query in searches.customers)
    said = " ".join(query.words for query in queries)
    assert not any(brand in said for brand in BRANDS)
    assert "{" not in said
    assert "  " not in said
    assert bool(searches.customers) == bool(trade)
    assert len(searches.customers) <= 20


@pytest.mark.parametrize(
    ("project", "words"),
    [
        (brief("maçon", makes="Je refais des murs en pierre, à Bordeaux"), "maçon bordeaux"),
        (
            brief("maçon", makes="Je refais des murs en pierre, à Bordeaux"),
            "rénovation mur en pierre bordeaux",
        ),
        (brief("plombier chauffagiste"), "plombier près de chez moi"),
        (brief("Boulangerie", makes="Du pain bio pour les gens de Pessac"), "boulangerie bio pessac"),
        (
            brief("Boulangerie", makes="Du pain à Pessac, ouvert le dimanche"),
            "boulangerie ouverte dimanche pessac",
        ),
        (brief("bijoutière", makes="Je refais des bagues anciennes"), "prix réparation bague ancienne"),
        (brief("bijoutière", makes="Je crée des bagues en argent"), "bague en argent"),
        (brief("coiffeuse à domicile", makes="Dans le Médoc"), "coiffeuse à domicile médoc"),
        (brief("plombier", seo="plombier pas cher Libourne, fuite"), "plombier pas cher libourne"),
        (brief("Taille de pierre", offer="Cheminées et façades"), "tailleur de pierre près de chez moi"),
        (brief("vannière"), "vannier près de chez moi"),
        (brief("Fabrication d’abat-jour"), "abat-jour près de chez moi"),
        (brief("Réparation de matériel agricole"), "tarif réparation matériel agricole"),
        (brief("souffleuse de verre"), "souffleur de verre avis"),
        (brief("couturière"), "devis couturière"),
        (brief("", makes="Des tartes aux fruits"), "prix tarte aux fruits"),
        (brief("maçon", makes="Murs à Bazas et Langon"), "maçon langon"),
        (brief("serrurier métallier", makes="Portails, pergolas. Aubagne"), "métallier aubagne"),
        (brief("serrurier métallier", makes="Portails, pergolas. Aubagne"), "portail sur mesure aubagne"),
        (brief("potière", makes="Des stages de poterie à Dole"), "stage poterie dole"),
        (brief("vannier", makes="Je suis le dernier, j’ai une Clio. Des paniers"), "panier sur mesure"),
    ],
)
def test_what_was_written_becomes_what_people_type(project: engine.Brief, words: str) -> None:
    assert words in [query.words for query in keywords(project).customers]


def test_each_intention_has_some_and_the_town_of_the_artisan_goes_first() -> None:
    by = typed(brief("maçon", makes="Des terrasses autour de Bazas"), place="Blaye", communes=("Bazas",))
    assert {name: len(lines) for name, lines in by.items()} == {"find": 9, "compare": 5, "buy": 2, "near": 4}
    assert by["find"][0] == "maçon blaye"
    assert {"maçonnerie blaye", "maçon bazas"} < set(by["find"])


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("Pau", "Pau et le Béarn", ("pau", "", "pyrénées atlantiques", "64", "béarn")),
        ("", "Cahors, Figeac et le Lot", ("cahors", "figeac", "lot", "46", "")),
        ("", "À Périgueux, Brantôme", ("périgueux", "brantôme", "dordogne", "24", "")),
        ("Saint-Étienne", "", ("saint étienne", "", "loire", "42", "")),
        ("", "toute la France, par la poste", ("", "", "", "", "")),
        ("Roubaix", "le nord de la ville", ("roubaix", "", "nord", "59", "")),
    ],
)
def test_an_area_is_known_by_its_towns_its_departement_and_its_land(
    place: str, text: str, expected: tuple[str, ...]
) -> None:
    area = country().area(place, text)
    assert (area.town, area.second, area.department, area.number, area.land) == expected


@pytest.mark.parametrize(
    ("project", "place", "words"),
    [
        (brief("Élagueuse-grimpeuse", makes="Élagage, dessouchage", area="Pau"), "Pau", "élagueur pau"),
        (brief("Élagueuse-grimpeuse", makes="Je taille les haies"), "Pau", "taille de haie pau"),
        (brief("Carrossière", makes="Rayures, bosses"), "Perpignan", "prix réparation rayure voiture"),
        (brief("Distillatrice", makes="Coffrets de cognac", area="Jarnac"), "", "coffret cognac cadeau"),
        (brief("Fromagère", makes="Du comté affiné"), "Dole", "comté affiné en ligne"),
        (
            brief("Potière", makes="Des bols, des cours de poterie"),
            "Dole",
            "bon cadeau cours de poterie dole",
        ),
        (brief("Coiffeuse", makes="Balayage"), "Dole", "rendez-vous coiffeur dole"),
        (brief("Plaquiste", makes="Pose et isolation de combles"), "Angers", "prix isolation combles m2"),
        (brief("Plaquiste", makes="Cloisons. Qualifié RGE"), "Angers", "plaquiste rge maine et loire"),
        (brief("Vitrier", makes="Vitres cassées"), "Roubaix", "vitrier urgence roubaix"),
        (brief("Foreuse", area="Cahors, Figeac", makes="Des puits"), "", "puits figeac"),
    ],
)
def test_the_trade_its_products_and_its_places_are_combined(
    project: engine.Brief, place: str, words: str
) -> None:
    assert words in [query.words for query in keywords(project, place).customers]


def test_the_people_of_a_village_look_in_the_town() -> None:
    by = typed(brief("boulanger", makes="Du pain de seigle, marché à Orthez"), place="Sault-de-Navailles")
    assert by["find"][:3] == ["boulangerie sault de navailles", "boulangerie orthez", "pain de seigle orthez"]


def test_what_somebody_is_said_to_do_and_names_are_nothing_to_type() -> None:
    text = "On choisit son arbre avec moi. Scie Felder, tables. Deux compagnons. Il parle mieux"
    assert written([text]).things == ("table",)


def test_a_list_shares_the_work_that_is_said_once() -> None:
    assert written(["Pose et entretien de volets"]).things == ("pose volet", "entretien volet")
    assert written(["Je répare les selles et les sièges."]).things == ("réparation selle", "réparation siège")


WORK = re.compile(
    r"(?:réparation|restauration|pose|entretien|taille|vente|cours|stage|visite|rénovation|devis|retouche)\b"
)


def test_no_trade_gives_a_nonsense() -> None:
    """A person isn't bought, nor is work; a work is nothing without what it is done to; the best is somebody."""
    makes = (
        "Vente, taille douce, rayures. Élagueuse et soudeur, je pose des volets, des bols en grès et un stage"
    )
    titles = french().trades - {"vitrail", "vitraux", "dentelle", "mosaique", "abat-jour", "reliure"}
    for label in (
        *LABELS,
        "Élagueuse-grimpeuse",
        "Graveuse en taille-douce",
        "Accordeuse de pianos",
        "Potière",
    ):
        for line in (query.words for query in keywords(brief(label, makes=makes), "Pau").customers):
            bought = re.match(
                r"(?:acheter|commander|livraison|coffret) (?:(.*) en ligne|(.*?)(?: pau)?)$", line
            )
            what = (bought[1] or bought[2]) if bought else ""
            assert not WORK.match(what), (label, line)
            assert fold(what.partition(" ")[0]) not in titles, (label, line)
            assert not re.search(
                r"(?:prix|devis|acheter) (?:vente|rayure|taille(?: douce)?|élagueuse|soudeur)\b(?! de)", line
            ), (
                label,
                line,
            )
            best = re.match(r"meilleure? (\S+)", line)
            assert not best or not best[1].endswith(("age", "tion", "ment", "s")) or best[1] in PLACES, (
                label,
                line,
            )


def test_what_tells_of_customers_or_of_oneself_is_nothing_to_type() -> None:
    by = typed(
        brief(
            "maçon",
            makes="Des murs pour les particuliers",
            chosen_for="Je tiens mes dates",
            photos="Mon fils en prend",
        )
    )
    said = " ".join(words for lines in by.values() for words in lines)
    assert not any(word in said for word in ("particulier", "date", "fils"))


def test_a_name_is_a_place_where_the_map_knows_it_or_a_word_before_says_so() -> None:
    assert written(["Bazas, Langon"], communes=["Bazas", "Langon"]).places == ("bazas", "langon")
    assert written(["Autour de Saint-Macaire et Verdelais"]).places == ("saint-macaire", "verdelais")
    assert written(["Martine vous accueille à Noël sur Facebook"]).places == ()


@pytest.mark.parametrize(
    ("plural", "expected"),
    [("murs", "mur"), ("gâteaux", "gâteau"), ("bijoux", "bijou"), ("bois", "bois"), ("repas", "repas")],
)
def test_things_are_typed_in_the_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize("outcome", ["site", "none"])
def test_every_official_trade_has_words_that_are_french(outcome: str) -> None:
    for label in LABELS:
        searches = keywords(brief(label, outcome), "Pessac")
        lines = [query.words for query in searches.customers]
        assert lines, label
        assert not [line for line in lines if NOT_ELIDED.search(line)], label
        assert not [line for line in lines if len(line) > 60 or line.startswith(("de ", "d’"))], label


@given(st.text(max_size=120), st.text(max_size=30))
@settings(max_examples=80, deadline=None)
def test_any_text_gives_clean_words(text: str, trade: str) -> None:
    for query in keywords(brief(trade, makes=text)).customers:
        assert query.words == " ".join(query.words.lower().split())


def test_a_professional_is_found_by_the_trade_as_people_say_it() -> None:
    searches = keywords(brief("Travaux de maçonnerie générale"), "Blaye")
    assert searches.providers[0].words == "création site internet artisan Blaye"
    assert searches.providers[3].words == "création site internet maçon"


@pytest.mark.django_db
def test_the_page_says_what_to_look_for_and_copies_without_script(house: House, enter: Enter) -> None:
    project: Brief = house.brief()
    page = enter(house, "artisan").get(reverse("briefs:keywords", args=[project.pk])).content.decode()
    assert page.count("readonly") == 4 + 5
    assert "maçon près de chez moi" in page
    assert "ce sont des fiches" in page
    assert 'value="création site internet maçon" readonly' in page
    assert "48 ou 60 mois" in page
