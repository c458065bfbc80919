"""The pages of the forum: the list (`lists`), a question (`threads`), writing (`writing`), one's own (`following`)."""
