"""What is held of somebody: found, given back to them, erased when they ask; and the register of it all."""
