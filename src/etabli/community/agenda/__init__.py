"""Events of an association and of its members; feeds of events, in and out. See README.md."""
