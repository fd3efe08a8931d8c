"""The solver is half a second and 60 MB; pages that seat nobody do without."""

import subprocess
import sys

LOADED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "arnsberg_hilfe.settings"
import django
django.setup()
import arnsberg_hilfe.urls
print([name for name in ("scipy", "numpy", "typst", "openpyxl") if name in sys.modules])
"""


def test_the_portal_starts_without_the_solver_and_the_printers():
    start = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)

    assert (start.returncode, start.stdout.strip()) == (0, "[]")
