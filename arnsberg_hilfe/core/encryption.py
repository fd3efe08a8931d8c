"""Columns whose text nobody reads without the portal's key: contact data and notes of the Patenprojekt.

Text is encrypted with Fernet (AES-128-CBC and HMAC-SHA256, https://github.com/fernet/spec). ENCRYPTION_KEYS lists keys,
the newest first: it encrypts, all of them decrypt. `manage.py rotate_encryption` writes everything anew with the first.
An encrypted column cannot be searched; an e-mail address is found through its `lookup_key`, a keyed hash beside it.
"""

import base64
import hashlib
import hmac
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute


class UnreadableError(Exception):
    """None of the keys opens a text: a key is missing in ENCRYPTION_KEYS, or somebody has changed the column."""


def _fernet_key(secret: str) -> bytes:
    """Any text of enough entropy serves as a key."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"encryption {secret}".encode()).digest())


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def encrypt(text: str) -> str:
    return _box(tuple(settings.ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises UnreadableError."""
    try:
        return _box(tuple(settings.ENCRYPTION_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError from error


class Sealed(str):  # noqa: SLOT000 - a str cannot have slots that hold something
    """A text with the token it came from, which is written back: what nobody changed does not look changed."""

    token: str


def unseal(token: str) -> str:
    """Only what the newest key opens is Sealed: everything else is encrypted anew when it is next written."""
    try:
        sealed = Sealed(_box(tuple(settings.ENCRYPTION_KEYS[:1])).decrypt(token.encode()).decode())
    except InvalidToken:
        return decrypt(token)
    sealed.token = token
    return sealed


class _KeepsToken(DeferredAttribute):
    """Whoever sets the text that is there already (a form does, with every field) changes nothing."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        known = instance.__dict__.get(self.field.attname)
        if not (isinstance(known, Sealed) and value == known and not isinstance(value, Sealed)):
            instance.__dict__[self.field.attname] = value


def seal_part(text: str) -> str:
    """As `encrypt`, for a part of an address of a page."""
    return encrypt(text).rstrip("=")


def unseal_part(part: str) -> str:
    """Raises UnreadableError."""
    return decrypt(part + "=" * (-len(part) % 4))


def lookup_keys(text: str) -> list[str]:
    """What finds an encrypted text (an e-mail address, however it is spelled), for each key; the newest first."""
    plain = text.strip().lower().encode()
    return [hmac.new(f"lookup {key}".encode(), plain, hashlib.sha256).hexdigest() for key in settings.ENCRYPTION_KEYS]


def lookup_key(text: str) -> str:
    """What is written beside an encrypted address; empty without one."""
    return lookup_keys(text)[0] if text else ""


class EncryptedTextField(models.TextField):
    """Text in Python, a token in the database. An empty text stays empty, so that one sees what is not known.

    `max_length` limits what people may type, as with every text field.
    """

    descriptor_class = _KeepsToken

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.token
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Two tokens of one text differ: a comparison would never find anything."""
        raise FieldError(f"»{self.name}« is encrypted; it cannot be searched ({lookup_name}).")


class EncryptedCharField(EncryptedTextField):
    """The same for one line."""

    def formfield(self, **options: Any) -> Any:
        from django import forms  # noqa: PLC0415 - models are read before forms

        return super().formfield(**{"widget": forms.TextInput} | options)
