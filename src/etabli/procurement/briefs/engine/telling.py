"""Facts by which a reader of the region could know somebody whom no name tells: "dernier sabotier du canton"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]+)*")
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
        for match in _TELLING.finditer(sentence.group()):
            clause = re.match(r"[^,;:()]*", sentence.group()[match.start() :])
            words = (clause.group() if clause and len(clause.group()) <= 80 else match.group()).strip()
            if words.lower() not in seen:
                seen.add(words.lower())
                yield words
