"""How to reach the office; the same everywhere."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest


class Office(TypedDict):
    email: str
    phone: str
    hours: str


def office(email: str = "") -> Office:
    """`email` is the address of a part of the office that has one of its own."""
    return {
        "email": email or settings.OFFICE_EMAIL,
        "phone": settings.OFFICE_PHONE,
        "hours": str(settings.OFFICE_HOURS),
    }


def context(_request: HttpRequest) -> dict[str, Office]:
    return {"office": office()}
