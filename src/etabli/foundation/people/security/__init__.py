"""What keeps guessers out, and what remains of their tries: counters, codes sent by mail, events."""
