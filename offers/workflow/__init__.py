"""Steps of an offer's life that mail somebody or touch more than the one record; a module per subject."""
