from etabli.procurement.quotes.visitor import begun

__all__ = ["begun"]
