"""From a need to a quote that is understood."""
