"""What is kept of the visibility of a business: a module for each subject, all of them named here."""
