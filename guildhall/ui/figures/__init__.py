"""The geometry of every picture, as plain arithmetic: where things stand, never how they are coloured."""
