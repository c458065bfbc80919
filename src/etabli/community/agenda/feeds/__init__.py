"""Feeds of neighbours: fetched (`fetching`), kept (`keeping`), read by the clock (`refreshing`); what they bring is
compared with what is known (`pairs`), and shown (`shown`)."""
