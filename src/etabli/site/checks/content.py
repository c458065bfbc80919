"""The data: what people search is in step with what there is, and the neutrality log is as it was written."""

from collections.abc import Iterator

from etabli.site.checks.points import Point, fault, ok


def look() -> Iterator[Point]:
    yield _search()
    yield _neutrality()


def _search() -> Point:
    from etabli.foundation.search.index import kinds_out_of_step

    kinds = kinds_out_of_step()
    if kinds:
        return fault(
            f"la recherche n'est plus à jour : {', '.join(kinds)}",
            f"the search index is out of step: {', '.join(kinds)}",
            "etabli manage reindex",
            "etabli manage reindex",
        )
    return ok("la recherche est à jour", "the search index is in step")


def _neutrality() -> Point:
    from etabli.community.neutrality.queries import verdict

    result = verdict()
    if result.broken_at is not None:
        return fault(
            f"le journal de neutralité a été modifié, à partir de l'entrée {result.broken_at}",
            f"the neutrality log was changed, from entry {result.broken_at} on",
            "comparez avec les sauvegardes, et prévenez l'association : etabli neutrality report",
            "compare it with the backups, and tell the association: etabli neutrality report",
        )
    return ok("le journal de neutralité est intact", "the neutrality log is as it was written")
