"""How to reach the office; the same everywhere."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest


class Office(TypedDict):
    email: str
    phone: str
    hours: str


def office() -> Office:
    return {"email": settings.OFFICE_EMAIL, "phone": settings.OFFICE_PHONE, "hours": str(settings.OFFICE_HOURS)}


def context(_request: HttpRequest) -> dict[str, Office]:
    return {"office": office()}
