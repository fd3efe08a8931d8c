"""Rules of the Löschkonzept, carried out as in a night."""

from datetime import datetime

from network import retention as network
from offers import retention as offers
from sponsorship import retention as sponsorship

APPS = {"offers": offers, "network": network, "sponsorship": sponsorship}


def night(app: str, now: datetime) -> dict[str, int]:
    """How many records each rule of an app has erased, by its key without the app."""
    rules = APPS[app].RULES
    return {rule.key.partition(".")[2]: rule.erase(now) for rule in rules if rule.erase}
