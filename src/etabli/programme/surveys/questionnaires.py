"""The questionnaires delivered with the product: read from `data/`, published once each time they change."""

import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any

from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.actions import publish_questionnaire
from etabli.programme.surveys.queries import latest_version


def delivered() -> dict[str, list[dict[str, Any]]]:
    """The questionnaires of the files: code -> questions."""
    questionnaires = {}
    for file in (files(__package__) / "data").iterdir():
        if file.name.endswith(".toml"):
            document = tomllib.loads(file.read_text("utf-8"))
            questionnaires[document["code"]] = document["question"]
    return questionnaires


def load_questionnaires(*, by: Viewer, at: datetime) -> int:
    """Publish what is new; returns how many versions were. The versions already published stay as they are."""
    published = 0
    for code, content in delivered().items():
        latest = latest_version(code)
        if latest is None or latest.content != content:
            publish_questionnaire(code=code, content=content, by=by, at=at)
            published += 1
    return published
