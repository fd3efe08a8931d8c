"""How staff sign in: what django-allauth is told, the same everywhere. Part of settings.py."""

ACCOUNT_ADAPTER = "arnsberg_hilfe.core.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth asks here whether there are passwords
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever can follow the invitation has the mailbox
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "arnsberg_hilfe.core.accounts.forms.LoginForm",
    "reauthenticate": "arnsberg_hilfe.core.accounts.forms.PasswordAgainForm",
    "change_password": "arnsberg_hilfe.core.accounts.forms.PasswordChangeForm",
}
# For a person strict, for an internet address wide: a whole town hall may be behind it
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "100/15m/ip,6/15m/key",  # wrong passwords, and apart from them wrong codes
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "arnsberg_hilfe.core.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Arnsberg-Hilfe"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are seldom right; see accounts.forms.used_once
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": "arnsberg_hilfe.core.accounts.forms.CodeForm",
    "reauthenticate": "arnsberg_hilfe.core.accounts.forms.CodeAgainForm",
    "activate_totp": "arnsberg_hilfe.core.accounts.forms.AppForm",
    "add_webauthn": "arnsberg_hilfe.core.accounts.forms.PasskeyForm",
}
