"""Steps of a meeting that mail somebody or touch more than the one record; a module per subject."""
