"""Facts by which a reader of the region could know somebody whom no name tells: "dernier sabotier du canton"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]+)*")
_MONUMENT = (
    r"(?:château|cathédrale|abbaye|abbatiale|basilique|collégiale|église|chapelle|orgues?|horloge|beffroi|"
    r"mairie|hôtel de ville|"
    r"musée|opéra|théâtre|palais|citadelle|phare|préfecture|ministère|élysée|sénat|louvre|versailles|"
    r"panthéon|monument|manoir|"
    r"couvent|cloître|hospices?|halles|parlement|notre-dame|chambord)"
)
_LABEL = r"(?:label\w*|epv|rge|bio|certifi\w*|agréée?s?|classée?s?)"
_MADE = (
    r"(?:restaur|refai|répar|forg|fai|réalis|repein|relev|dor|sculpt|pos|fabriqu|livr|travaill|interv|"
    r"tapiss|cré|fourni|taill|"
    r"reconstrui|habill|équip|entreten|accord|coiff|maquill|cuisin|rénov|couvr?)\w*"
)
# Each is a fact that one household or one house of the trade can say of itself.
_FACTS = (
    # A monument or an institution that was worked on.
    rf"(?:(?:j['’]ai|on a|nous avons|ai|avons) (?:\w+ )?{_MADE}|{_MADE} (?:pour|sur|à|dans|au)|"
    rf"chantiers? (?:de|du|à|sur)) [^,;]{{0,50}}?"
    rf"\b{_MONUMENT}s? (?:de |du |des |d['’]|saint|sainte|notre|(?-i:[A-ZÀ-Þ(]))",
    rf"(?:j['’]ai|on a|nous avons) (?:\w+ )?{_MADE} [^,;]{{0,40}}?\b(?:l['’](?:opéra|élysée|abbaye|"
    rf"hôtel de ville)|la (?:mairie|cathédrale|"
    r"basilique)|les grilles du|l['’]orgue|l['’]horloge)\b",
    rf"(?:nos|mes) [\w’'-]+ (?:sont|ornent|équipent|décorent) [^,;]{{0,30}}?\b{_MONUMENT}\b",
    # The press, the radio, television.
    r"\b(?:tf1|m6|france ?[235]|france bleu|ici (?:gironde|matin)|arte|canal ?\+|bfm\w*|sud[- ]ouest|"
    r"ouest[- ]france|la voix du nord|(?-i:Le Monde)|"
    r"le figaro|télérama|le progrès|la dépêche)\b",
    r"journal (?:de|du) (?:13|20|treize|vingt) ?h?(?:eures)?|(?:un|le|dans un) (?:reportage|documentaire)(?! photo)|"
    r"(?:dans|de|à) l['’]émission\b|"
    r"des racines et des ailes|(?:passée?s?|vue?s?|invitée?s?|parlé) [^,;]{0,20}?(?:à|"
    r"la) (?:la )?(?:télé\w*|radio)\b|"
    r"(?:article|portrait) (?:sur (?:moi|nous|mon|notre)|dans (?:le|la|l['’]|un|(?-i:[A-ZÀ-Þ])))|(?:le|"
    r"un) journal (?:local )?a (?:parlé|écrit|fait)",
    # First, only, last, with a place or a label.
    rf"(?:la |le |l['’]une? des |les )?(?:premi(?:er|ère)|seule?|derni(?:er|ère)|"
    rf"unique)s? (?:[\w’'-]+ ){{1,5}}?(?:{_LABEL}\b|à avoir|"
    r"à être|à faire|encore en)",
    r"l['’]une? des (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+|rares|"
    r"tout\w* )[^,;]{0,20}?(?:derni\w+|seule?s?|premi\w+|[\w’'-]+ "
    r"(?:de|du|en|à) )",
    r"(?:les |nous (?:ne )?sommes (?:plus )?(?:que )?)(?:deux|trois|quatre|cinq) (?:derni\w+|seule?s?) ",
    r"premi(?:er|ère) (?:femme|homme|fille|artisane?) (?:à|de|du|en)\b|plus (?:vie(?:ux|ille)|"
    r"ancien(?:ne)?|haute?|petite?|grande?) "
    r"[\w’'-]+ (?:de |du |des |d['’]|en )(?:la |l['’])?(?:france|région|département|canton|europe|pays|"
    r"ville|vallée|(?-i:[A-ZÀ-Þ]))",
    # Prizes.
    r"\bprimée?s?\b|médaill(?:e|es|ée?s?)\b|lauréate?s?\b|finaliste\b|(?:gagné|remporté|reçu|eu) (?:le|un|"
    r"la|une) (?:prix|concours|médaille|"
    r"titre|coupe)|(?:concours|trophées?) (?!facebook|insta|photo)(?:de|du|des|d['’]|national|général|lépine|talents|"
    r"international|(?-i:[A-ZÀ-Þ]))|\bmiss (?-i:[A-ZÀ-Þ])",
    # Clients whom everybody knows.
    r"(?:pour|chez|à) (?:(?:un|une|le|la|des|l['’]) ?)?(?:ancien(?:ne)? )?(?:premi(?:er|"
    r"ère) )?(?:ministres?|présidente? de la|élysée|matignon|"
    r"princ\w+|émir|acteur|actrice|chanteu\w+ connu)\b|jeux (?:olympiques|paralympiques|équestres)|"
    r"\bj\.?o\.? de\b|défilés? (?:de|chez|pour|(?-i:[A-ZÀ-Þ]))|"
    r"(?:pour|chez|de) (?:la maison )?(?:christian )?(?:dior|hermès|chanel|cartier|(?:louis )?vuitton|"
    r"gucci|lanvin|balmain|givenchy|boucheron|"
    r"chaumet|van cleef|saint laurent|lalique|baccarat)\b|(?:étoilée?|chef étoilé|trois étoiles|"
    r"guide michelin|gault)\b",
    # Masters.
    r"(?:formée?|appris (?:le métier|mon métier)?|apprentissage|élève|disciple) ?(?:chez|auprès|de maître|"
    r"avec) (?:de )?(?:(?-i:[A-ZÀ-Þ(])|un|une|le|la)",
)
_ONE_OF_THEM = re.compile("|".join(rf"\b(?:{fact})" for fact in _FACTS), re.I)
_TELLING = re.compile(
    r"\b(?:(?:le|la|les|l['’]un des|l['’]une des) (?:tout(?:e|es|s)? )?(?:derni(?:er|ère|ers|ères)|"
    r"seule?s?|uniques?|premi(?:er|ère)s?) (?!fois|site|page|jour|semaine|"
    r"mois|année|étape|chose|besoin|question|problème|moyen|moment|partie|fait|objectif|contact|"
    r"impression|but|critère|demande|photo|adresse|réseau|outil)[\w’'-]+(?:ne|er|ère|iste|eur|euse|ien|"
    r"ienne|on|ier|ière|el|elle|"
    r"e|r|n|s)? (?:de |du |des |d['’]|en |à |au |aux |dans |encore |qui )|"
    r"(?:derni(?:er|ère)|seule?|unique) [\w’'-]+(?: (?:d['’]|sur |de |en |à )?[\w’'-]+){0,2}? (?:de |du |"
    r"des |d['’]|en |dans |à )(?:la |"
    r"l['’]|le |les )?(?:canton|france|gironde|département|région|pays|village|commune|"
    r"secteur|europe|coin|monde|vallée|sud|nord|est|ouest|aquitaine|médoc|[A-ZÀ-Þ])|"
    r"champion(?:ne)?s?\b(?: \w+)? (?:de|du|des|d['’])|vice-champion\w*|meilleure?s? ouvri(?:er|ère)s?|"
    r"\bm\.?o\.?f\.?\b|"
    r"meilleure?s? (?:apprentie?|pain|baguette|croissant|artisane?|galette)\b|médaille (?:d['’]|de )|"
    r"médaillée?\b|lauréate?\b|finaliste\b|"
    r"(?:premier |deuxième |troisième |grand |1er )?prix (?:de |du |d['’]|national|régional|"
    r"départemental|ema|liliane)|trésor vivant|"
    r"chevali(?:er|ère) (?:de|des)|légion d['’]honneur|maître d['’]art|patrimoine vivant|\bepv\b|"
    r"(?:vue?s?|passée?s?|invitée?s?) (?:à la (?:télé|radio)|sur (?:tf1|m6|france ?\d|arte|sud ouest))|"
    r"(?:ancien(?:ne)?|ex)[ -](?:joueu\w+|rugbyman|footballeur|champion\w*|maire|députée?|professionnel\w*)|"
    r"(?:maire|adjointe? au maire|conseill(?:er|ère) municipale?|présidente? (?:de|du)|pompier volontaire)\b|"
    r"(?:depuis|fondée? en|créée? en|maison de|dans la famille depuis) (?:1[5-9]\d\d)\b|"
    r"(?:en face|à côté|derrière|au pied|à deux pas|près) (?:de |du |des |d['’])(?:la |l['’]|le "
    r")?(?:mairie|église|château|cathédrale|gare|phare|pharmacie|école|"
    r"collège|stade|halle|halles|poste|citadelle|moulin|abbaye|monument)\b|"
    r"fournisseu(?:r|se) (?:de |du |officiel)|"
    r"(?:fils|fille|petit-fils|petite-fille|neveu|nièce|veuve) (?:de |du |d['’])(?:l['’]ancien|la|le|l['’])|"
    r"j['’]ai (?:restauré|refait|réparé) (?:la |le |les |l['’])(?:toit\w* |charpente |flèche |porte\w* |"
    r"vitraux |orgue |cloche\w* )?(?:de |du |d['’])?(?:la |l['’]|le )?(?:cathédrale|église|château|"
    r"abbaye|élysée|opéra|basilique))",
    re.I,
)


def telling_facts(text: str) -> Iterator[str]:
    """The words of each sentence that tell, in order and without repeats: from the fact to the end of its clause."""
    seen = set()
    for sentence in _SENTENCE.finditer(text):
        matches = [*_TELLING.finditer(sentence.group()), *_ONE_OF_THEM.finditer(sentence.group())]
        reached = -1
        for match in sorted(matches, key=lambda match: match.start()):
            if match.start() < reached:  # told once
                continue
            clause = re.match(r"[^,;:()]*", sentence.group()[match.start() :])
            words = (clause.group() if clause and len(clause.group()) <= 80 else match.group()).strip()
            reached = match.start() + len(words)
            if words.lower() not in seen:
                seen.add(words.lower())
                yield words
