from etabli.territory.relays.links import opened

__all__ = ["opened"]
