"""`make scan`: wapiti and sqlmap against a portal of its own, logged out and as a coordinator; fails on a finding.

The scanners are installed from the package index into var/scan/, never into the project's own environment.
"""

import csv
import json
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from arnsberg_hilfe.bootstrap import ROOT
from tests.security.portal import Portal, started

PLACE = ROOT / "var" / "scan"
SCANNERS = ("wapiti3", "sqlmap")
MODULES = (
    "backup,brute_login_form,cookieflags,crlf,csp,csrf,exec,file,http_headers,htaccess,information_disclosure,ldap,methods,"
    "permanentxss,redirect,sql,ssrf,timesql,upload,xss,xxe"
)
# The portal is scanned over loopback without TLS; tests/security/test_headers.py looks at what TLS adds
ONLY_OVER_TLS = {"HTTP Strict Transport Security (HSTS)", "Secure Flag cookie", "Unencrypted Channels"}
PARAMETERS = [
    "/angebote/?q=deutsch&thema=kultur&seite=1&stadtteil=neheim&sprache=uk",
    "/bedarfe/?q=bett&thema=wohnen&stadtteil=neheim",
    "/treffen/?seite=1",
    "/angebote/gesamt/?thema=kultur&sprache=uk",
    "/treffen/massnahmen/?thema=kultur",
]
STAFF_PARAMETERS = [
    "/team/?art=Anliegen",
    "/team/treffen/fuer-die-proben/anmeldungen/?q=tara&status=confirmed&seite=1",
    "/team/treffen/fuer-die-proben/einlass/?q=tara&code=1&zuletzt=1",
    "/team/treffen/fuer-die-proben/einlass/stand/?stand=1&bis=1",
    "/team/massnahmen/?q=bett&status=open&thema=kultur&faellig=1",
    "/team/luecken/?sprache=uk",
    "/team/paten/zahlen/?von=2026-01-01&bis=2026-12-31",
    "/team/paten/?q=paula&status=approved",
    "/admin/offers/offer/?q=chor&status__exact=published&o=1",
    "/admin/core/outgoingmail/?q=chor&p=1",
]


def say(sentence: str) -> None:
    print(f"→ {sentence}", flush=True)


def program(name: str) -> str:
    return str(PLACE / "bin" / name)


def install() -> None:
    if all(Path(program(name)).exists() for name in ("wapiti", "sqlmap")):
        return
    say("Scanner einrichten (wapiti3, sqlmap)")
    subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
    subprocess.run([program("python"), "-m", "pip", "install", "--quiet", *SCANNERS], check=True)


def wapiti(portal: Portal, begin: str, cookie: str, seconds: int) -> Iterator[str]:
    report = portal.folder / "wapiti.json"
    bounds = ["--max-scan-time", str(seconds), "--max-attack-time", str(seconds // 8), "--max-links-per-page", "60"]
    scope = [
        "--scope",
        "domain",
        "--max-files-per-dir",
        "25",
        "--depth",
        "6",
        "--exclude",
        f"{portal.url}/admin/logout/",
    ]
    output = ["--format", "json", "--output", str(report), "--no-bugreport", "--verbose", "0", "--flush-session"]
    command = [program("wapiti"), "--url", portal.url + begin, "--module", MODULES, *scope, *bounds, *output]
    command += ["--store-session", str(portal.folder), "--store-config", str(portal.folder)]
    command += ["--header", f"Cookie: {cookie}"] if cookie else []
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds * 3 + 120)
    found = json.loads(report.read_text())
    say(f"wapiti: {found['infos'].get('crawled_pages_nbr', '?')} Seiten")
    for kind in ("vulnerabilities", "anomalies"):
        for name, cases in found[kind].items():
            if name not in ONLY_OVER_TLS:
                yield from (f"wapiti: {name}: {case['method']} {case['path']}: {case['info']}" for case in cases)


def sqlmap(portal: Portal, cookie: str, seconds: int, *target: str) -> Iterator[str]:
    results = portal.folder / "sqlmap"
    bounds = [
        "--batch",
        "--level=2",
        "--risk=1",
        "--timeout=10",
        "--retries=0",
        f"--time-limit={seconds}",
    ]
    about = ["--dbms=PostgreSQL", "--crawl-exclude=logout|abmelden", "--flush-session", f"--output-dir={results}"]
    command = [program("sqlmap"), *target, *bounds, *about, "--disable-coloring"]
    command += [f"--cookie={cookie}"] if cookie else []
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=seconds + 120)
    (portal.folder / "sqlmap.txt").write_text(done.stdout)
    tried = len(re.findall(r"testing if \w+ parameter '[^']+' is dynamic", done.stdout))
    say(f"sqlmap: {tried} Werte")
    if not tried:
        yield f"sqlmap hat nichts geprüft: {done.stdout[-600:]}"
    for file in results.glob("results-*.csv"):
        for row in csv.DictReader(file.read_text().splitlines()):
            yield f"sqlmap: {row}" if row.get("Technique(s)") else ""
    if "sqlmap identified the following injection point" in done.stdout:
        yield "sqlmap: " + done.stdout.partition("sqlmap identified")[2][:600]


def targets(portal: Portal, paths: list[str]) -> list[str]:
    file = portal.folder / "targets.txt"
    file.write_text("".join(f"{portal.url}{path}\n" for path in paths))
    return ["-m", str(file)]


def scan(portal: Portal, seconds: int) -> Iterator[str]:
    rounds = [("ohne Anmeldung", "/", "", PARAMETERS), ("als Koordination", "/team/", portal.cookie, STAFF_PARAMETERS)]
    for who, begin, cookie, parameters in rounds:
        say(f"{who}: wapiti, höchstens {seconds} Sekunden Seiten suchen")
        yield from wapiti(portal, begin, cookie, seconds)
        say(f"{who}: sqlmap, höchstens {seconds} Sekunden Suchfelder und Filter")
        yield from sqlmap(portal, cookie, seconds, *targets(portal, parameters))
        say(f"{who}: sqlmap, höchstens {seconds} Sekunden Formulare")
        yield from sqlmap(portal, cookie, seconds, f"--url={portal.url}{begin}", "--crawl=2", "--forms")
    yield from (f"Fehler 500: {path}" for path in portal.failures())


def main(seconds: int) -> int:
    install()
    say("Portal einrichten")
    with started() as portal:
        found = sorted(set(filter(None, scan(portal, seconds))))
        (PLACE / "server.log").write_bytes(portal.log.read_bytes())
    print(*found, f"{len(found)} Funde", sep="\n")
    return bool(found)


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.security.scan")
    parser.add_argument("--seconds", type=int, default=300, help="für jeden der sechs Gänge")
    sys.exit(main(parser.parse_args().seconds))
