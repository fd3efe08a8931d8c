"""Mails of the Patenprojekt: one function a mail, in the language that is active; a module per subject."""
