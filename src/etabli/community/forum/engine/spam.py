"""Whether a post waits for a moderator before it is read, and why. A signal is a doubt: their sum decides."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import exp

from etabli.foundation.search.engine import fold


class Signal(StrEnum):
    """What is noticed of a post. Those of `REASSURING` speak for it."""

    NEWCOMER = "newcomer"
    LINK = "link"  # to where no member has linked before
    MANY_LINKS = "many_links"
    SAME_LINK = "same_link"  # several times
    LITTLE_BUT_LINK = "little_but_link"
    MASKED_LINK = "masked_link"  # shortened, or an invitation to a closed group
    REFERRAL = "referral"  # the address or the code pays whoever gives it
    RAW_MARKUP = "raw_markup"  # of another forum
    CONTACT = "contact"  # a telephone number or a mail
    ELSEWHERE = "elsewhere"  # asks to go on in a private messaging service
    PRICE = "price"
    DISCOUNT = "discount"
    CAPITALS = "capitals"
    DECORATION = "decoration"
    STUFFING = "stuffing"  # one word again and again
    OTHER_SCRIPT = "other_script"
    MIXED_SCRIPTS = "mixed_scripts"
    HIDDEN_LETTERS = "hidden_letters"
    OFFER = "offer"
    PROMISE = "promise"
    CALL = "call"  # to do something at once
    KNOWN_WARES = "known_wares"
    PRAISE = "praise"
    NEAR_COPY = "near_copy"
    TRAP = "trap"
    ASKS = "asks"
    TALKS = "talks"  # to others, of what they said or of what happened
    CODE = "code"


REASSURING = frozenset((Signal.ASKS, Signal.TALKS, Signal.CODE))

# Learnt from half of our own posts by `python -m bench.forum_spam.learning`; the threshold is in the bias.
BIAS = -4.44
WEIGHTS: Mapping[Signal, float] = {
    Signal.NEWCOMER: 1.99,
    Signal.LINK: 2.8,
    Signal.MANY_LINKS: 0.04,
    Signal.SAME_LINK: 0.09,
    Signal.LITTLE_BUT_LINK: 0.15,
    Signal.MASKED_LINK: 0.08,
    Signal.REFERRAL: 0.44,
    Signal.RAW_MARKUP: 0.05,
    Signal.CONTACT: 2.18,
    Signal.ELSEWHERE: 1.58,
    Signal.PRICE: 0.82,
    Signal.DISCOUNT: 1.14,
    Signal.CAPITALS: 0.19,
    Signal.DECORATION: 0.56,
    Signal.STUFFING: 0.11,
    Signal.OFFER: 0.98,
    Signal.PROMISE: 0.39,
    Signal.CALL: 1.64,
    Signal.KNOWN_WARES: 1.68,
    Signal.PRAISE: 0.46,
    Signal.ASKS: -1.27,
    Signal.TALKS: -1.16,
    Signal.CODE: -0.09,
}
# Too rare to be learnt, or no matter of words: what each weighs was decided.
DECIDED: Mapping[Signal, float] = {
    Signal.TRAP: 99.0,
    Signal.NEAR_COPY: 2.0,
    Signal.HIDDEN_LETTERS: 3.0,
    Signal.MIXED_SCRIPTS: 3.0,
    Signal.OTHER_SCRIPT: 1.5,
}
_COPY_BY_NEWCOMER = 99.0

COPY = (
    0.5  # the share of the runs of three words that two texts have in common, from which one copies the other
)
_LEAST_COPIED = 8  # words
_RUN = 3
_READ = 20_000  # characters


@dataclass(frozen=True)
class Post:
    """What somebody hands in. `trap`: what was filled in a field that people don't see. `by_newcomer`: whether its
    author has had too little accepted yet to be known."""

    text: str
    title: str = ""
    by_newcomer: bool = True
    trap: str = ""


@dataclass(frozen=True)
class Reason:
    """One signal that speaks against a post, and the words of the post that gave it ("" when none did)."""

    signal: Signal
    excerpt: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether the post is held, for which reasons (the weightiest first), and how likely it is to be spam, in [0, 1].

    The likelihood is that of posts of our own making: it ranks, it promises nothing.
    """

    is_held: bool
    reasons: tuple[Reason, ...]
    likelihood: float


def judge(
    post: Post, *, recent: Iterable[str] = (), familiar_hosts: Collection[str] = frozenset()
) -> Verdict:
    """Whether this post is held, and why. `recent`: texts handed in of late, which it may copy; `familiar_hosts`: where
    known members have linked to. How fast somebody posts is for the caller to judge."""
    signals = signals_of(post, familiar_hosts)
    if _is_copy(post.text, recent):
        signals[Signal.NEAR_COPY] = ""
    weights = {signal: _weight(signal, post) for signal in signals}
    score = BIAS + sum(weights.values())
    against = sorted(
        (signal for signal in signals if weights[signal] > 0), key=lambda signal: -weights[signal]
    )
    reasons = tuple(Reason(signal, signals[signal]) for signal in against)
    return Verdict(score > 0, reasons, 1 / (1 + exp(-max(-50.0, min(50.0, score)))))


def _weight(signal: Signal, post: Post) -> float:
    if signal == Signal.NEAR_COPY and post.by_newcomer:
        return _COPY_BY_NEWCOMER
    return DECIDED.get(signal) or WEIGHTS.get(signal, 0.0)


def signals_of(post: Post, familiar_hosts: Collection[str] = frozenset()) -> dict[Signal, str]:
    """The signals of a post alone, each with the words that gave it."""
    read = _Read(f"{post.title}\n{post.text}"[:_READ], frozenset(familiar_hosts))
    signals: dict[Signal, str] = {Signal.NEWCOMER: ""} if post.by_newcomer else {}
    if post.trap.strip():
        signals[Signal.TRAP] = post.trap.strip()[:_EXCERPT]
    for signal, pattern in _PATTERNS.items():
        if match := pattern.search(read.folded):
            signals[signal] = match[0].strip()[:_EXCERPT]
    return signals | _link_signals(read) | _letter_signals(read)


def _link_signals(read: "_Read") -> dict[Signal, str]:
    signals: dict[Signal, str] = {}
    if not read.strange_links:
        return signals
    signals[Signal.LINK] = read.strange_links[0][:_EXCERPT]
    [(host, times)] = Counter(map(_host, read.strange_links)).most_common(1)
    if len(read.strange_links) > 2:
        signals[Signal.MANY_LINKS] = " ".join(read.strange_links)[:_EXCERPT]
    if times > 1:
        signals[Signal.SAME_LINK] = host[:_EXCERPT]
    if len(re.findall(r"\w+", _LINK.sub(" ", read.prose))) < _FEW_WORDS * len(read.strange_links):
        signals[Signal.LITTLE_BUT_LINK] = read.strange_links[0][:_EXCERPT]
    return signals


def _letter_signals(read: "_Read") -> dict[Signal, str]:
    signals: dict[Signal, str] = {}
    text = _LINK.sub(" ", read.prose)
    letters = [letter for letter in text if letter.isalpha()]
    capitals = [word for word in re.findall(r"\b[^\W\d_]{3,}\b", text) if word.isupper()]
    if len(letters) > 20 and sum(map(str.isupper, letters)) > 0.4 * len(letters):
        signals[Signal.CAPITALS] = " ".join(capitals)[:_EXCERPT]
    ornaments = _ORNAMENT.findall(text)
    if len(ornaments) > 1:
        signals[Signal.DECORATION] = " ".join(ornaments)[:_EXCERPT]
    [(word, times)] = Counter(_LONG_WORD.findall(fold(text))).most_common(1) or [("", 0)]
    if times > 3 and times > 0.12 * len(text.split()):
        signals[Signal.STUFFING] = word
    if hidden := _HIDDEN.search(text):
        signals[Signal.HIDDEN_LETTERS] = _ZERO_WIDTH.sub("", hidden[0])[:_EXCERPT]
    foreign = [letter for letter in letters if _script(letter) != "LATIN"]
    if len(foreign) > 0.3 * len(letters) and len(foreign) > 3:
        signals[Signal.OTHER_SCRIPT] = text.strip()[:_EXCERPT]
    mixed = next((word for word in re.findall(r"[^\W\d_]+", text) if len(set(map(_script, word))) > 1), "")
    if mixed:
        signals[Signal.MIXED_SCRIPTS] = mixed[:_EXCERPT]
    return signals


@dataclass(frozen=True)
class _Read:
    """A text, as each signal looks at it."""

    text: str
    familiar_hosts: frozenset[str]

    @cached_property
    def prose(self) -> str:
        """The text without its code."""
        return _CODE.sub(" ", self.text)

    @cached_property
    def folded(self) -> str:
        """The text in small letters without accents, its code told by a backquote, its links without their address."""
        prose = _CODE.sub(" ` ", _ZERO_WIDTH.sub("", self.text)).replace("’", "'")
        return re.sub(r"[^\S\n]+", " ", fold(prose))

    @cached_property
    def strange_links(self) -> list[str]:
        """The links that lead to where nobody known has linked."""
        links = [link.rstrip(".,;:!?)\"'»") for link in _LINK.findall(self.prose)]
        return [link for link in links if not self._is_familiar(_host(link))]

    def _is_familiar(self, host: str) -> bool:
        names = host.split(".")
        above = {".".join(names[start:]) for start in range(len(names))}
        return not above.isdisjoint(FAMILIAR_HOSTS | self.familiar_hosts)


def _host(link: str) -> str:
    return re.split(r"[/?#:]", link.partition("://")[2] or link)[0].lower().removeprefix("www.")


def _script(letter: str) -> str:
    """The script of a letter, as Unicode names it: LATIN, CYRILLIC."""
    return (
        unicodedata.name(letter, "LATIN").partition(" ")[0]
        if letter.isalpha() and letter > "\u024f"
        else "LATIN"
    )


def _is_copy(text: str, recent: Iterable[str]) -> bool:
    runs = _runs(text)
    return bool(runs) and any(
        len(runs & others) >= COPY * len(runs | others) for others in map(_runs, recent) if others
    )


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words of a text; none of a text too short to be anybody's."""
    words = re.findall(r"\w+", fold(_ZERO_WIDTH.sub("", text[:_READ])))
    if len(words) < _LEAST_COPIED:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False))


_EXCERPT = 80  # characters
_FEW_WORDS = 7  # for each link
_LINK = re.compile(r"\bhttps?://[^\s<>\[\]\"]+|\bwww\.[^\s<>\[\]\"]+", re.IGNORECASE)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_HIDDEN = re.compile(
    "(?<!\\w)\\w{1,40}[\u200b\u200c\u2060\ufeff\u00ad]\\w.{0,80}|\\b[^\\W\\d_](?: {1,2}[^\\W\\d_]){4,}\\b"
)
_LONG_WORD = re.compile(r"\b[^\W\d_]{5,}\b")
_ORNAMENT = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]|[!?]{3,}|!(?=[^!]*!)")

_FAMILIAR_TEXT = """
gouv.fr service-public.fr cnil.fr urssaf.fr europa.eu wikipedia.org wikimedia.org openstreetmap.org
archive.org mozilla.org w3.org schema.org rfc-editor.org ietf.org web.dev python.org djangoproject.com
postgresql.org sqlite.org php.net wordpress.org drupal.org joomla.org debian.org readthedocs.io github.com
gitlab.com framagit.org codeberg.org framasoft.org framaforms.org stackoverflow.com caniuse.com jit.si
signal-spam.fr afnic.fr bnf.fr
"""
FAMILIAR_HOSTS = frozenset(_FAMILIAR_TEXT.split())

_PATTERNS: Mapping[Signal, re.Pattern[str]] = {
    Signal.MASKED_LINK: re.compile(
        r"\b(?:bit\.ly|tinyurl\.com|t\.me|wa\.me|goo\.gl|cutt\.ly|is\.gd|discord\.gg|rebrand\.ly)/"
    ),
    Signal.REFERRAL: re.compile(
        r"[?&/](?:ref|aff|affiliate|parrain(?:age)?|r|u)[=/]|\b(?:avec )?(?:mon|le|donnez mon) (?:code"
        r"|lien)(?: de parrainage| promo)?\b"
        r"|\bcode (?:promo )?[a-z]{3,}-?\d+|\baffiliat"
    ),
    Signal.RAW_MARKUP: re.compile(r"\[url[=\]]|<a\s+href"),
    Signal.CONTACT: re.compile(
        r"(?:\+\d{2,3}|\b0\d)(?:[\s.-]?\d){7,}|\b0[1-9](?:[\s.-]?\d\d){4}\b|\+\d{1,3}[\s-]\d"
        r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w{2,}"
    ),
    Signal.ELSEWHERE: re.compile(
        r"\b(?:whats?app|telegram|skype|snap(?:chat)?|wechat|viber|signal)\b|\ben (?:mp|dm|prive)\b"
        r"|\bmessage prive\b|\blien en bio\b"
        r"|\bprivate (?:email|message)\b|\bdrop your e-?mail\b"
    ),
    Signal.PRICE: re.compile(r"\d\s?(?:€|euros?\b|eur\b|\$|usd\b)|[$€£]\s?\d"),
    Signal.DISCOUNT: re.compile(
        r"-\s?\d\d\s?%|\d\d\s?% (?:off|de remise|offert)|au lieu de \d|\bpromo(?:tion)?s?\b|\boffert[es]?\b"
        r"|\bgratuite?s?\b|\bfree\b|\bpas chere?s?\b"
        r"|\bcheap\b|\bprix (?:casses?|imbattables?|usine)|\bmeilleurs? prix\b|\bsans engagement\b"
        r"|\bstock limite|\blimitees?\b|\bdiscount\b|\blow cost\b"
        r"|\ba partir de \d|\bdes \d+ ?€|\btarifs? tres competitifs?\b"
    ),
    Signal.OFFER: re.compile(
        r"\b(?:je|nous|on) (?:vous )?propos(?:e|ons) (?:mes|nos|des|un|vos)\b|\bje fais vos\b|\bje vends\b"
        r"|\bvend(?:s|re)? (?:lot|compte|mon compte)|\bvente d[e']"
        r"|\bnotre (?:agence|equipe|plateforme|gamme|usine|cabinet|methode|societe|boutique)\b"
        r"|\bnos (?:conseillers|services|techniciens|redacteurs|equipes|produits)\b"
        r"|\bwe (?:are a|offer|provide|guarantee)\b|\bour (?:website|services|team)\b|\bi can (?:write"
        r"|send you|help you)\b|\bdisponible immediatement\b"
        r"|\bdevis gratuit\b|\bfree (?:quote|audit)\b|\bnous (?:lancons|recherchons|rachetons"
        r"|sommes fabricant)|\bwe are (?:a |the )?(?:leading|manufacturer)"
        r"|\bje suis (?:expert|coach|un? expert)|\b(?:decouvrez|profitez)\b"
    ),
    Signal.PROMISE: re.compile(
        r"\bgaranti[es]?\b|\bguarantee|\bresultats? garanti|\bsatisfait ou rembourse|\bmoney back\b"
        r"|\b100 ?%|\bpremiere (?:page|place) (?:de|sur) google\b"
        r"|\b24 ?h?/ ?(?:24|7)|\b24/7|\ben \d+ (?:jours?|heures?|minutes?|h)\b|\bsous \d+ ?h\b|\b\d+ ?(?:€"
        r"|euros?) par (?:jour|mois|semaine)\b"
        r"|\bsans (?:rien faire|justificatif|risque|regime|ordonnance|frais|depot)\b"
        r"|\breel(?:le)?s?\b.{0,20}\bgarantie|\bliberte financiere\b"
        r"|\brevolutionn|\billimite|\bunlimited\b|\binstantane|\bsecret\b|\bmultipli"
    ),
    Signal.CALL: re.compile(
        r"\bcontact(?:ez|er)[ -](?:moi|nous|mon|mr|notre|me)\b|\bcontact(?:ez)? (?::|him|us|me)"
        r"|\bn'hesitez pas a (?:me|nous) contacter|\bcliquez?\b|\bclick\b"
        r"|\b(?:commandez|commander|reservez|inscrivez-vous|inscris-toi|inscription|achetez|acheter|rejoins"
        r"|rejoignez|visitez|visit|essayez|testez|appelez|abonnez-vous"
        r"|telechargez|download|reclamez|hurry|order now|hire now|grab|check (?:this )?out|foncez|ecrivez"
        r"|ecrire (?:a|en)|demandez|envoyez|envoie|laissez votre"
        r"|decouvrez|venez voir|regarde[zs]? (?:ici|ce|mes)|reply|confirmez|reglez|renouvelez|regularisez"
        r"|comparez|prenez rendez-vous)\b"
        r"|\bcommente\b|\b(?:faites|clique|fonce|ecrivez|commandez) vite\b|\b(?:des|jouez|essayez"
        r"|appelez) maintenant\b|\bdans les \d+ heures\b|\bavant (?:minuit|vendredi|la fin)"
    ),
    Signal.KNOWN_WARES: re.compile(
        r"\b(?:prets? entre particuliers|credit|rachat de credit|taux \d|bitcoin|crypto|trading|trader"
        r"|forex|nft|airdrop|wallet|casino|poker|roulette|paris sportifs|pronostic\w*"
        r"|loto|voyante?|medium|marabout|tarot|desenvoutement|retour (?:de l'etre aime|d'affection)|viagra"
        r"|cialis|cbd|peptides|steroides|minceur|perdez \d+ kilos"
        r"|rencontres? (?:coquines?|chaude)|escort|massages?|abonnes|followers|likes|avis (?:google"
        r"|5 etoiles)|backlinks?|netlinking|dofollow|do-follow|guest posts?|articles? invites?"
        r"|seo|dr \d\d|base de donnees de|bases? d'emails|fichiers? de prospection|leads"
        r"|comptes? (?:facebook|adsense|gmail)|accounts|iptv|streaming|crack(?:ed)?|cle windows|license key"
        r"|repliques?|sacs de marque|fausse monnaie|faux (?:documents?|papiers|arret|billets|diplome\w*)"
        r"|permis de conduire|diplomes|cpf|pompe a chaleur|panneaux solaires|isolation a 1|serrurier"
        r"|demenagement|dropshipping"
        r"|parrainage|cartes? cadeaux?|gift cards?|sondages? remuneres?|essay|memoire a rendre|mutuelle"
        r"|assurance auto|placement|rendement|legs|heritier|don de ma fortune|millions de dollars"
        r"|dubai|offshore|hacker|espion\w*|support number|virtual assistant|data entry|assistante virtuelle"
        r"|logo professionnel|iphone|montres?)\b"
    ),
    Signal.PRAISE: re.compile(
        r"\b(?:great|nice|good|wonderful|excellent|amazing) (?:post|article|blog|forum|information)"
        r"|\bthanks? (?:you )?for (?:sharing|this)|\bi agree with you completely"
        r"|\b(?:super|tres bon|excellent) (?:sujet|article|post)\b|\bmerci pour (?:l'info|le partage)\b"
    ),
    Signal.ASKS: re.compile(
        r"\b(?:comment|pourquoi|quell?e?s?|combien|est-ce|quelqu'un|qui|ou|faut-il|peut-on|avez-vous|a-t-on"
        r"|dois-je|puis-je|y a-t-il|what|how|which|who|do we|is there|are the)\b[^.!?\n]{2,200}\?"
        r"|\b(?:pourquoi|comment|combien) ?\?"
        r"|\b(?:je (?:cherche|ne comprends|n'arrive|me demande|voudrais|suis perdu)|j'(?:hesite|ai un souci"
        r"|aimerais|ai besoin)|quelqu'un (?:sait|a|peut|connait)|vos (?:avis|conseils|retours|experiences"
        r"|critiques)|pouvez-vous me|dites-moi (?:si|ce)|merci d'avance|une (?:idee|piste) \?|par (?:ou"
        r"|quoi) commencer)\b"
    ),
    Signal.TALKS: re.compile(
        r"\b(?:comme (?:dit|disait)|d'accord avec|j'ai (?:essaye|teste|eu le meme|suivi|lu|relu|repondu|mis"
        r"|recu)|chez moi|mon client|ma (?:cliente|soeur|mere)|un(?:e)? client|je (?:debute|viens de"
        r"|prepare|vends mon ancien)|merci !|je (?:confirme|te|t')|tu |ton |ta |tes "
        r"|la (?:reunion|rencontre|salle|charte)|l'association|l'atelier|le fil|le bureau|ce fil|bienvenue"
        r"|a mon avis|je ne suis pas d'accord|merci (?:paul|beaucoup|d'avance|pour vos))"
    ),
    Signal.CODE: re.compile("`"),
}
