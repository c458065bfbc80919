"""The colours of the house, for what no style sheet reaches: mails, printed documents, pictures.

They are declared once, as the tokens of ui/static/ui/etabli.css. Typst reads the same lines (documents/house.typ).
"""

import re
from pathlib import Path

STYLE_SHEET = Path(__file__).with_name("ui") / "static" / "ui" / "etabli.css"
_TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


def _declared_tokens() -> list[tuple[str, str, str]]:
    """Each token: its name, its colour in the light and in the dark; those of strong contrast are left out."""
    root_rules = STYLE_SHEET.read_text(encoding="utf-8").partition(":root {")[2].partition("}")[0]
    return _TOKEN.findall(root_rules)


# By the name of the token without its dashes: LIGHT["main"].
LIGHT = {name: light for name, light, _dark in _declared_tokens()}
DARK = {name: dark for name, _light, dark in _declared_tokens()}
