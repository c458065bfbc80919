"""What stands under a text without having been written for it: signatures, contact details, notices, advertisements."""

import re
from collections.abc import Sequence

from etabli.foundation.search.engine import fold

_LONGEST_SIGNATURE = 12  # lines after two hyphens that lost their space
_LONGEST_CONTACT = 100  # characters of a line of contact details
_MOST_WORDS_OF_CONTACT = 12
_MOST_LAYERS = 8  # a telephone's signature under a notice under contact details
_SEEN = 30  # lines of the end in which contact details are looked for

_RULE = re.compile(r"[-_=*~#+\sᐧ]*")
_DEVICES = r"""iphone|ipad|ipod|mac\b|android|galaxy|samsung|huawei|honor|xiaomi|redmi|oppo|oneplus|pixel|sony|nokia
|alcatel|htc|wiko|motorola|crosscall|asus|blackberry|telephone|smartphone|mobile|portable|tablette|appareil|phone|cell\b
|device|windows|outlook|yahoo|gmail|proton|orange|sfr|bouygues|free\b|la\ ?poste|courrier|mail\b|courriel|webmail
|messagerie|mailbox|airmail|bluemail|k-9|k9|thunderbird|spark|fairemail"""
# On a line of its own, at the end.
_SENT_FROM = re.compile(
    rf"""\W{{0,3}}(?:
    (?:envoyee?|sent|transmis|expedie|enviado|inviato|verzonden|sendt)\s(?:de|d'|depuis|a\spartir|par|via|avec|grace|from|with|via|using|by|desde|da|met|fra)
    .{{0,60}}?(?:{_DEVICES})
    | (?:obtenir|obtenez|telecharger|telechargez|get|download|decouvrez|essayez)\s.{{0,30}}?(?:{_DEVICES}).{{0,20}}?
      (?:pour|for|sur|on)\s(?:ios|android|mac|windows|iphone|ipad)
    | (?:diese\snachricht|von\smeinem)\s.{{0,80}}?\sgesendet
    | provenance\s?:\scourrier
    | (?:garanti\ssans\svirus|sans\svirus|virus-free)\b
    | l'absence\sde\svirus\b
    ).{{0,160}}""",
    re.VERBOSE,
)
_PLEA = re.compile(
    r"\W*(?:p\s)?(?:pensez|avant\sd.imprimer|n.imprimez|merci\sde\sn.imprimer|merci\sde\spenser|afin\sde\spreserver"
    r"|preservons|please\sconsider|think\sbefore)\b.*(?:imprim|environnement|planete|print|arbre)"
)
_NOTICE = (
    re.compile(r"confidenti|privilegie|privileged"),
    re.compile(r"destinataire|addressee|intended|recipient|usage exclusif|exclusive"),
    re.compile(
        r"(?:recu|recevez|received?)\b.{0,60}\b(?:par erreur|in error)|par erreur, (?:merci|veuillez)"
    ),
    re.compile(r"(?:detrui|supprim|delet|destroy|avertir|notify).{0,60}"),
    re.compile(r"(?:interdit|prohibited|strictement|strictly|responsabilite|liabil|alter|virus)"),
)
_NOTICE_BEGINNING = re.compile(
    r"\W*(?:(?:ce|cet|le present|this|the)\s(?:present\s)?"
    r"(?:message|e-?mail|mail|courriel|courrier|communication|transmission)"
    r"|les?\sinformations?|l.information|the\sinformation|avis|notice|confidential|disclaimer|avertissement|important)"
)
_FORMULA = re.compile(
    r"""\W*(?:(?:bien|tres|avec|toutes?|mes|nos|meilleures|sinceres|bonne|belle|excellente|cordiale[s]?|kind|best|warm|many|dans)\s)*
    (?:cordialement|cdlt|cdt|cordlt|a\svous|a\stoi|salutations|sentiments|journee|soiree|apres-midi|week-?end|semaine|reception
    |a\sbientot|a\splus|amicalement|amities|respectueusement|sincerement|regards|wishes|cheers|sincerely|thanks|merci)
    (?:\s(?:a\s(?:tous|toutes|vous|toi)|d'avance|et\s.{1,30}|distinguee?s))*[\s,.!]*""",
    re.VERBOSE,
)
_THANKS = re.compile(r"\W*(?:many\s)?(?:merci|thanks)")
_CONTACT = re.compile(
    r"""(?:\+33|\b0)\s?(?:\(0\)\s?)?[1-9](?:[\s.-]?\d\d){4}\b | [\w.+-]+@[\w-]+\.\w | \bhttps?:// | \bwww\. | \bsiret\b
    | ^\W*\d{5}\s[a-z] | \[cid:""",
    re.VERBOSE,
)
_NAME = re.compile(r"[^\W\d_]+(?:[\s.'’-]+[^\W\d_]+){0,3}\.?")


def without_signature(lines: Sequence[str], name: str = "", address: str = "") -> str:
    """The text without its signature, its contact details, its notices. `name` and `address` are the sender's: a name
    under the text stays, with the formula above it, and so does whatever isn't sure to be a signature."""
    kept = _until_hyphens(list(lines))
    sender_name, sender_address = _folded(name), address.lower()
    for _time in range(_MOST_LAYERS):
        shorter = _until_contact(_without_notice(_without_last_line(kept)), sender_name, sender_address)
        if len(shorter) == len(kept):
            break
        kept = shorter
    return "\n".join(kept)


def _folded(text: str) -> str:
    return " ".join(fold(text.replace("’", "'")).split())


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line))


def _until_hyphens(lines: list[str]) -> list[str]:
    left = sum(bool(line.strip()) for line in lines)
    for rank, line in enumerate(lines):
        if line == "-- " or (line.rstrip() == "--" and left <= _LONGEST_SIGNATURE):
            return lines[:rank]
        left -= bool(line.strip())
    return lines


def _without_last_line(lines: list[str]) -> list[str]:
    """Without the rules, the blank lines and the telephone's own signature at the end."""
    end = len(lines)
    while end and (_is_rule(lines[end - 1]) or _SENT_FROM.fullmatch(_folded(lines[end - 1])[:300])):
        end -= 1
    return lines[:end]


def _without_notice(lines: list[str]) -> list[str]:
    """Without the last paragraph, when it is a notice; the rules around one go with it."""
    end = len(lines)
    while end and _is_rule(lines[end - 1]):
        end -= 1
    start = end
    while start and lines[start - 1].strip() and not _is_rule(lines[start - 1]):
        start -= 1
    paragraph = _folded(" ".join(lines[start:end])[:3000])
    signs = sum(bool(sign.search(paragraph)) for sign in _NOTICE)
    if _PLEA.match(paragraph) or (signs > 1 and len(paragraph) > 80 and _NOTICE_BEGINNING.match(paragraph)):
        while start and (_is_rule(lines[start - 1]) or not lines[start - 1].strip()):
            start -= 1
        return lines[:start]
    return lines


def _until_contact(lines: list[str], name: str, address: str) -> list[str]:
    """Up to the name that ends the text, when what follows it are contact details."""
    first = max(0, len(lines) - _SEEN)
    for rank in range(len(lines) - 1, first - 1, -1):
        folded = _folded(lines[rank])
        is_name = bool(name) and folded.strip(" ,.-") == name
        if not is_name and not _FORMULA.fullmatch(folded[:100]):
            continue
        under = [at for at in range(rank + 1, len(lines)) if lines[at].strip()]
        if not under or not _are_contact([lines[at] for at in under], address):
            continue
        if is_name:
            return lines[: rank + 1]
        if _NAME.fullmatch(lines[under[0]].strip(" ,")):
            return lines[: under[0] + 1]
        if not _THANKS.match(folded):
            return lines[: rank + 1]
    return lines


def _are_contact(lines: list[str], address: str) -> bool:
    """Whether all these lines may be contact details, and one of them is for sure."""
    if any(len(line) > _LONGEST_CONTACT or len(line.split()) > _MOST_WORDS_OF_CONTACT for line in lines):
        return False
    if any(line.rstrip().endswith("?") or _folded(line).startswith(("ps", "p.s")) for line in lines):
        return False
    return any(_CONTACT.search(_folded(line)) or (address and address in line.lower()) for line in lines)
