"""The words of titles of events, folded: what says nothing, what says only of what kind, what means the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from etabli.foundation.search.engine.text import stem

_SILENT_TEXT = """
annule annulee annules annulation complet complete reporte reportee report maintenu nouveau nouvelle nouvelles date
dates gratuit gratuite gratuits entree libre inscription inscriptions inscrivez inscrire ouvert ouverts tous toutes tout
toute public publique rdv rendez vous evenement evenements event special speciale edition rappel agenda info infos
information informations save the of and for in at to with by on from your our how lundi mardi mercredi jeudi vendredi
samedi dimanche monday tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet
aout septembre octobre novembre decembre january february march april may june july august september october november
december eme ere er nd avec sans sous chez dans entre vers votre vos nos notre mon ma mes moi ce cette ces cet leur
leurs son sa ses se si il elle ils elles on nous tu ton ta tes ne pas plus comment pourquoi quoi quel quelle quels
quelles qui quand est sont etre avoir faire grand grande grands grandes super mega bien ensemble programme annuel
annuelle mensuel mensuelle place places limitee limitees tarif venez viens participez decouvrez lance lancez etes
partir suivi suivie mieux propose animee anime organise organisee autour face cas
"""
_GENERIC_TEXT = """
atelier ateliers reunion rencontre rencontres soiree soirees conference conferences formation formations journee jour
journees matinee matinale apres midi dejeuner petit cafe aperitif afterwork webinaire visioconference permanence
seance session cours club association entreprise entreprises entrepreneur entrepreneurs professionnel professionnels
reseau visite guidee presentation debat table ronde conseil municipal fete marche salon forum festival
spectacle concert exposition stage initiation decouverte collectif collective week end thematique theme projection
cinema theatre piece comedie ceremonie groupe point stand stands fin annee saison village ville commune communal
communale bourg habitants population maire mairie repas concours tournoi animation animations jeune jeunes enfants
adultes seniors ados famille familles parents participatif bases introduction sensibilisation comprendre
apprendre decouvrir reussir participer rentree printemps ete automne hiver region regional departement amis
comite amicale nuit exceptionnel exceptionnelle accueil
debutants confirmes perfectionnement avance niveau lot lots demo course balade randonnee collecte bourse foire
assembleegenerale portesouvertes conseiladministration patrimoine inter brunch pot
"""
_RELAYING_TEXT = """
mairie ville commune municipalite tourisme communaute cdc intercommunalite ccas departement conseil region prefecture
cci cma chambre metropole agglomeration mediatheque bibliotheque agenda france travail
"""
SILENT = frozenset(_SILENT_TEXT.split())  # what says nothing of which event it is
GENERIC = frozenset(map(stem, _GENERIC_TEXT.split()))  # what says of what kind it is
RELAYING = frozenset(map(stem, _RELAYING_TEXT.split())) | {"ot"}  # of those who announce what others hold

SAME_WORDS: Mapping[str, tuple[str, ...]] = {
    word: tuple(meaning.split())
    for meaning, spellings in (
        ("intelligence artificielle", "ia ai"),
        ("aperitif", "apero aperos drinks"),
        ("dejeuner", "dej lunch"),
        ("petit dejeuner", "breakfast"),
        ("petit", "ptit tit"),
        ("conference", "conf talk lecture_by causerie"),
        ("exposition", "expo expos exhibition"),
        ("visioconference", "visio"),
        ("webinaire", "webinar webinars"),
        ("rencontre", "meetup meetups meet"),
        ("reunion", "meeting"),
        ("atelier", "workshop workshops"),
        ("reseau", "networking reseautage"),
        ("developpeur", "dev devs developer developers"),
        ("introduction", "intro"),
        ("professionnel", "pro pros"),
        ("entreprise", "tpe pme business boite"),
        ("chambre metiers", "cma"),
        ("chambre commerce", "cci"),
        ("association", "asso assos assoc"),
        ("randonnee", "rando randos"),
        ("balade", "promenade walk"),
        ("football", "foot soccer"),
        ("handball", "hand"),
        ("cinema", "cine film movie"),
        ("bibliotheque", "biblio mediatheque library"),
        ("tournoi", "open championnat tournament"),
        ("loto", "bingo lotos"),
        ("repas", "diner banquet dinner"),
        ("seniors", "aines retraites"),
        ("ados", "adolescent adolescents ado teens"),
        ("enfants", "enfant kids children"),
        ("bebe", "bebes"),
        ("emploi", "recrutement recruter recrute embauche embaucher job jobs travail"),
        ("creation", "creer creez creons"),
        ("impot", "impots fiscalite"),
        ("nettoyage", "nettoyer nettoyons cleanup clean ramassage"),
        ("plage", "beach"),
        ("reparation", "reparer reparons repair"),
        ("vente", "vendre"),
        ("soiree", "soir evening party"),
        ("nuit", "night nuits"),
        ("visite", "tour visites visiter"),
        ("guidee", "guided"),
        ("marche", "market"),
        ("noel", "christmas xmas"),
        ("formation", "training"),
        ("degustation", "tasting degustations"),
        ("vin", "wine vins"),
        ("livre", "book books livres"),
        ("debutants", "beginners debutant bases base"),
        ("musique", "music"),
        ("jeu", "game games jeux jouer"),
        ("course", "race run foulees courir"),
        ("velo", "bike cyclo bicyclette"),
        ("cours", "class classes lessons"),
        ("histoire", "story histoires"),
        ("communaute", "community"),
        ("saint", "st ste sainte"),
        ("initiation", "bapteme baptemes decouverte decouvrir"),
        ("fete", "kermesse festivites"),
        ("chorale", "choeur chorales choeurs"),
        ("concert", "audition recital concerts"),
        ("spectacle", "representation spectacles show"),
        ("dechet", "dechets poubelles"),
        ("jardin", "jardinage jardiner potager garden"),
        ("cuisine", "cuisiner culinaire cuisinons"),
        ("couture", "coudre"),
        ("peinture", "peindre"),
        ("dessin", "dessiner"),
        ("chant", "chanter chantons"),
        ("danse", "danser dansons dansant dansante dance"),
        ("lecture", "lire lectures"),
        ("ecriture", "ecrire"),
        ("achat", "acheter achats"),
        ("gestion", "gerer"),
        ("reprise", "reprendre"),
        ("transmission", "transmettre"),
        ("choix", "choisir"),
        ("soin", "soigner"),
        ("construction", "construire"),
        ("telephone", "smartphone smartphones mobile"),
        ("ordinateur", "ordinateurs pc informatique"),
        ("courriel", "mail mails email emails messagerie courriels"),
        ("site", "sites web internet website"),
        ("galette", "galettes"),
        ("facture", "facturation factures"),
        ("sport", "sportif sportive sports"),
        ("enfants", "petits"),
        ("sieste", "siestes"),
        ("tri", "trier"),
        ("demarche", "demarches"),
        ("initiative", "initiatives"),
        ("securite", "security"),
        ("donnees", "data"),
        ("presentation", "presenter"),
        ("inauguration", "inaugure"),
        ("commemoration", "hommage"),
        ("remise prix", "laureats palmares"),
        ("caritatif", "caritative profit"),
        ("sommeil", "dormir"),
        ("auteur", "auteure autrice ecrivain ecrivaine"),
    )
    for word in spellings.split()
}

PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{spelling})\b"), f" {meaning} ")
    for spelling, meaning in (
        (
            r"jpo|(?:journees? )?portes? ouvertes?|open days?|ouvre(?:nt)? (?:ses|leurs) portes",
            "portesouvertes",
        ),
        (r"ago?|assemblees? generales?(?: (?:extra)?ordinaires?)?", "assembleegenerale"),
        (r"conseil d.administration", "conseiladministration"),
        (r"(?:seance du )?conseil municipal", "conseilmunicipal"),
        (
            r"(?:dons?|collectes?|donnez|donner)(?: de| du| votre)?(?: du)? sang|blood (?:donation|drive)",
            "dondusang",
        ),
        (r"jep|journees?(?: europeennes?)? du patrimoine|heritage days?", "patrimoine"),
        (
            r"psc ?1|(?:gestes de )?premiers secours|prevention et secours civiques?|first aid",
            "premierssecours",
        ),
        (r"vides? ?-?(?:greniers?|maisons?)|brocantes?|bric a brac|videgreniers?|flea market", "videgrenier"),
        (r"(?:ceremonie des )?v(?:oe|œ)ux(?: du maire| de la municipalite| a la population)*", "voeux"),
        (r"14 juillet|fete nationale|bastille day", "fetenationale"),
        (r"11 novembre|armistice", "onzenovembre"),
        (r"8 mai(?: 1945)?", "huitmai"),
        (r"1er mai|fete du travail", "fetedutravail"),
        (r"reveillon|saint sylvestre|nouvel an|new year.?s? eve", "reveillon"),
        (r"(?:auto|micro)[ -]?(entreprise|entrepreneur)s?", "microentrepreneur"),
        (r"(?:parents? d.eleves|ape|apel)", "parentsdeleves"),
        (r"p.?tite?s?", "petit"),
        (r"tout[es]*[ -]petits?", "bebe"),
        (r"troisieme age|3e(?:me)? age", "seniors"),
        (r"questions?[ /-]+reponses?|q&a", "questionsreponses"),
        (r"fin d.annee|dans le cadre de|en partenariat avec|a partir de|tout public", ""),
        (r"job[ -]?datings?(?: (?:de l.)?emploi)?", "jobdating"),
        (r"escape ?games?|jeux? d.evasion", "escapegame"),
        (
            r"(?:ma |sa |votre )?(?:fiche|profil) google(?: my business)?|google (?:my )?business(?: profile)?",
            "fichegoogle",
        ),
        (r"(?:pour la )?premiere fois", ""),
        (r"beach clean[ -]?up", "nettoyage plage"),
        (r"rgpd|gdpr|protection des donnees(?: personnelles)?", "rgpd"),
        (r"cyber[ -]?(\w*)", r"cyber \1"),
        (r"e[ -]?(commerce|mailing|reputation|sante|sport)", r"e\1"),
    )
)

# Of each line, words of one kind of event; a word may be of two. Two titles that share no kind say two things.
_KINDS_TEXT = """
atelier formation stage initiation cours decouverte webinaire masterclass apprendre introduction permanence aide seance
conference debat webinaire rencontre presentation reunion matinee lecture ronde discussion echange information
aperitif afterwork soiree dejeuner cafe repas brunch matinee rencontre reseau pot fete gouter bal
concert spectacle theatre cinema projection danse gala soiree fete festival marionnette cirque opera chorale
exposition vernissage visite galerie
marche videgrenier foire salon bourse festival braderie fete
portesouvertes visite decouverte journee patrimoine
assembleegenerale conseilmunicipal conseiladministration reunion ceremonie voeux commemoration conseil
course randonnee balade tournoi challenge stage marche match competition concours
loto jeu tournoi soiree belote concours
remise trophees soiree ceremonie gala inauguration
salon forum journee jobdating rencontre
"""
KINDS = tuple(frozenset(map(stem, line.split())) for line in _KINDS_TEXT.strip().splitlines())

# Of each line, words of one kind of place.
_PLACE_KINDS_TEXT = """
mairie conseil municipal annexe
bibliotheque ludotheque
eglise cathedrale chapelle collegiale temple
gymnase stade sportif sports dojo complexe piscine
ecole maternelle cour
college
lycee
universite campus
cinema theatre
hotel restaurant bar brasserie bistrot cafe
place parc jardin esplanade halle marche quai allee
fetes polyvalente foyer
gare
hopital
librairie
caserne
chateau domaine cave
port plage
"""
PLACE_KINDS = tuple(frozenset(map(stem, line.split())) for line in _PLACE_KINDS_TEXT.strip().splitlines())
WIDE = frozenset(map(stem, ["gironde", "aquitaine", "departement", "region"]))  # places of all

# Of each line, two words of different sides say that two events are two.
OPPOSITES: tuple[tuple[re.Pattern[str], ...], ...] = tuple(
    tuple(re.compile(rf"\b(?:{side})\b") for side in line)
    for line in (
        (
            r"debutant\w*|initiation|decouverte|bases|beginners?",
            r"intermediaires?",
            r"confirmes?|perfectionnement|avance\w?|approfondissement|expert\w*|aller plus loin|advanced",
        ),
        (r"matins?|matinee", r"apres[ -]midi", r"midi", r"soirs?|soiree"),
        (
            r"bebes?|tout[ -]petits?|creche|enfants?|kids|children|jeunesse|jeune public|jeunes",
            r"ados?|adolescents?|jeunes",
            r"adultes?|adults?",
            r"parents?",
            r"seniors?|aines?|retraites?",
        ),
        (r"presentiel", r"distanciel|visio\w*|webinaires?|en ligne"),
        (r"dames|femmes|filles|feminine?s?|women", r"messieurs|hommes|garcons|masculins?|men"),
        (r"ouverture|lancement|inauguration", r"cloture|bilan|restitution"),
        (r"scolaires?|reserve aux ecoles", r"tout public|familial\w*"),
        (
            r"anglais|english",
            r"francais|french|fle",
            r"espagnol|spanish",
            r"allemand",
            r"italien",
            r"portugais|arabe",
        ),
        (r"maternelle", r"primaire|elementaire", r"college", r"lycee", r"universite|fac"),
        (r"printemps|printaniere?", r"ete|estivale?", r"automne|automnale?", r"hiver|hivernale?"),
        (r"theorie|theorique", r"pratique"),
        (r"juniors?|cadets?|minimes|poussins", r"veterans?|masters"),
        (r"qualifications?|eliminatoires?|poules", r"demi[ -]finales?", r"(?<!demi.)finales?"),
        (r"acheteurs?|acheter", r"vendeurs?|vendre"),
        (r"creation|creer", r"reprise|reprendre|transmission|transmettre|cession"),
    )
)
# Many titles hold none: asked in one go.
ANY_OPPOSITE = re.compile("|".join(side.pattern for line in OPPOSITES for side in line))
ANY_PHRASE = re.compile("|".join(phrase.pattern for phrase, _meaning in PHRASES))

# What a title says of another event: that it takes the place of, or stands within.
REPLACED = re.compile(
    r"\b(?:remplace|en remplacement d|au lieu d|a la place d|apres le |avant le |suite a\b)[^)\]:;.!?]*"
)
WITHIN = re.compile(
    r"\(?\b(?:dans le cadre|pendant|lors|en marge|a l.occasion)\b[^)\]:;.!?]*|\((?:au|a la|a l.|aux) [^)]*\)"
)
PARTS = re.compile(
    r"\b(?:vernissage|finissage|demonstrations?|cloture|preparat\w+|repetitions?|restitution|bilan|buvette"
    r"|montage|demontage|installation|reunion de lancement|conference de presse|echauffement|decrochage|dedicaces?"
    r"|appel a (?:candidature|projet|benevole)s?|inscriptions (?:au|a la|aux|pour)|before|after(?! ?work)|brunch"
    r"|remise des prix)\b"
)
