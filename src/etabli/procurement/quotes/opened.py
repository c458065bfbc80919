from etabli.procurement.quotes.visitor import holder as opened

__all__ = ["opened"]
