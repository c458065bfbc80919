"""The pages of the forum: the list (`lists`), a question (`threads`), writing (`writing`), what one follows
(`following`), what an artisan asks (`artisans`)."""
