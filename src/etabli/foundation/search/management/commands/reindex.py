"""`etabli manage reindex`: the whole index anew, for an installation that was filled before it had one."""

from typing import Any

from etabli.foundation.commands import OwnCommand
from etabli.foundation.search import index


class Command(OwnCommand):
    """Every kind, one after the other; people can search meanwhile."""

    french = "Refaire l'index de la recherche."
    english = "Build the search index anew."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in (*index.declared_kinds(), *index.finders()):
            self.stdout.write(f"{kind}: {index.reindex(kind)}")
