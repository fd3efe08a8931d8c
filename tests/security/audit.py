"""`make audit`: does any pinned package have a known vulnerability?

pip-audit is installed into var/audit/ and asks the index' list of advisories. Without a network, or where the index
has no such list, nothing can be said: that is told clearly and is no failure. A vulnerability is.
"""

import json
import subprocess
import sys
from pathlib import Path

from arnsberg_hilfe.bootstrap import ROOT

PLACE = ROOT / "var" / "audit"
PINNED = ("requirements-dev.txt", "requirements-node.txt")  # the first holds all of requirements.txt, too
SECONDS = 300


def say(sentence: str) -> None:
    print(f"→ {sentence}", flush=True)


def installed() -> Path | None:
    """pip-audit, or None where it cannot be had."""
    program = PLACE / "bin" / "pip-audit"
    if program.exists():
        return program
    subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
    command = [str(PLACE / "bin" / "python"), "-m", "pip", "install", "--quiet", "--timeout", "15", "pip-audit"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    return program if done.returncode == 0 and program.exists() else None


def audited(program: Path, file: str) -> list[dict]:
    """What is known about each package of a file; nothing where nobody answers."""
    command = [str(program), "--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json", "-r", file]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
        return json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []


def report(packages: list[dict]) -> int:
    checked = [package for package in packages if "vulns" in package]
    weak = [package for package in checked if package["vulns"]]
    for package in weak:
        for weakness in package["vulns"]:
            mended = ", ".join(weakness["fix_versions"]) or "noch keine Version"
            say(f"{package['name']} {package['version']}: {weakness['id']}, behoben in {mended}")
    if not checked:
        say("NICHT GEPRÜFT: Der Paketindex ist nicht erreichbar oder nennt keine Schwachstellen. Später wiederholen.")
        return 0
    if unchecked := len(packages) - len(checked):
        say(f"Von {unchecked} Paketen kennt der Index keine Angaben; sie sind nicht geprüft.")
    say(f"{len(checked)} Pakete geprüft, {len(weak)} mit bekannten Schwachstellen")
    return bool(weak)


def main() -> int:
    program = installed()
    return report([package for file in PINNED for package in audited(program, file)] if program else [])


if __name__ == "__main__":
    sys.exit(main())
