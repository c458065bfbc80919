"""Build what people practise on, without waiting for the clock."""

from typing import Any

from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.site.practice.exercises import build_template


class Command(OwnCommand):
    french = "Refaire les données inventées sur lesquelles on s'exerce. L'horloge le fait toute seule."
    english = "Build the invented data that people practise on, anew. The clock does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        build_template(timezone.now())
