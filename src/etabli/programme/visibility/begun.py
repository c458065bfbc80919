from etabli.programme.visibility.device.keeping import begun

__all__ = ["begun"]
