"""Mails of meetings: one function a mail, in the language that is active when it is called; a module per subject."""
