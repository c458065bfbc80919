from etabli.foundation.registries import Personal

PERSONAL: dict[str, dict[str, Personal]] = {}
NOT_PERSONAL = {
    "places.Epci": ["code", "name"],
    "places.Arrondissement": ["code", "name"],
    "places.Commune": [
        "code",
        "name",
        "epci",
        "arrondissement",
        "population",
        "lat",
        "lon",
        "postal_codes",
        "former_codes",
    ],
    "places.Contours": ["id", "name", "outlines", "loaded_at", "withdrawn_at"],
    "places.Road": ["id", "a", "b", "km"],
    "places.Edition": ["id", "loaded_at", "communes", "roads"],
}
