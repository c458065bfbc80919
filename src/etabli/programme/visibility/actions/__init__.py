"""The acts of visibility: a module for each subject, all of them named here."""
