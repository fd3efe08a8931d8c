"""The links that sponsors and households get by mail; each side's check-in, answer and complaint has its own."""

from datetime import timedelta

from arnsberg_hilfe.core.links import LinkPurpose

CONFIRM_SPONSOR = LinkPurpose("sponsor-confirm", "sponsorship:confirm_sponsor", timedelta(days=7))
CONFIRM_HOUSEHOLD = LinkPurpose("household-confirm", "sponsorship:confirm_household", timedelta(days=7))
SPONSOR_ANSWERS = LinkPurpose("sponsor-answer", "sponsorship:sponsor_answer", timedelta(days=30))
HOUSEHOLD_ANSWERS = LinkPurpose("household-answer", "sponsorship:household_answer", timedelta(days=30))
SPONSOR_PAGE = LinkPurpose("sponsor-page", "sponsorship:sponsor_page", timedelta(days=365))
HOUSEHOLD_PAGE = LinkPurpose("household-page", "sponsorship:household_page", timedelta(days=365))
CHECK_IN = LinkPurpose("sponsorship-check-in", "sponsorship:check_in", timedelta(days=60))
