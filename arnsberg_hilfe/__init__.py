"""The web portal of the coordination office for help to people from Ukraine in Arnsberg."""
