"""Files: their place is this installation's, takes one and gives it back, and agrees with the database."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from etabli.foundation.terminal import pick
from etabli.site.checks.points import Point, fault, ok, remark

if TYPE_CHECKING:
    from etabli.foundation.files.orphans import Disagreement
    from etabli.foundation.files.stores import Store


def look() -> Iterator[Point]:
    from etabli.foundation.files import stores
    from etabli.foundation.files.marker import ForeignStore, claim

    place = stores.current_store()
    try:
        claim(place)
        reason = stores.storage_fault(place)
    except ForeignStore:
        yield _foreign_store(place)
        return
    except OSError as error:
        reason = str(error)
    if reason is not None:
        yield fault(
            f"on ne peut pas garder de fichier dans {place.where()} : {reason}",
            f"files can't be kept in {place.where()}: {reason}",
            "vérifiez ETABLI_FILES_URL, les clés, les droits du dossier et la place qui reste",
            "check ETABLI_FILES_URL, the keys, the folder's rights and the room left",
        )
        return
    yield ok(f"les fichiers sont gardés dans {place.where()}", f"files are kept in {place.where()}")
    yield from _agreement()
    yield from _to_be_asked()


def _foreign_store(place: "Store") -> Point:
    from etabli.foundation.files.identity import identity
    from etabli.foundation.files.marker import preview_adoption

    seen = preview_adoption(place)
    owner_text = pick(
        f"sont de l'installation {seen.bearer}, et cette base de données est de {identity()}"
        if seen.bearer
        else "ne sont connus d'aucune ligne de cette base de données",
        f"are of installation {seen.bearer}, and this database is of {identity()}"
        if seen.bearer
        else "are known to no row of this database",
    )
    return fault(
        f"les {seen.files} fichiers de {place.where()} {owner_text} : aucun n'est touché, aucun n'est pris",
        f"the {seen.files} files in {place.where()} {owner_text}: none is touched, none is taken",
        "faites mener DATABASE_URL et ETABLI_FILES_URL (ou ETABLI_DATA) à la même installation ; "
        "si ces fichiers sont bien les siens : etabli files adopt",
        "have DATABASE_URL and ETABLI_FILES_URL (or ETABLI_DATA) lead to the same installation; "
        "if these files are its own: etabli files adopt",
    )


def _agreement() -> Iterator[Point]:
    from etabli.foundation.files.orphans import find_disagreement

    seen = find_disagreement()
    if seen.missing:
        names = ", ".join(seen.missing[:3])
        yield fault(
            f"{len(seen.missing)} fichier(s) manquent : {names}",
            f"{len(seen.missing)} file(s) are missing: {names}",
            "remettez-les depuis une sauvegarde, sous le même nom (docs/en/operations.md)",
            "bring them back from a backup, under the same name (docs/en/operations.md)",
        )
    else:
        yield ok("aucun fichier ne manque", "no file is missing")
    yield from _leaving(seen)
    yield from _quarantine(seen)
    if seen.erased:
        yield remark(
            f"{len(seen.erased)} fichier(s) effacés restent à supprimer de l'endroit où ils sont gardés",
            f"{len(seen.erased)} erased file(s) are still to be deleted from the place where they are kept",
            "vérifiez le droit d'y supprimer ; l'horloge essaie chaque jour, etabli files sweep --agree aussitôt",
            "check the right to delete there; the clock tries each day, etabli files sweep --agree at once",
        )


def _leaving(seen: "Disagreement") -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.files.orphans import unheld_files
    from etabli.foundation.files.sweeping import files_to_remove

    to_sweep, idle = files_to_remove(timezone.now(), seen), len(seen.unknown) + unheld_files().count()
    if to_sweep.restored:
        yield remark(
            f"base de données restaurée le {to_sweep.restored:%d/%m/%Y} : aucun fichier ne part sans votre accord "
            f"({to_sweep.count} attendent)",
            f"database restored on {to_sweep.restored:%Y-%m-%d}: no file leaves without your consent "
            f"({to_sweep.count} wait)",
            "regardez ce qui partirait : etabli files sweep ; puis : etabli files sweep --agree",
            "look at what would leave: etabli files sweep; then: etabli files sweep --agree",
        )
    elif to_sweep.asks:
        yield fault(
            f"{to_sweep.count} fichiers sur {to_sweep.files} partiraient d'un coup : rien ne bouge sans votre accord",
            f"{to_sweep.count} of {to_sweep.files} files would leave at once: nothing moves without your consent",
            "est-ce bien la bonne base de données ? Regardez : etabli files sweep ; puis : etabli files sweep --agree",
            "is it the right database? Look: etabli files sweep; then: etabli files sweep --agree",
        )
    elif idle:
        yield remark(
            f"{idle} fichier(s) ne servent plus : l'horloge les met en quarantaine après sept jours",
            f"{idle} file(s) are held by nothing: the clock puts them in quarantine after seven days",
        )


def _quarantine(seen: "Disagreement") -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.files.sweeping import QUARANTINE_PERIOD

    if seen.returning:
        yield remark(
            f"{len(seen.returning)} fichier(s) en quarantaine servent encore : ils reviennent d'eux-mêmes",
            f"{len(seen.returning)} file(s) in quarantine are still needed: they come back by themselves",
        )
    if seen.quarantine:
        days = max((timezone.now() - min(seen.quarantine.values())).days, 0)
        yield remark(
            f"{len(seen.quarantine)} fichier(s) en quarantaine, le plus ancien depuis {days} jour(s) : "
            f"supprimés après {QUARANTINE_PERIOD.days} jours",
            f"{len(seen.quarantine)} file(s) in quarantine, the oldest for {days} day(s): "
            f"deleted after {QUARANTINE_PERIOD.days} days",
            "pour les voir ou les reprendre : etabli files quarantine",
            "to see them or take them back: etabli files quarantine",
        )


def _to_be_asked() -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.files.orphans import files_past_retention

    old = files_past_retention(timezone.now()).count()
    if old:
        yield remark(
            f"{old} fichier(s) sont gardés depuis plus longtemps que prévu",
            f"{old} file(s) have been kept for longer than was said",
            "demandez à leurs propriétaires s'ils les gardent : rien n'est effacé tout seul",
            "ask their owners whether to keep them: nothing is erased by itself",
        )
