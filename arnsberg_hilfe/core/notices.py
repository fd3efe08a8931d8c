from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class Notices(CookieStorage):
    """«Gespeichert.» until the next page: in a signed cookie that goes with being read, without any session.

    Over TLS its name keeps other hosts of the city from planting one (RFC 6265bis, 4.1.3.2).
    """

    cookie_name = "__Host-messages" if settings.HTTPS else "messages"
