"""Run as a program with the portal's environment: the most SQL statements one request takes, for each page.

Reads the pages as JSON ({name: [path]}) from its first argument and prints {name: count}.
"""

import json
import sys

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def most_statements(paths: list[str]) -> int:
    return max(statements(path) for path in paths)


def statements(path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        Client(SERVER_NAME=settings.ALLOWED_HOSTS[0]).get(path)
    return len(captured)


if __name__ == "__main__":
    django.setup()
    print(json.dumps({name: most_statements(paths) for name, paths in json.loads(sys.argv[1]).items()}))
