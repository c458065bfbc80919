"""Between the product and the engine: what a season is planned from, how it is worked out, how a plan is told."""
