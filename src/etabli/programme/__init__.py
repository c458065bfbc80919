"""The support programme of the chamber."""
