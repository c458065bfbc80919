"""Reading SIRENE: what its columns and rows mean, who is taken for a craft business. No Django, no file, no clock."""

from etabli.territory.register.engine.columns import MissingColumns as MissingColumns
from etabli.territory.register.engine.establishment import Establishment as Establishment, Refusal as Refusal
from etabli.territory.register.engine.sirene import Activity as Activity, is_probable as is_probable
