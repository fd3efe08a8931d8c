"""Records as pages show them, without queries in templates; a module per subject."""
