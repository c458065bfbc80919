"""What a quote for a website or for social pages says, half says or leaves unsaid of what matters later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .facts import Fact
from .findings import PRACTICE, finding, first, said
from .model import Check, Quote
from .pages import fold

_SITE = (
    r"\bsites?\b(?! de production)|\bweb\b|wordpress|\bboutique en ligne\b|e commerce|\bpages? d accueil\b"
)
_SHOP = r"\bboutique en ligne\b|\be commerce\b|\bvente en ligne\b|\bpaiement en ligne\b"
_SOCIAL = r"\breseaux sociaux\b|\bfacebook\b|\binstagram\b|\blinkedin\b|\btiktok\b|\bcommunity manag"
_DOMAIN = r"noms? de domaine|domain name|\bdomaine\b"
_OWNER = r"au nom d|titulaire|propriet|apparti|votre nom|registrant|transfer|auth info|code d autorisation"
DOMAIN_OWNER = rf"({_DOMAIN}).{{0,80}}({_OWNER})|({_OWNER}).{{0,60}}({_DOMAIN})"
_RIGHTS = (
    r"droits? d auteur|propriete intellectuelle|cession (des |de )?droits|copyright|"
    r"droits? (de reproduction|patrimoniaux|d exploitation|d utilisation)"
)
_EXTENT = r"\bdurees?\b|\bans\b|\bterritoire|\bmonde|\bfrance\b|\betendue|\bsupports?\b|\bdestination|\breproduction\b"
_OWNED = r"proprietaire d[eu] (son |votre |ce )?site|site .{0,30}(apparti|propriete)|propriete du? (client|acheteur)"
EXIT = r"reversib|restitu|export|acces admin|administrateur|identifiants|codes? d acces|code source|transfert"

# What else a good quote for a website says: its name in both languages, and what names it.
_ALSO: tuple[tuple[str, str, str], ...] = (
    ("le nombre de pages", "the number of pages", r"\b(\d+|une|deux|trois|quatre|cinq|six|huit|dix) pages?\b|one page"),
    ("qui écrit les textes", "who writes the texts", r"redact|textes?\b|contenus?\b|copywrit"),
    ("qui fait les photos", "who takes the photos", r"photo|images?\b|visuels?"),
    ("l’hébergement", "hosting", r"heberg|hosting"),
    ("les sauvegardes et mises à jour", "backups and updates", r"sauvegard|mises? a jour|maintenance|backup|securite"),
    ("qui appeler en cas de panne", "whom to call when it breaks",
     r"delai (de reponse|d intervention)|assistance|support|depann|astreinte"),
    ("les mentions légales", "the legal notices", r"mentions legales|legal notice"),
    ("les données personnelles et les cookies", "personal data and cookies",
     r"rgpd|donnees personnelles|cookies?|confidentialite|gdpr"),
    ("l’accessibilité", "accessibility", r"accessib|rgaa|wcag"),
    ("la formation", "training", r"formation|prise en main|training"),
    ("le référencement", "search engines", r"referenc|\bseo\b"),
    ("les statistiques de visite", "visit statistics", r"statisti|analytics|matomo"),
)  # fmt: skip
_ACCOUNTS: tuple[tuple[str, str, str], ...] = (
    ("à qui est le compte", "whose the account is",
     r"administrat|proprietaire|titulaire|compte .{0,20}(votre|client)|identifiants"),
    ("ce qui est publié, et quand", "what is published, and when",
     r"publi\w* .{0,30}(par|chaque|/)|posts?\b|calendrier|par semaine"),
    ("si le budget des annonces est à part", "whether the ad budget is apart", r"budget|annonces?\b|publicit"),
)  # fmt: skip


def substance(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """For a website: the domain, the rights and the exit one by one, what else is unsaid in one finding."""
    if said(quote, _SITE):
        yield from _domain(quote)
        yield from _rights(quote)
        if not said(quote, EXIT):
            yield finding(
                "exit-silent", "info",
                "Le devis ne dit pas comment reprendre votre site si vous changez de prestataire\u00a0: codes, "
                "fichiers, base de données.",
                "The quote doesn't say how to take your site with you if you change supplier: logins, files, database.",
                PRACTICE,
            )  # fmt: skip
        yield from _shop(quote, facts)
        yield from _also(quote)
    if said(quote, _SOCIAL):
        yield from _social(quote)


def _domain(quote: Quote) -> Iterator[Check]:
    named = first(quote, _DOMAIN)
    if said(quote, DOMAIN_OWNER):
        return
    line = next((n for n, one in enumerate(quote.lines) if re.search(_DOMAIN, fold(one.description))), None)
    if named or line is not None:
        fr = "Le devis compte un nom de domaine, mais ne dit pas à quel nom il sera enregistré."
        en = "The quote counts a domain name, but doesn't say in whose name it will be registered."
    else:
        fr = "Le devis ne dit pas à qui sera le nom de domaine (l’adresse du site)."
        en = "The quote doesn't say whose the domain name (the site's address) will be."
    yield finding(
        "domain-silent", "info", f"{fr} Il doit être à votre nom.", f"{en} It should be in your name.",
        "AFNIC", named, line=None if named else line, place=quote.lines[line].place if line is not None else None,
    )  # fmt: skip


def _rights(quote: Quote) -> Iterator[Check]:
    named, owned = first(quote, _RIGHTS), first(quote, _OWNED)
    if named and said(quote, rf"({_RIGHTS}).{{0,160}}({_EXTENT})|({_EXTENT}).{{0,80}}({_RIGHTS})"):
        return
    if named or owned:
        fr = (
            "Dire que le site ou les droits sont à vous ne suffit pas. Chaque droit doit être nommé, avec son "
            "but, son lieu et sa durée."
        )
        en = (
            "Saying that the site or the rights are yours isn't enough. Each right must be named, with its "
            "purpose, its place and its duration."
        )
    else:
        fr = "Le devis ne dit rien des droits sur les textes, images et créations."
        en = "The quote says nothing about the rights on texts, pictures and designs."
    yield finding("rights-silent", "info", fr, en, "CPI, art. L131-3", named or owned)


def _shop(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    if not said(quote, _SHOP) or said(quote, r"accessib|rgaa|wcag"):
        return
    staff, turnover = facts["accessibility_staff"], facts["accessibility_turnover_millions"]
    since = f"{staff.since.day}/{staff.since.month}/{staff.since.year}"
    yield finding(
        "accessibility-silent", "info",
        f"Depuis le {since}, une boutique en ligne doit pouvoir servir à tous, même à qui voit mal. Les entreprises de "
        f"services de moins de {staff.value} personnes et de {turnover.value} millions d’euros en sont dispensées.",
        f"Since {since}, an online shop must be usable by all, even by those who see badly. Service firms under "
        f"{staff.value} people and {turnover.value} million euros are exempt.",
        staff.source, first(quote, _SHOP),
    )  # fmt: skip


def _also(quote: Quote) -> Iterator[Check]:
    absent = [(fr, en) for fr, en, pattern in _ALSO if not said(quote, pattern)]
    if absent:
        yield finding(
            "substance-silent", "info",
            f"Le devis ne dit rien de ceci\u00a0: {', '.join(fr for fr, _ in absent)}.",
            f"The quote says nothing of this: {', '.join(en for _, en in absent)}.",
            PRACTICE,
        )  # fmt: skip


def _social(quote: Quote) -> Iterator[Check]:
    unsaid = [(fr, en) for fr, en, pattern in _ACCOUNTS if not said(quote, pattern)]
    if unsaid:
        yield finding(
            "social-silent", "info",
            f"Le devis parle de réseaux sociaux, sans dire {', '.join(fr for fr, _ in unsaid)}.",
            f"The quote speaks of social networks, without saying {', '.join(en for _, en in unsaid)}.",
            PRACTICE, first(quote, _SOCIAL),
        )  # fmt: skip
