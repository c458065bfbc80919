"""Reading SIRENE: what its columns and rows mean, who is taken for a craft business. No Django, no file, no clock."""

from etabli.territory.register.engine.columns import MissingColumns
from etabli.territory.register.engine.establishment import Establishment, Refusal
from etabli.territory.register.engine.sirene import Activity, is_probable

__all__ = ["Activity", "Establishment", "MissingColumns", "Refusal", "is_probable"]
