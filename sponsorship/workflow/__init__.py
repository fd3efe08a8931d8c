"""Steps of the Patenprojekt that mail somebody or touch more than the one record; a module per subject."""
