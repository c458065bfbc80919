"""What protects a business, and where somebody stands in it. Knows neither Django nor files.

`parse(tables) -> Catalogue`: of plain data, as tomllib gives it. `standings(gestures, marks, today)`: what is done,
what comes back, what is next. `looks_like_password(text)`: for texts where none should stand.
"""

from etabli.programme.protection.engine.catalogue import (
    Catalogue as Catalogue,
    Gesture as Gesture,
    Message as Message,
    Page as Page,
    ProcessingActivity as ProcessingActivity,
    Service as Service,
    Sheet as Sheet,
    Source as Source,
)
from etabli.programme.protection.engine.parsing import CatalogueError as CatalogueError, parse as parse
from etabli.programme.protection.engine.passwords import looks_like_password as looks_like_password
from etabli.programme.protection.engine.standing import (
    PUT_OFF_FOR as PUT_OFF_FOR,
    Mark as Mark,
    Standing as Standing,
    next_of as next_of,
    standings as standings,
)
