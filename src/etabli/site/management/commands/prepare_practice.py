"""Build what people practise on, without waiting for the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from etabli.site.practice.exercises import prepare


class Command(BaseCommand):
    help = "Build the invented data that people practise on, anew. The clock does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(timezone.now())
