"""The links that providers and visitors get by mail."""

from datetime import timedelta

from arnsberg_hilfe.core.links import LinkPurpose

CONFIRM = LinkPurpose("offer-confirm", "offers:confirm", timedelta(days=7))
MANAGE = LinkPurpose("offer-manage", "offers:manage", timedelta(days=365))
STILL_VALID = LinkPurpose("offer-still-valid", "offers:still_valid", timedelta(days=120))
CONFIRM_MESSAGE = LinkPurpose("message-confirm", "offers:confirm_message", timedelta(days=7))
ANSWER_MESSAGE = LinkPurpose("message-answer", "offers:answer_message", timedelta(days=60))
CONFIRM_CALLS = LinkPurpose("calls-confirm", "needs:confirm_calls", timedelta(days=7))
MANAGE_CALLS = LinkPurpose("calls-manage", "needs:manage_calls", timedelta(days=730))
STOP_CALLS = LinkPurpose("calls-stop", "needs:stop_calls", timedelta(days=730))
CONFIRM_REPLY = LinkPurpose("need-reply-confirm", "needs:confirm_reply", timedelta(days=7))
