"""The pages of the market: one module for each kind."""
