"""Who may open which page of the office: a decision for every address, apart from the code it is held against.

A new page without a line here fails the walk. Beside the area stands which record the address names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from arnsberg_hilfe.core.roles import Area

EVERYBODY = "everybody"  # with an account
NOBODY = "nobody"  # not even the leadership
Decision = Area | str
Where = dict[str, str]

# Address by name → (who, what its parts are; the words are keys of tests.whole_office, or stand for themselves)
OFFER, NEED = {"pk": "offer"}, {"pk": "need"}
MEETING = {"slug": "meeting"}
TABLE = MEETING | {"number": "table"}
RESULT, REGISTRATION = MEETING | {"pk": "result"}, MEETING | {"pk": "registration"}
SPONSOR, HOUSEHOLD, SPONSORSHIP = {"pk": "sponsor"}, {"code": "household"}, {"pk": "sponsorship"}
GAP = {"theme": "theme", "district": "district"}

DECISIONS: dict[str, tuple[Decision, Where]] = {
    "portal:worklist": (EVERYBODY, {}),
    "portal:mail": (Area.OFFERS, {"pk": "mail_offer"}),
    "portal:inquiry": (Area.OFFERS, {"pk": "inquiry"}),
    "portal:numbers": (Area.NUMBERS, {}),
    "portal:numbers_csv": (Area.NUMBERS, {}),
    "portal:numbers_xlsx": (Area.NUMBERS, {}),
    "portal:disclosure": (Area.DISCLOSURE, {}),
    "portal:disclosure_person": (Area.DISCLOSURE, {}),
    "portal:disclosure_paper": (Area.DISCLOSURE, {}),
    "portal:disclosure_erase": (Area.DISCLOSURE, {}),
    "portal:machinery": (Area.BASICS, {}),
    "portal:components": (Area.BASICS, {}),
    "offers_team:queue": (Area.OFFERS, {}),
    "offers_team:editions": (Area.OFFERS, {}),
    "offers_team:prepare_editions": (Area.OFFERS, {}),
    "offers_team:edition_again": (Area.OFFERS, {"pk": "edition"}),
    "offers_team:new": (Area.OFFERS, {}),
    "offers_team:offer": (Area.OFFERS, OFFER),
    "offers_team:decide": (Area.OFFERS, {"pk": "waiting"}),
    "offers_team:confirm_by_phone": (Area.OFFERS, OFFER),
    "offers_team:undo": (NOBODY, {"pk": "decision"}),  # somebody else's
    "offers_team:revision": (Area.OFFERS, {"pk": "revision"}),
    "offers_team:close_report": (Area.OFFERS, {"pk": "report"}),
    "needs_team:list": (Area.OFFERS, {}),
    "needs_team:new": (Area.OFFERS, {}),
    "needs_team:need": (Area.OFFERS, NEED),
    "needs_team:step": (Area.OFFERS, NEED),
    "needs_team:cover": (Area.OFFERS, NEED),
    "needs_team:reply": (Area.OFFERS, {"pk": "reply"}),
    "gaps_team:radar": (Area.OFFERS, {}),
    "gaps_team:calls": (Area.OFFERS, {}),
    "gaps_team:call": (Area.OFFERS, {"pk": "call"}),
    "gaps_team:send": (Area.OFFERS, {"pk": "call"}),
    "gaps_team:gap": (Area.OFFERS, GAP),
    "gaps_team:draft": (Area.OFFERS, GAP),
    "measures_team:list": (Area.MEETINGS, {}),
    "measures_team:new": (Area.MEETINGS, {}),
    "measures_team:csv": (Area.MEETINGS, {}),
    "measures_team:xlsx": (Area.MEETINGS, {}),
    "measures_team:measure": (Area.MEETINGS, {"pk": "measure"}),
    "measures_team:step": (Area.MEETINGS, {"pk": "measure"}),
    "network_team:meetings": (Area.MEETINGS, {}),
    "network_team:new": (Area.MEETINGS, {}),
    "network_team:meeting": (Area.MEETINGS, MEETING),
    "network_team:edit": (Area.MEETINGS, MEETING),
    "network_team:copy": (Area.MEETINGS, MEETING),
    "network_team:theme_tables": (Area.MEETINGS, MEETING),
    "network_team:step": (Area.MEETINGS, MEETING | {"name": "cancel"}),
    "network_team:invite": (Area.MEETINGS, MEETING),
    "network_team:registrations": (Area.MEETINGS, MEETING),
    "network_team:registration_new": (Area.MEETINGS, MEETING),
    "network_team:registration": (Area.MEETINGS, REGISTRATION),
    "network_team:registration_step": (Area.MEETINGS, REGISTRATION | {"name": "abmelden"}),
    "network_team:registrations_csv": (Area.MEETINGS, MEETING),
    "network_team:registrations_xlsx": (Area.MEETINGS, MEETING),
    "network_team:papers": (Area.MEETINGS, MEETING),
    "network_team:paper": (Area.MEETINGS, MEETING | {"kind": "teilnahmeliste"}),
    "network_team:attendance_xlsx": (Area.MEETINGS, MEETING),
    "network_team:seating": (Area.MEETINGS, MEETING),
    "network_team:seating_allocate": (Area.MEETINGS, MEETING),
    "network_team:seating_tell": (Area.MEETINGS, MEETING),
    "network_team:seating_decide": (Area.MEETINGS, REGISTRATION),
    "network_team:moderators": (Area.MEETINGS, MEETING),
    "network_team:results": (Area.MEETINGS, MEETING),
    "network_team:results_send": (Area.MEETINGS, {"slug": "published"}),
    "network_team:result_new": (Area.MEETINGS, MEETING),
    "network_team:result": (Area.MEETINGS, RESULT),
    "network_team:result_turn": (Area.MEETINGS, RESULT),
    "network_team:result_link": (Area.MEETINGS, RESULT),
    "network_team:result_loosen": (Area.MEETINGS, RESULT),
    "network_team:doorkeepers": (Area.MEETINGS, MEETING),
    "network_team:my_tables": (Area.TABLES, {}),
    "network_team:capture": (Area.TABLES, TABLE),
    "network_team:capture_news": (Area.TABLES, TABLE),
    "network_team:my_doors": (Area.DOOR, {}),
    "network_team:door": (Area.DOOR, MEETING),
    "network_team:door_tick": (Area.DOOR, MEETING),
    "network_team:door_news": (Area.DOOR, MEETING),
    "network_team:door_walk_in": (Area.DOOR, MEETING),
    "network_team:door_release": (Area.DOOR, MEETING),
    "sponsorship_team:pipeline": (Area.SPONSORSHIP, {}),
    "sponsorship_team:handover": (Area.SPONSORSHIP, {}),
    "sponsorship_team:new_sponsor": (Area.SPONSORSHIP, {}),
    "sponsorship_team:sponsor": (Area.SPONSORSHIP, SPONSOR),
    "sponsorship_team:match_sponsor": (Area.SPONSORSHIP, SPONSOR),
    "sponsorship_team:sponsor_facts": (Area.SPONSORSHIP, SPONSOR),
    "sponsorship_team:letter": (Area.SPONSORSHIP, SPONSOR),
    "sponsorship_team:sponsor_step": (Area.SPONSORSHIP, SPONSOR | {"step": "pause"}),
    "sponsorship_team:new_household": (Area.SPONSORSHIP, {}),
    "sponsorship_team:household": (Area.SPONSORSHIP, HOUSEHOLD),
    "sponsorship_team:match_household": (Area.SPONSORSHIP, HOUSEHOLD),
    "sponsorship_team:household_facts": (Area.SPONSORSHIP, HOUSEHOLD),
    "sponsorship_team:household_step": (Area.SPONSORSHIP, HOUSEHOLD | {"step": "zustaendig"}),
    "sponsorship_team:sponsorship": (Area.SPONSORSHIP, SPONSORSHIP),
    "sponsorship_team:sponsorship_step": (Area.SPONSORSHIP, SPONSORSHIP | {"name": "end"}),
    "sponsorship_team:sponsorship_note": (Area.SPONSORSHIP, SPONSORSHIP),
    "sponsorship_team:agreement": (Area.SPONSORSHIP, SPONSORSHIP),
    "sponsorship_team:check_in_seen": (Area.SPONSORSHIP, {"pk": "check_in"}),
    "sponsorship_team:check_in_phoned": (Area.SPONSORSHIP, {"pk": "check_in"}),
    "sponsorship_team:complaints": (Area.SPONSORSHIP, {}),
    "sponsorship_team:complaint": (Area.SPONSORSHIP, {"pk": "complaint"}),
    "sponsorship_team:accesses": (Area.ACCOUNTS, {}),
    "sponsorship_team:figures": (Area.SPONSORSHIP, {}),
    "sponsorship_team:figures_xlsx": (Area.SPONSORSHIP, {}),
    "sponsorship_team:weights": (Area.SPONSORSHIP, {}),
    "sponsorship_team:rounds": (Area.SPONSORSHIP, {}),
    "sponsorship_team:begin_round": (Area.SPONSORSHIP, {}),
    "sponsorship_team:round": (Area.SPONSORSHIP, {"pk": "round"}),
    "sponsorship_team:decide_pair": (Area.SPONSORSHIP, {"pk": "round", "pair_pk": "pair"}),
    "admin:index": (EVERYBODY, {}),
    "admin:login": (EVERYBODY, {}),
    "admin:logout": (EVERYBODY, {}),
    "admin:password_change": (EVERYBODY, {}),
    "admin:password_change_done": (EVERYBODY, {}),
    "admin:jsi18n": (EVERYBODY, {}),
    "admin:app_list": (Area.OFFERS, {"app_label": "offers"}),
    "admin:autocomplete": (NOBODY, {}),  # without a field; with one, a test of its own asks
    "admin:view_on_site": (NOBODY, {"content_type_id": "1", "object_id": "1"}),  # the same
    "accounts_team:invite": (Area.ACCOUNTS, {}),
    "accounts_team:invite_again": (Area.ACCOUNTS, {"pk": "invited"}),
}

# /konto/: the login and everybody's own account; what its pages ask for, tests/core/test_second_factor.py sees to
ACCOUNT_PAGES = """
    mfa_index account_login mfa_authenticate mfa_login_webauthn account_logout account_change_password
    account_reset_password password_link_sent account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn
    sessions second_factor mfa_activate_totp mfa_deactivate_totp mfa_list_webauthn mfa_add_webauthn
    mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
""".split()
DECISIONS |= {name: (EVERYBODY, {}) for name in ACCOUNT_PAGES}
DECISIONS |= {
    "accept_invitation": (EVERYBODY, {"token": "x"}),
    "new_password": (EVERYBODY, {"token": "x"}),
    "mfa_remove_webauthn": (EVERYBODY, {"pk": "1"}),
}

# Records in the admin: the area, the key in tests.whole_office, and what is done there besides reading
ADMIN: dict[str, tuple[Area, str, str]] = {
    "core_user": (Area.ACCOUNTS, "user", "add change"),
    "portal_datarequest": (Area.ACCOUNTS, "data_request", ""),
    "core_outgoingmail": (Area.ACCOUNTS, "mail_offer", ""),
    "core_erasurerun": (Area.BASICS, "erasure_run", ""),
    "core_district": (Area.BASICS, "district", "add change delete"),
    "core_language": (Area.BASICS, "de", "add change delete"),
    "offers_themearea": (Area.OFFERS, "theme", "add change delete"),
    "offers_contactpoint": (Area.OFFERS, "contactpoint", "add change delete"),
    "offers_glossaryconcept": (Area.OFFERS, "concept", "add change delete"),
    "offers_offer": (Area.OFFERS, "offer", "add change delete"),
    "offers_need": (Area.OFFERS, "need", "add change delete"),
    "offers_needreply": (Area.OFFERS, "reply", "delete"),
    "offers_subscriber": (Area.OFFERS, "subscriber", "add change delete"),
    "offers_call": (Area.OFFERS, "call", ""),
    "network_meeting": (Area.MEETINGS, "meeting", "add change"),
    "network_registration": (Area.MEETINGS, "registration", ""),
    "network_invitee": (Area.MEETINGS, "invitee", "add change delete"),
    "network_measure": (Area.MEETINGS, "measure", "add change delete"),
}
for _model, (_area, _key, _done) in ADMIN.items():
    _name, _where = f"admin:{_model}", {"object_id": _key}
    DECISIONS[f"{_name}_changelist"] = (_area, {})
    DECISIONS[f"{_name}_history"] = DECISIONS[f"{_name}_change"] = (_area, _where)
    DECISIONS[f"{_name}_add"] = (_area if "add" in _done else NOBODY, {})
    DECISIONS[f"{_name}_delete"] = (_area if "delete" in _done else NOBODY, _where)


@dataclass(frozen=True)
class Page:
    name: str
    who: Decision
    url: str


def staff_routes() -> Iterator[tuple[str, str]]:
    """Every route of the office as the URL configuration has it, and the name of its page."""
    for route, pattern, space in _routes(get_resolver().url_patterns):
        if route.startswith(("team/", "admin/", "konto/")):
            yield route, f"{space}{pattern.name or ''}"


def _routes(patterns: Any, before: str = "", space: str = "") -> Iterator[tuple[str, URLPattern, str]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield route, one, space
