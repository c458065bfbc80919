"""What an ad keeps: trades, brands, large towns; what it says of small places; what the record knows."""

import pytest

from etabli.procurement.briefs import engine
from etabli.procurement.briefs.area_facts import official_places
from etabli.procurement.briefs.engine import Anonymised, Answer, Brief, Known, Places
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.needs.catalogue import load

NOBODY = Known()


def made(
    text: str, *, trade: str = "maçon", known: Known = NOBODY, places: Places | None = None
) -> Anonymised:
    brief = Brief("", trade, "site", (Answer("goals-public", 11, "must", text),))
    return engine.anonymise(brief, load(), french(), known=known, places=places or official_places())


def said(text: str, *, trade: str = "maçon", known: Known = NOBODY, places: Places | None = None) -> str:
    return made(text, trade=trade, known=known, places=places).ad.needs[0].answer


@pytest.mark.parametrize(
    "trade",
    ["vannière", "sabotier", "taxidermiste", "ferronnière d'art", "vitrailliste", "souffleur de verre"],
)
def test_no_trade_is_removed(trade: str) -> None:
    for text in (f"Je suis {trade} à Bordeaux.", f"je suis {trade}", f"Le métier de {trade} est rare."):
        assert made(text, trade=trade).removed == ()
        assert made(text).removed == ()  # somebody else's trade stays too


def test_brands_stay_and_a_person_of_that_name_goes() -> None:
    text = "Je roule en Renault Trafic, je scie avec Festool et je facture sous EBP."
    assert made(text).removed == ()
    assert said("Mme Schneider répond. Un disjoncteur Schneider.") == (
        "Mme (nom retiré) répond. Un disjoncteur Schneider."
    )


def test_large_towns_stay_and_small_ones_become_their_group() -> None:
    assert made("De Pessac à Nancy, puis Saint-Médard-en-Jalles.").removed == ()
    assert said("J'habite à Bazas.") == "J'habite dans le Bazadais."
    assert said("Le marché de Bazas est petit.") == "Le marché du Bazadais est petit."
    assert said("Je livre Le Porge.") == "Je livre Médullienne."


@pytest.mark.parametrize(
    "text",
    [
        "J'accorde des Steinway, des Grumblat et des Bechstein.",
        "Des semelles Vibram, des genoux Ottobock, des verres Essilor ou Grumblat.",
        "Ma pareuse est une Fortuna, j'ai aussi une vieille Grumblat.",
        "Colle Grumblat, coupe Rubi, croix Raimondi.",
        "Je scanne avec 3Shape et j'usine sur Zirkonzahn.",
        "Agréé Yanmar, revendeur Grumblat et Honwave.",
        "Le tissu vient de chez Grumblat, mes tirages de chez Picto.",
        "Jvai partout avec mon frangin, otour de Bordeaux, snap et insta.",
    ],
)
def test_makes_that_no_list_has_and_slang_stay(text: str) -> None:
    for known in (NOBODY, Known(businesses=("Zinéo",), commune="Bazas")):
        assert made(text, known=known).removed == ()


def test_of_a_known_author_an_unknown_word_goes_by_what_stands_beside_it() -> None:
    known = Known(people=("Rose Petit",), businesses=("Zinéo",), commune="Bazas")
    assert made("La machine ? Grumblat, un point c'est tout.", known=known).removed == ()
    for text in (
        "Mme Grumblat répond.",
        "Mon associé Grumblat pose.",
        "L'atelier Grumblat pose.",
        "Kevin Grumblat pose.",
        "Menuiserie Grumblat, ouverte le lundi.",
        "Je vends surtout à Grumblat.",
        "J'interviens à Caen, Bézat et Grumblat.",
        "Merci d'avance\nGrumblat",
    ):
        assert "Grumblat" not in said(text, known=known), text


@pytest.mark.parametrize(
    "text",
    [
        "Je suis dans le Haut-Rhin et je livre en Ille-et-Vilaine, en Saône-et-Loire et dans les Côtes-d'Armor.",
        "Je travaille dans les Vosges, le Var, les Yvelines et les Pyrénées-Orientales.",
        "On vient de Brive, de Romorantin, de La Baule, du Puy et de Saint-Dié.",
        "Mes pierres viennent de Genève, mon archet de Crémone.",
        "Je vendais place Vendôme.",
    ],
)
def test_departements_short_names_of_large_towns_and_known_places_stay(text: str) -> None:
    for known in (NOBODY, Known(businesses=("Zinéo",), commune="Bazas")):
        assert made(text, known=known).removed == ()


def test_a_short_name_that_a_small_place_bears_too_goes() -> None:
    places = Places({"Brive-sur-Truc": "le Trucois"}, own="le Trucois")
    assert "Brive" not in said("Je suis à Brive.", places=places)


def test_places_of_one_group_are_told_once() -> None:
    places = Places({"Pauillac": "Médoc", "Cussac": "Médoc"}, own="Médoc")
    assert said("à Pauillac, Cussac et Pauillac", places=places) == "à Médoc"
    assert "ma commune, ma commune" not in said("à Égligny, Montsalès et Étreville", places=Places())


def test_the_size_of_a_town_that_tells_nobody_is_a_setting() -> None:
    assert "Bergerac" in said("Je livre à Bergerac.")
    assert "Bergerac" not in said("Je livre à Bergerac.", places=Places(large=50_000))


@pytest.mark.parametrize(
    ("official", "spoken"),
    [
        ("CC du Bazadais", "le Bazadais"),
        ("CA du Bassin d'Arcachon Nord (COBAN)", "le Bassin d'Arcachon Nord"),
        ("CC de l'Estuaire", "l'Estuaire"),
        ("CC Médoc Estuaire", "Médoc Estuaire"),
        ("Bordeaux Métropole", "Bordeaux Métropole"),
    ],
)
def test_a_group_of_communes_as_people_say_it(official: str, spoken: str) -> None:
    assert engine.group_name(official) == spoken


def test_what_the_record_knows_goes_in_all_its_forms() -> None:
    known = Known(people=("Rose Petit",), businesses=("La Mie Dorée",), commune="Bazas")
    for text in (
        "petit rose",
        "R. Petit",
        "ROSE PETIT",
        "Petit Rose",
        "rosepetit",
        "la mie doree",
        "Mie Dorée",
    ):
        ad = said(f"Bonjour, {text} vous écrit.", known=known)
        assert ad == "Bonjour, (nom retiré) vous écrit.", text
    kept = "Une mie dense et une croûte dorée, un petit atelier, une rose sur le logo."
    assert said(kept, known=known) == kept


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ma société Éclat de Verre existe depuis peu.", "Ma société (nom retiré) existe depuis peu."),
        ("ma société éclat de verre a huit ans", "ma société (nom retiré) a huit ans"),
        ("SARL Vivier et fils, travaux soignés.", "SARL (nom retiré) et fils, travaux soignés."),
        ("Vivier Rénovation 33 fait tout.", "(nom retiré) 33 fait tout."),
        ("chez point de croix on prend le temps", "chez (nom retiré) on prend le temps"),
        ("ici karl jumeau, tourneur", "ici (nom retiré), tourneur"),
        ("C'est Le Temps des Cerises, mon resto.", "C'est (nom retiré), mon resto."),
        ("au nom de jardin secret, je taille", "au nom de (nom retiré), je taille"),
        ("on s'appelle la grange aux idées et on vend", "on s'appelle (nom retiré) et on vend"),
        ("ma société se nomme zinéo", "ma société se nomme (nom retiré)"),
        ("L'Atelier des Sens est ouvert le lundi.", "(nom retiré) est ouvert le lundi."),
        ("Bois Doré, ébéniste à Bordeaux.", "(nom retiré), ébéniste à Bordeaux."),
        ("Nous sommes Les Frères Toque, traiteurs.", "Nous sommes (nom retiré), traiteurs."),
        ("Salon Côté Coiffe, à Bordeaux.", "Salon (nom retiré), à Bordeaux."),
        ("Disqueuse Flex, compresseur Prodif.", "Disqueuse Flex, compresseur Prodif."),
        ("C'est Mme Mottier qui répond.", "C'est Mme (nom retiré) qui répond."),
        ("Je suis Meilleur Ouvrier de France.", "Je suis Meilleur Ouvrier de France."),
        ("Mon entreprise familiale fait du pain.", "Mon entreprise familiale fait du pain."),
        ("Boulangerie Dupouy cherche un site.", "Boulangerie (nom retiré) cherche un site."),
    ],
)
def test_a_name_without_the_record_ends_before_its_verb(text: str, left: str) -> None:
    assert said(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "06.12 34-56 78",
        "+33 (0)6 12 34 56 78",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "jean.dupont chez orange point fr",
        "insta : @escale_33",
        "permis n° 12AB34567",
        "GPS : 44.83, -0.57",
    ],
)
def test_forms_of_numbers_and_addresses(text: str) -> None:
    assert made(f"On me joint ainsi : {text}.").removed


def test_facts_that_tell_are_left_and_listed() -> None:
    result = made(
        "Je suis le dernier sabotier de Gironde, champion de France 2012. Le premier site de ma vie."
    )
    assert result.telling == ("le dernier sabotier de Gironde", "champion de France 2012")
    assert result.removed == ()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("L'atelier est au 5 Grande Rue.", "Grande Rue"),
        ("On entre au 3 sente aux Moines, par la cour.", "Moines"),
        ("C'est le bourg, n° 3, à gauche.", "n° 3"),
        ("Je vends à la halle Sainte-Anne, étal 6.", "Anne, étal 6"),
        ("Mon stand 12 est près de la porte.", "stand 12"),
        ("J'habite Sur les Roches, au calme.", "Roches"),
        ("Venez à la Vieille Forge.", "Forge"),
        ("Mon chantier Carrière des Danses avance.", "Danses"),
        ("La Croix Blanche, 47180 Truc.", "Croix"),
        ("Mes clients viennent de Falaise.", "Falaise"),
        ("J'ai ouvert à Foix.", "Foix"),
        ("Suivez la page ChezTotoPizza.", "Toto"),
    ],
)
def test_addresses_without_a_street_small_towns_that_are_words_and_accounts_go(text: str, gone: str) -> None:
    for known in (NOBODY, Known(businesses=("Zinéo",), commune="Bazas")):
        assert gone not in said(text, known=known)


@pytest.mark.parametrize(
    "text",
    ["Un stand 12 m² suffit.", "J'ai une page WordPress.", "Venez à Bordeaux.", "Une falaise de craie."],
)
def test_what_looks_like_an_address_and_is_none_stays(text: str) -> None:
    assert made(text).removed == ()


@pytest.mark.parametrize(
    "text",
    [
        "J'ai restauré les grilles du château de Vaux.",
        "On a relevé l'orgue de la cathédrale d'Albi.",
        "Nos vitraux sont à la basilique de Lisieux.",
        "J'ai refait les sièges de l'Opéra Garnier.",
        "On m'a vu au journal de 13 heures.",
        "TF1 est venu nous filmer.",
        "Je suis passé dans Des racines et des ailes.",
        "La première fromagerie du Jura labellisée bio.",
        "Nous sommes l'une des trois dernières dentellières du Puy.",
        "Je suis la première femme à forger ici.",
        "Mon pain est primé chaque année.",
        "Finaliste du concours Lépine.",
        "J'ai cousu pour Hermès et pour un ministre.",
        "J'ai fait les selles des Jeux équestres.",
        "Formée chez un maître à Crémone.",
    ],
)
def test_each_kind_of_fact_that_tells_is_asked_about(text: str) -> None:
    result = made(text)
    assert result.telling


@pytest.mark.parametrize(
    "text",
    [
        "Le premier contact se fait par téléphone et la seule chose que je veux, c'est être rappelé.",
        "J'expose au musée de temps en temps. L'école m'envoie des classes. Un article serait bien.",
        "Je vends dans le monde entier, avec un reportage photo et un concours Facebook.",
        "Les derniers devis étaient trop chers, j'ai fait mes photos moi-même.",
        "J'ai appris à faire du pain et je livre des restaurants du centre.",
    ],
)
def test_an_ordinary_brief_is_asked_nothing(text: str) -> None:
    assert made(text).telling == ()
