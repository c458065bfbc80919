"""What is announced to all: the cards, what a visitor chooses among them, the map, the feed, the leaflet."""
