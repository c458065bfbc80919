"""Words without what two ways of writing them don't share."""

import re
import unicodedata


def plain_spaces(text: str) -> str:
    """With no space but the ordinary one, and nothing that isn't seen."""
    return re.sub(r"[\u00a0\u2000-\u200b\u202f]", " ", re.sub(r"[\u00ad\u200c\u200d\ufeff]", "", text))


def folded(text: str) -> str:
    """In small letters, without accents or signs."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def holds(text: str, words: str) -> bool:
    """Whether these words stand in it, whatever the accents and capitals."""
    return bool(folded(words)) and f" {folded(words)} " in f" {folded(text)} "
