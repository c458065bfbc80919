"""What looks like a password, in a text where none should stand."""

import re

MIN_LENGTH = 6  # of a word that mixes letters with figures or signs
_PLACED = r"(?:dans|chez|sur|sous|au|à|avec|derrière|rangé|noté|écrit|oublié|in|on|at|with|under|kept)\b"
_ANNOUNCED = re.compile(
    r"\b(?:mots? de passe|mdp|passwords?|pwd|passe|code(?: pin| secret)?|pin)\s*(?:\b(?:est|is)\b|[:=])\s*(?!"
    + _PLACED
    + r")\S",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s*\d{4,8}\s*|.*\b(?:code|pin|mdp)\s+\d{4,8}\b.*", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+\.\w{2,}|(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_SIGNS = re.compile(r"[!#$%^*?=+~@{}<>|\\]")  # "Martin&Fils" and "atelier_bois" are names
_SEPARATORS = re.compile(r"[\s/,;:()«»“”\"]+")


def looks_like_password(text: str, *, is_name: bool = False) -> bool:
    """Whether a word of it is announced as one, or mixes letters with figures or signs as they do; or it is a code, of
    figures alone. `is_name`: the text names something, and may end with figures ("Boulangerie33", "@atelier33")."""
    if _ANNOUNCED.search(text) or _CODE.fullmatch(text):
        return True
    words = (word.rstrip(".!?") if word.rstrip(".!?").isalpha() else word for word in _SEPARATORS.split(text))
    return any(_is_mixed(word, is_name=is_name) for word in words if not _ADDRESS.fullmatch(word.rstrip(".")))


def _is_mixed(word: str, *, is_name: bool) -> bool:
    has_letters = any(char.isalpha() for char in word)
    if len(word) < MIN_LENGTH or not has_letters:
        return False
    digits, signs = sum(char.isdigit() for char in word), len(_SIGNS.findall(word.removeprefix("@")))
    return bool(signs and (digits or not is_name)) or (digits > 1 and not is_name)
