"""Kinds of facts that few can say of themselves, each by what it is made of: being alone of a trade, an honour, an age,
customers whom everybody knows, the press, being known."""

# ruff: noqa: E501 -- patterns

from __future__ import annotations

_THE = r"(?:la |le |les |l['’]|une? |des |du |de la |de l['’]|de |d['’]|au |aux |à la |à l['’])"
_NUMBER = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+)"
_RANK = r"(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix)ième"
# Who has a trade, by the ending of its name, but for what ends so and has none, or is hired for a site.
_CRAFT = (
    r"(?!(?:fournisseur|particulier|graphiste|webdesigner|développeur|ordinateur|serveur|calendrier|panier|dossier|"
    r"chantier|atelier|cahier|métier|papier|escalier|courrier|quartier|acier|moteur|visiteur|acheteur|utilisateur|"
    r"entretien|lien|soutien|janvier|février|premier|dernier|entier|régulier|dimension|version|question|saison|maison|"
    r"façon|manière|matière|personne|collaborateur|interlocuteur|solution|option|intention|fleur|valeur|couleur|heure|erreur|bien|rien|combien|papeterie|liste|piste)s?\b)"
    r"[a-zà-ÿ-]{3,}(?:eur|euse|ier|ière|iste|ien|ienne|tron|çon|onne)s?"
)
_ALONE = r"(?:derni(?:er|ère)|seule?|unique)s?"
_NOT_MINE = r"(?<!mon )(?<!ma )(?<!mes )(?<!son )(?<!sa )(?<!leur )(?<!votre )(?<!notre )(?<!nos )(?<!vos )(?<!un )(?<!une )"
_NOTABLE = (
    r"(?:palaces?|base (?:spatiale|navale|aérienne|militaire)|ambassades?|ministères?|préfecture|casino|armée|marine|gendarmerie|"
    r"sénat|élysée|assemblée nationale|présidente?|ministre|roi|reine|prince(?:sse)?s?|opéra|festival|stars?|vedettes?|"
    r"(?:grande? )?(?:chef|table|restaurant|hôtel)s? (?:étoilée?s?|de luxe)|trois[- ]étoiles|maison de couture|haute couture|château)\b"
)
_MEDIUM = r"(?:radio|télé(?:vision)?|presse|journal|journaux|chaîne|magazine|jt)\b"
_HEARD = r"(?:émission|reportage|article|interview|portrait|podcast|documentaire|chronique)s?"
_US = r"(?:moi|nous|mon|ma|mes|notre|nos)\b"
_CENTURY = r"(?:deux |trois |quatre )?cents?(?:[ -](?:dix|vingt|trente|quarante|cinquante|soixante|quatre-vingt)[a-z-]*)?|[1-4]\d\d"
# Who, where and what one has to be of the region to have worked for, on or in.
_NAME = r"(?-i:[A-ZÀ-ÖØ-ÞŒ(][\w’'-]+)"
_SOME = rf"(?:quelques |plusieurs |leurs? |ses |{_NUMBER} |toutes? |tous )"
_NETWORK = r"(?:facebook|insta\w*|google|internet|tiktok|youtube|pinterest|linkedin|whatsapp|pages jaunes|etsy|le bon ?coin)"
_KNOWN_PLACE = (
    rf"(?:[\w-]+ )?(?:mus(?:ée|éum|eum)s? (?:d[eu]s? (?!temps)|d['’]|nation\w+|{_NAME})|archives (?:\w+ales|nationales|municipales)|bibliothèque nationale|sanctuaire|auditorium|conservatoire|"
    r"village olympique|stade (?:de |du )|base (?:de sous-marins|navale|aérienne)|retables?|maisons? de (?:haute )?couture|haute couture|"
    r"cimetière d[eu]|pont (?:romain|médiéval|vieux|neuf|transbordeur)|lavoir|abbaye|prieuré|évêché|rectorat|cour d['’]appel|hôtel-dieu|"
    r"monuments? (?:aux morts|classé)|voie romaine|site classé|réserve naturelle|base de loisirs|remontées mécaniques|téléphérique|barrage|"
    r"paquebot|sous-marin|goélette|langoustier|vieux gréement|trois-mâts|tour eiffel|grand palais|fête des lumières)\b"
)
_KNOWN_PERSON = (
    r"(?:[\w-]+ )?(?:premier ministre|ministres?|préfète?|évêque|cardinal|pape|ambassad\w+|marquise?|comtesse?|baronn?e?|princ\w+|"
    r"joueu(?:r|se)s? (?:du|de|des)|soliste|chef(?:fe)? d['’]orchestre|ténor|soprano|danseu(?:r|se) étoile|champion(?:ne)?s?|"
    r"(?:chanteu|acteu|rappeu|danseu|animateu)\w* (?:très |bien )?connue?s?|académicien(?:ne)?s?|astronaute|prix nobel|miss|maire d[eu])\b"
)
_VERB_OF_MINE = (
    r"(?:j['’]ai|on a|nous avons|je|nous|on) (?:\w+ )?(?:couver?t?s?|suivis?|filmée?|photographi\w+|illustr\w+|sonoris\w+|éclair\w+|"
    r"fleuri\w*|nourri\w*|décor\w+|équip\w+|habill\w+|maquill\w+|coiff\w+|restaur\w+|rénov\w+|servi\w*|livr\w+|fourni\w*)"
)

KINDS = (
    # Alone of a trade, or in doing something.
    rf"{_NOT_MINE}{_ALONE} (?:maître |artisane? )?{_CRAFT}",
    r"il n['’]y a (?:plus )?que (?:moi|nous) (?:qui|à|pour)\b|(?:je suis|on est|nous sommes) (?:bien )?les? seule?s? à\b",
    # Honours.
    r"maîtres?[- ]artisane?s? d['’]art|titre (?:de maître|de meilleur|reçu|décerné|obtenu)|(?:un|le|une?|deux|des) (?:trophée|diplôme d['’]honneur|oscar)s?\b|"
    r"(?:déposée?s?|enregistrée?s?) à l['’]inpi|\bbrevetée?s?\b|(?:au|du|le) concours général|finalistes?\b",
    # Ages, and ranks in a line.
    rf"(?:depuis|fêt\w+|il y a|a|avons) (?:\w+ ){{0,2}}?(?:plus de |près de |bientôt |presque )?(?:{_CENTURY}) ans\b|"
    rf"{_NUMBER} générations (?!de (?:téléphone|machine|logiciel|site|client))\w+|(?:la|le|les) {_RANK}s? (?:génération|du nom|à (?!venir|finir)\w+r(?:e|er)?\b)|"
    r"de (?:père|mère) en (?:fils|filles?)|depuis (?:le moyen[- ]âge|la révolution|l['’]avant-guerre|la (?:grande )?guerre)",
    # Customers whom everybody knows.
    rf"(?:fourni\w*|livr\w+|équip\w+|habill\w+|coiff\w+|chauss\w+|nourri\w*|travaill\w+ pour|meubl\w+|parfum\w+) (?:officiel\w* )?(?:\w+ )?{_THE}{{0,2}}(?:\w+ ){{0,2}}?(?:{_THE}){{0,2}}{_NOTABLE}",
    rf"(?:tables?|cuisines?|murs?|salons?|chambres?|cave|vitrines?|jardins?) (?:{_THE}){{1,2}}{_NOTABLE}",
    # What everybody of the place knows, worked on, worked for or seen there.
    rf"(?:{_THE}|{_SOME}){{1,2}}{_KNOWN_PLACE}",
    rf"(?:{_THE}|{_SOME}|pour |chez ){{1,2}}{_KNOWN_PERSON}",
    rf"{_VERB_OF_MINE} (?:{_THE})?{_NAME}(?: {_NAME})+",
    r"(?:le |la |les |du |de la |d['’]une? |un |une )(?:[\w-]+ )?(?:classée?s?|inscrite?s?) (?:au(?:x)? )?monuments?\b|"
    r"\bplus (?:vie(?:ux|ille)s?|ancien(?:ne)?s?) (?!client|site|photo|page|que)[\w-]{3,}|"
    r"(?:(?:il n['’]y a|on n['’]est|nous ne sommes|je ne suis|y a) plus|(?:il )?ne reste(?:nt)?(?: plus)?) qu(?:e |['’])(?:moi|nous|une?|deux|trois|quatre)\b|"
    r"\bdoyen(?:ne)?s?\b|\bpionni(?:er|ère)s?\b",
    rf"(?:formée?|appris\w*|élève|disciple) (?:\w+ ){{0,2}}?(?:chez|auprès (?:de|du)|sous|de) (?:maîtres? |mme |m\. )?{_NAME}",
    # Heard and read of.
    rf"(?:vue?s?|lue?s?|montrée?s?|présentée?s?|entendue?s?) (?:\w+ )?(?:dans|sur) (?:la |le |les |l['’])?(?!{_NETWORK}){_NAME}",
    rf"{_HEARD} (?:de {_MEDIUM} |du {_MEDIUM} )?(?:m['’](?:a|ont)|nous (?:a|ont)|sur {_US}|(?:parle|parlait|parlent) de {_US})|"
    rf"(?:vue?s?|passée?s?|invitée?s?|entendue?s?|parle\w* de {_US}|parlé de {_US}) (?:\w+ )?(?:à|dans|sur) (?:la |le |une? |l['’])?{_MEDIUM}",
    # Known.
    r"(?:on|tout le (?:monde|village|pays|quartier)|toute la (?:ville|vallée|région)) (?:me|nous) conna[iî]t (?:pour|par|comme|grâce|à)",
)
