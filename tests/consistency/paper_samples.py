"""What each app gives its Typst templates: one small document of each, by the path of the template in the package."""

from typing import Any

from etabli.foundation.documents import qr_svg

SQUARE = qr_svg("https://exemple.fr/")
PAIRS = [["Jour", "lundi 2 mars"], ["Lieu", "Blaye"], ["Heures", "9 h – 12 h 30"]]
DRAWN = {
    "drawn": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M0 0L9 9' stroke='#000'/></svg>",
    "label": "Signature de Jeanne",
}
SESSION: dict[str, Any] = {
    "day": {"weekday": "lundi", "number": "2", "month": "mars"},
    "title": "Être trouvé",
    "hours": "9 h",
    "place": "Blaye",
    "promise": "Une page à vous.",
    "km": "",
    "access": "",
}
INVITATION: dict[str, Any] = {
    "headline": "Être trouvé",
    "lead": "Près de chez vous",
    "points": ["Gratuit", "En petit groupe"],
    "brief": "Gratuit.",
    "dates_title": "Les dates",
    "dates": [
        {
            "weekday": "lundi",
            "number": "2",
            "month": "mars",
            "day": "lundi 2 mars",
            "commune": "Blaye",
            "km": "3 km",
            "hours": "9 h",
            "title": "Être trouvé",
        }
    ],
    "call": "Votre place",
    "how": "Tapez",
    "link": "exemple.fr",
    "or_phone": "ou appelez",
    "with": "Avec",
    "relay": "Mairie de Blaye",
    "qr": SQUARE,
    "qr_label": "Adresse de la page",
    "fiction": "",
}
DATA: dict[str, dict[str, Any]] = {
    "foundation/documents/specimen.typ": {
        "name": "A",
        "rows": [{"name": "B", "place": "C", "seats": "1"}],
        "text": "Un\n\nDeux",
        "qr": SQUARE,
    },
    "foundation/own_data/documents/register.typ": {"rows": [[["Pour quoi", "Écrire"], *PAIRS]]},
    "foundation/own_data/documents/copy.typ": {
        "about": "Jeanne",
        "day": "2 mars",
        "chapters": [{"title": "Projets", "parts": [{"title": "Briefs", "rows": ["Un site, du 2 mars."]}]}],
        "files": ["devis.pdf"],
        "withheld": [{"names": "Notes", "why": "Elles sont à d’autres."}],
    },
    "front/documents/paper.typ": {
        "code": ["ABEILLE", "CADRE", "GUITARE"],
        "address": "etabli.example/papier",
        "qr": SQUARE,
        "until": "2 mars",
        "phone": "05 56 00 00 00",
        "next": {"day": "mardi 2 mars, de 9 h à 12 h 30", "title": "Être trouvé", "place": "Blaye"},
    },
    "programme/outreach/documents/poster.typ": {**INVITATION, "size": "a3"},
    "programme/outreach/documents/flyer.typ": {**INVITATION, "by_page": 4},
    "community/association/documents/receipt.typ": {
        "number": "Numéro 12",
        "opening": "L’association a reçu de",
        "name": "Jeanne",
        "amount": "40 €",
        "facts": PAIRS,
        "note": "Sans TVA.",
        "done": "Fait le 2 mars.",
    },
    "community/assembly/documents/convocation.typ": {
        "facts": PAIRS,
        "opening": "Vous êtes convoqué.",
        "note": "",
        "agenda": "Ordre du jour",
        "items": [{"title": "Comptes", "about": "Vote", "text": "Approuver."}],
        "quorum": "Aucun quorum.",
        "proxy": "Pouvoir",
        "proxy_text": "Je donne ma voix à",
        "proxy_boxes": ["Nom", "Date"],
    },
    "community/assembly/documents/minutes.typ": {
        "facts": PAIRS,
        "is_draft": "Brouillon",
        "items": [
            {
                "title": "Comptes",
                "text": "Approuver.",
                "minutes": "Lus.",
                "polls": [
                    {
                        "house": "3 voix",
                        "columns": ["Choix", "Voix"],
                        "rows": [["Pour", "3"]],
                        "said": "Adopté.",
                    }
                ],
            }
        ],
        "attendance": "Présents",
        "columns": ["Membre", "Présence"],
        "people": [["Jeanne", "présente"]],
        "signed": ["Signé par Jeanne"],
    },
    "procurement/briefs/documents/brief.typ": {
        "subtitle": "Cahier des charges",
        "compact": False,
        "person": "Jeanne",
        "contact": "05 56 00 00 01",
        "version": "1",
        "sections": [
            {
                "title": "Le cadre",
                "sentences": [{"number": "", "text": "Un site.", "weight": "", "link": ""}],
            },
            {
                "title": "Le contenu",
                "sentences": [{"number": "21", "text": "Cinq pages.", "weight": "important", "link": ""}],
            },
        ],
        "table": [["N°", "Besoin", "Importance"], ["21", "Pages", "important"]],
        "table_title": "Tous les besoins",
    },
    "procurement/quotes/documents/side_by_side.typ": {
        "person": "Jeanne",
        "order": "L’ordre est tiré au sort.",
        "parts": [
            {
                "columns": ["Devis 12"],
                "groups": [{"title": "Les besoins", "rows": [["Pages", "compris\n5 pages"]]}],
            }
        ],
        "ask": "À demander",
        "questions": [{"name": "Devis 12", "texts": ["Combien par an ?"]}],
    },
    "programme/funding/documents/application.typ": {
        "to": "À : Fonds fictif",
        "who_title": "La personne",
        "who": PAIRS,
        "halves_title": "Les demi-journées",
        "columns": ["Jour", "Heures", "Durée", "Lieu"],
        "halves": [["lundi 2 mars", "9 h – 12 h 30", "3 h 30", "À l’atelier"]],
        "money_title": "Ce qui est demandé",
        "money": PAIRS,
        "documents_title": "Pièces jointes",
        "documents": ["Coordonnées bancaires"],
        "body": PAIRS,
        "signatures": ["Signature de l’artisan", "Signature de la chambre"],
    },
    "programme/coverage/documents/sheet.typ": {
        "period": "De juillet à décembre",
        "figures": PAIRS,
        "smallest": "Un chiffre sous cinq n’est pas donné.",
        "goals_title": "L’objectif",
        "goals": ["12 personnes sur 15", "8 personnes sur 20"],
        "map_title": "La carte",
        "map": DRAWN["drawn"],
        "map_said": "De 4 à 21 minutes",
        "far": "",
        "next_title": "Les séances",
        "next": [["lundi 2 mars", "Être trouvé", "Blaye"]],
        "none": "",
        "link": "exemple.fr",
        "how": "Tous les ateliers :",
    },
    "programme/diagnosis/documents/sheet.typ": {
        "opening": "Par où commencer",
        "pace": "Un quart d’heure par semaine",
        "steps": [
            {
                "title": "Votre fiche",
                "line": "On vous trouve.",
                "reason": "Vous l’avez dit.",
                "have": "Le téléphone.",
                "how": ["Ouvrez la page.", "Lisez-la."],
                "worked": "On vous trouve.",
                "back": "Effacer.",
            },
            {
                "title": "Une copie",
                "line": "Rien ne se perd.",
                "reason": "Vous l’avez dit.",
                "have": "Un câble.",
                "how": ["Branchez."],
                "worked": "Une date s’affiche.",
                "back": "",
            },
        ],
        "have_label": "Sous la main :",
        "worked_label": "C’est réussi quand :",
        "back_label": "Revenir en arrière :",
        "call": "Appelez la chambre",
        "hours": "du lundi au vendredi",
        "qr": SQUARE,
        "qr_label": "L’adresse de cette page",
        "again": "Pour la retrouver :",
        "words": "ABEILLE-VALLON-GUITARE-MOULIN",
        "address": "exemple.fr",
    },
    "programme/visibility/documents/campaign.typ": {
        "about": "Boulangerie · Me faire connaître",
        "split": "100 € sur Facebook",
        "together": "En tout, en quatre semaines : commandes, de 2 à 14, environ 6.",
        "honest": "Un seul réseau.",
        "parts": [
            {
                "name": "Facebook",
                "amount": "100 €",
                "reasons": ["Votre travail se voit."],
                "outcome": [["Clics", "58", "163", "394"]],
                "cost": "Environ 50 € par client.",
                "basis": "Ceux de tous les métiers.",
                "prepare": ["Trois photos."],
                "watch": "Attendez de 13 à 100 clics.",
                "stops": ["Moins de 10 clics : arrêtez."],
            }
        ],
        "prepare_label": "À préparer",
        "watch_label": "Après sept jours",
        "columns": ["Ce qui vient", "Au moins", "Environ", "Au plus"],
        "days": "Premier jour des annonces : …",
        "assumed": "Ces chiffres ne sont pas une promesse.",
    },
    "programme/visibility/documents/calendar.typ": {
        "opening": "Une idée par semaine.",
        "columns": ["Semaine du", "Idée", "Publié"],
        "rows": [
            ["5 octobre", "Un pain du matin", "Le pain de seigle est de retour, dès 7 h.", True],
            ["12 octobre", "Le four", "", False],
            ["19 octobre", "Repos", "", None],
        ],
        "done": "oui",
    },
    "programme/protection/documents/accounts.typ": {
        "safe": "À ranger dans un coffre.",
        "columns": ["Compte", "Nom", "Qui le tient", "Adresse e-mail", "Pour le retrouver"],
        "rows": [
            ["Nom du site", "exemple.fr", "Moi", "moi@exemple.fr", "Un tiroir"],
            ["Banque", "", "", "", ""],
        ],
    },
    "programme/visibility/documents/check.typ": {
        "opening": "maison-exemple.test, regardé le 1er décembre.",
        "none": "",
        "mend_label": "À corriger, dans cet ordre",
        "items": [
            {
                "title": "Les horaires ne se trouvent pas",
                "who": "vous",
                "why": "On cherche.",
                "how": ["Écrivez-les."],
            }
        ],
        "then_label": "Ensuite",
        "then": ["Le titre", "Les images"],
        "fine_label": "Ce qui va",
        "fine": "Le site répond",
        "unknown_label": "Ce que personne n’a pu voir",
        "unknown": "Le poids",
        "left_out": "En vingt secondes, nous n’avons pas pu regarder : certains liens.",
    },
    "programme/protection/documents/customers.typ": {
        "kept_label": "Ce que nous gardons",
        "kept": [{"text": "Votre nom", "until": "Trois ans"}, {"text": "Une photo", "until": "Un an"}],
        "rights_label": "Ce que vous pouvez demander",
        "rights": ["Lire", "Effacer"],
        "contact": "Pour demander : 05 00 00 00 00",
        "cnil": "cnil.fr",
    },
    "programme/protection/documents/register.typ": {
        "opening": "L’atelier",
        "columns": ["Traitement", "Pour quoi faire", "Données", "Pourquoi c’est permis", "Gardé"],
        "rows": [["Devis", "Facturer", "Nom", "Contrat", "Dix ans"]],
        "to_check": "À vérifier",
    },
    "programme/protection/documents/sheets.typ": {
        "sheets": [
            {
                "title": "Mon téléphone est perdu",
                "sign": "Il ne répond pas.",
                "now": ["Appelez-le.", "Fermez-le."],
                "then": ["Portez plainte."],
                "never": "Ne donnez pas le code.",
                "calls": [{"name": "La banque", "why": "bloquer", "contact": "au dos de la carte"}],
                "to_check": "À vérifier",
            }
        ],
        "now_label": "Tout de suite",
        "then_label": "Aujourd’hui",
        "never_label": "À ne pas faire",
        "calls_label": "Qui appeler",
        "call": "Appelez la chambre",
        "hours": "du lundi au vendredi",
    },
    "programme/surveys/documents/results.typ": {
        "told": "Toutes les réponses",
        "day": "2 mars",
        "honesty": "À prendre comme un ordre de grandeur.",
        "empty": "",
        "columns": ["Réponse", "Personnes", "Intervalle"],
        "charts": [
            {
                "title": "Satisfait ?",
                "answered": "12 personnes",
                "mean": "4 sur 5",
                "rows": [["Oui", "10", "de 8 à 12"]],
                "versions": [{"name": "version 1", "rows": [["Oui", "10", ""]]}],
                "texts": [["Ont écrit", "3", ""]],
            }
        ],
    },
    "programme/workshops/documents/attendance.typ": {
        "heading": "Feuille d’émargement",
        "workshop": "Être trouvé",
        "place": ["Lieu", "Blaye"],
        "sheets": [
            {
                "half": "",
                "facts": PAIRS,
                "columns": ["Participant", "Entreprise", "Signature"],
                "rows": [
                    {
                        "name": "Jeanne",
                        "about": "Maçonnerie",
                        "told": "",
                        "missing": False,
                        "late": "9 h 30",
                        **DRAWN,
                    },
                    {"name": "Paul", "about": "", "told": "", "missing": False, "late": ""},
                ],
                "totals": [["Inscrits", "2"]],
                "trainer": "Formatrice",
                "signatures": [DRAWN],
                "note": "Une signature par demi-journée.",
            }
        ],
    },
    "programme/workshops/documents/certificate.typ": {
        "certificates": [
            {
                "lang": "fr",
                "heading": "Le titre",
                "columns": ["Jour", "Heures", "Durée"],
                "opening": "La chambre certifie que",
                "name": "Jeanne",
                "business": "Maçonnerie",
                "came": "a suivi l’atelier",
                "workshop": "Être trouvé",
                "stays": [["2 mars", "9 h", "3 h"]],
                "facts": PAIRS,
                "done": "Fait le 2 mars.",
                "signatures": [DRAWN],
                "check": "Numéro 12",
                "address": "exemple.fr/12",
                "qr": SQUARE,
            }
        ],
    },
    "programme/workshops/documents/leaflet.typ": {
        "period": "de mars à juin",
        "promise": "Venez.",
        "how": "Les dates :",
        "link": "exemple.fr",
        "or_phone": "ou par téléphone :",
        "phone": "05 56 00 00 01",
        "with": "",
        "qr": SQUARE,
        "qr_label": "Adresse de la page",
        "sessions": [SESSION, SESSION],
        "nearby_title": "Tout près",
        "nearby": [{**SESSION, "km": "12 km"}],
        "empty": "",
    },
    "programme/workshops/documents/sheets.typ": {
        "workshop": "Être trouvé",
        "foot": "2 mars",
        "sheets": [
            {"title": form, "opening": "À vous.", "form": form, "items": ["Un", "Deux"]}
            for form in ("ticks", "steps", "lines")
        ],
    },
}
