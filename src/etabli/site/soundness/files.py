"""Files: their place takes one and gives it back, and agrees with the database."""

from collections.abc import Iterator

from etabli.site.soundness.points import Point, fault, remark, sound


def look() -> Iterator[Point]:
    from etabli.foundation.files import stores

    place = stores.present()
    reason = stores.fault(place)
    if reason is not None:
        yield fault(
            f"on ne peut pas garder de fichier dans {place.where()} : {reason}",
            f"files can't be kept in {place.where()}: {reason}",
            "vérifiez ETABLI_FILES_URL, les clés, les droits du dossier et la place qui reste",
            "check ETABLI_FILES_URL, the keys, the folder's rights and the room left",
        )
        return
    yield sound(f"les fichiers sont gardés dans {place.where()}", f"files are kept in {place.where()}")
    yield from _agreement()
    yield from _to_be_asked()


def _agreement() -> Iterator[Point]:
    from etabli.foundation.files.holding import disagreement, unheld

    found, left = disagreement(), unheld().count()
    if found.missing:
        names = ", ".join(found.missing[:3])
        yield fault(
            f"{len(found.missing)} fichier(s) manquent : {names}",
            f"{len(found.missing)} file(s) are missing: {names}",
            "remettez-les depuis une sauvegarde (files-*.tar.gz)",
            "bring them back from a backup (files-*.tar.gz)",
        )
    else:
        yield sound("aucun fichier ne manque", "no file is missing")
    if found.unknown or left:
        yield remark(
            f"{len(found.unknown) + left} fichier(s) ne servent plus : l'horloge les retire après sept jours",
            f"{len(found.unknown) + left} file(s) are held by nothing: the clock takes them away after seven days",
        )


def _to_be_asked() -> Iterator[Point]:
    from django.utils import timezone

    from etabli.foundation.files.holding import past_their_time

    old = past_their_time(timezone.now()).count()
    if old:
        yield remark(
            f"{old} fichier(s) sont gardés depuis plus longtemps que prévu",
            f"{old} file(s) have been kept for longer than was said",
            "demandez à leurs propriétaires s'ils les gardent : rien n'est effacé tout seul",
            "ask their owners whether to keep them: nothing is erased by itself",
        )
