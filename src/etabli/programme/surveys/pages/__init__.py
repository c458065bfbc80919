"""The pages of questionnaires: answering, writing one, typing from paper."""
