"""The pages of offers: the public list, writing one, applying, what is reached by the link of a mail."""
