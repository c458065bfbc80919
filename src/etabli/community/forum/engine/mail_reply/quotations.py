"""What a mail quotes, told from what its author wrote."""

import re
from collections.abc import Sequence

from etabli.foundation.search.engine import fold

_LONGEST_ATTRIBUTION = 5  # lines
_LONGEST_LINE = 500  # characters of a line that may introduce a quotation

_MARK = re.compile(r"\s{0,3}>")
_RULE = re.compile(r"[-_=*\s]{3,}")
# "Message d'origine" between hyphens; more may stand on the same line.
_SEPARATOR = re.compile(
    r"""[-_]{2,}\s*(?:(?:message|mail|e-?mail|courriel|mensaje|messaggio|mensagem)\s
    (?:d\W?\s?origine|original|initial|transfere|originale|reenviado|inoltrato)
    | (?:original|forwarded)\s(?:message|mail) | (?:ursprungliche|weitergeleitete)\snachricht)\s*[-_]{2,}
    | (?:debut\sdu\smessage\s(?:transfere|reexpedie)|begin\sforwarded\smessage)\s*:""",
    re.VERBOSE,
)
_SENDER = frozenset(("de", "from", "von", "da"))
_MOMENT = frozenset(
    (
        "envoye",
        "envoyee",
        "envoye le",
        "envoyee le",
        "sent",
        "date",
        "gesendet",
        "datum",
        "enviado",
        "inviato",
        "data",
    )
)
_OBJECT = frozenset(("objet", "obj.", "sujet", "subject", "betreff", "asunto", "assunto", "oggetto"))
_RECEIVER = frozenset(
    ("a", "to", "pour", "cc", "copie", "copie a", "repondre a", "reply-to", "an", "para", "risposta")
)
_LABELS = sorted(_SENDER | _MOMENT | _OBJECT | _RECEIVER, key=len, reverse=True)
_HEADER = re.compile(f"(?P<label>{'|'.join(map(re.escape, _LABELS))})\\s*:")

_WROTE = re.compile(
    r"(?<=[\s>»”\"])(?:a ecrit|wrote|escribio|escreveu|ha scritto|schrieb|schreef|skrev)\b\s*(?=[:\s-]|$)"
)
_DAY = r"(?:[a-z]{2,9}[.,]*\s+)?"
_MONTH = r"(?:jan|fe[vb]|mar|a[vpb]r|ma[iy]|jui|ju[nl]|aou|aug|ago|sep|oct|okt|out|nov|de[csz])[a-z]*[.,]*\s+"
_TIME = re.compile(r"\d{1,2}\s?[:h]\s?\d\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?[/.]\d\d?[/.]\d\d\b")
_BEGINS_BY_DATE = re.compile(rf"-*\s*(?:le|on|at|el|il|am|em|op|den)\s+{_DAY}(?:{_MONTH})?\d{{1,4}}(?:er)?\b")
_NAME_AND_ADDRESS = re.compile(r"\W*\w[^<]*<[^<>\s]+@[^<>\s]+(?:<mailto:[^<>\s]+>)?\s?>$")
_IN_REPLY = re.compile(r"(?:en reponse a|in reply to)\s")
_DATE_AND_SENDER = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d (?:gmt|utc)\S*\s(?:[^<@]*|[^<]*<[^>\s]+@[^>\s]+>\s*:)$"
)


def without_quotations(lines: Sequence[str], marker: str = "") -> list[list[str]]:
    """The pieces that the author wrote, in order: what stands above, between and below what is quoted.

    A line that begins with `>` is quoted. So are the lines that introduce a quotation (who wrote, when), and all that
    follows them when its lines bear no `>`, or when it follows a line that holds `marker`.
    """
    folded = [_folded(line) for line in lines]
    marker = _folded(marker)
    pieces: list[list[str]] = [[]]
    at = 0
    while at < len(lines):
        if marker and marker in folded[at] and not _MARK.match(lines[at]):
            break
        end = at if _MARK.match(lines[at]) else _introduction_end(folded, at)
        if end is None:
            pieces[-1].append(lines[at])
            at += 1
            continue
        following = _skip_blank(lines, end)
        if end == at:
            _drop_attribution(pieces[-1])
        if end > at and following < len(lines) and not _MARK.match(lines[following]):
            break
        pieces.append([])
        at = max(_quotation_end(lines, following), end, at + 1)
    is_last_quoted = at < len(lines) or not pieces[-1]
    trimmed = [_trimmed(piece) for piece in (pieces if is_last_quoted else pieces[:-1])]
    return [piece for piece in [*trimmed, *([] if is_last_quoted else pieces[-1:])] if piece]


def _drop_attribution(piece: list[str]) -> None:
    """Take away the last lines, above a quotation, that say who wrote it and when in words which aren't known here."""
    text = [_folded(line) for line in piece]
    end = len(text)
    while end and not text[end - 1]:
        end -= 1
    for start in range(end - 1, max(-1, end - 4), -1):
        sentence = " ".join(text[start:end])
        if not text[start] or not sentence.endswith(":"):
            return
        has_date = _YEAR.search(sentence) and _TIME.search(sentence)
        if has_date or re.search(r"<[^>]*@[^>]*>", sentence):
            del piece[start:]
            return


def _folded(line: str) -> str:
    """In small letters without accents or stars, for what introduces a quotation; "" for a line too long to do so."""
    return " ".join(fold(line.replace("*", " ")).split()) if len(line) <= _LONGEST_LINE else ""


def _skip_blank(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _quotation_end(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and _MARK.match(lines[at]):
        at += 1
    return at


def _trimmed(piece: list[str]) -> list[str]:
    """Without the rule that a program draws above what it quotes."""
    end = len(piece)
    while end and (not piece[end - 1].strip() or _RULE.fullmatch(piece[end - 1])):
        end -= 1
    return piece[:end]


def _introduction_end(folded: Sequence[str], at: int) -> int | None:
    """Where the lines end that introduce a quotation, when they begin here."""
    if _SEPARATOR.match(folded[at]):
        return _headers_end(folded, _next(folded, at)) or at + 1
    return _headers_end(folded, at) or _attribution_end(folded, at)


def _next(folded: Sequence[str], at: int) -> int:
    return at + 2 if at + 1 < len(folded) and not folded[at + 1] else at + 1


def _headers_end(folded: Sequence[str], at: int) -> int | None:
    """The end of "De : … Envoyé : … Objet : …": three headers at least, one of them an object or with an address."""
    labels: list[str] = []
    end = at
    has_address = False
    for rank, line in enumerate(folded[at : at + 14], start=at):
        header = _HEADER.match(line)
        if header is None and not (labels and (not line or "@" in line)):
            break
        if header:
            labels.append(header["label"])
            end = rank + 1
        has_address = has_address or "@" in line
    has_object = any(label in _OBJECT for label in labels)
    whole = len(set(labels)) > 2 and labels[0] in _SENDER | _MOMENT and (has_object or has_address)
    return end if whole else None


def _attribution_end(folded: Sequence[str], at: int) -> int | None:
    """The end of "Le 3 mars 2027 à 10:12, Inès <…> a écrit :", which may be folded over several lines. It begins as
    late as it can: the line above may be the author's own."""
    end = _sentence_end(folded, at)
    if end is None or any(_sentence_end(folded, later) for later in range(at + 1, end)):
        return None
    return end


def _sentence_end(folded: Sequence[str], at: int) -> int | None:
    sentence = ""
    for end in range(at, min(at + _LONGEST_ATTRIBUTION, len(folded))):
        if not folded[end]:
            return None
        sentence = f"{sentence} {folded[end]}".strip()
        if _introduces(sentence):
            return end + 1
    return None


def _introduces(sentence: str) -> bool:
    wrote = _WROTE.search(sentence)
    if wrote is None:
        says_when = _IN_REPLY.match(sentence) and _TIME.search(sentence) and sentence.endswith(":")
        return bool(says_when or _DATE_AND_SENDER.match(sentence))
    before, after = sentence[: wrote.start()].rstrip(), sentence[wrote.end() :]
    ends = (
        after.strip(" -") == ":" or after.endswith(">:") or (after.startswith("--") and not after.strip("-"))
    )
    # What follows an address on the same line is quoted.
    by_address = bool(_NAME_AND_ADDRESS.match(before)) and (ends or after.startswith(":"))
    if _BEGINS_BY_DATE.match(before) and ("@" in before or _TIME.search(before)):
        return ends or by_address
    return by_address or (
        ("@" in before or "<" in before) and bool(_TIME.search(after)) and after.endswith(":")
    )
