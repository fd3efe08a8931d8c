"""The links that participants, invited people and those responsible for measures get by mail."""

from datetime import timedelta

from arnsberg_hilfe.core.links import LinkPurpose

CONFIRM = LinkPurpose("registration-confirm", "network:confirm", timedelta(days=7))
MANAGE = LinkPurpose("registration-manage", "network:manage", timedelta(days=365))
OFFERED_PLACE = LinkPurpose("registration-place", "network:offered_place", timedelta(days=7))
STOP_INVITATIONS = LinkPurpose("invitation-stop", "network:stop_invitations", timedelta(days=730))
MEASURE = LinkPurpose("measure", "network:measure", timedelta(days=120))
