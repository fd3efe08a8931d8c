"""/konto/: the few of allauth's pages that staff need, under the names by which allauth itself finds them."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from arnsberg_hilfe.core.accounts import emails, views

PAGES = [
    path("", views.overview, name="mfa_index"),
    path("anmelden/", account.login, name="account_login"),
    path("anmelden/code/", views.SecondStepView.as_view(), name="mfa_authenticate"),
    path("anmelden/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("abmelden/", account.logout, name="account_logout"),
    path("einladung/<str:token>/", views.set_password, {"purpose": emails.INVITATION}, name="accept_invitation"),
    path("passwort/", account.password_change, name="account_change_password"),
    path("passwort/vergessen/", views.forgotten, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", views.password_link_sent, name="password_link_sent"),
    path("passwort/neu/<str:token>/", views.set_password, {"purpose": emails.NEW_PASSWORD}, name="new_password"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bestaetigen/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("bestaetigen/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("anmeldungen/", views.sessions, name="sessions"),
    path("zweiter-faktor/", views.second_factor, name="second_factor"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/entfernen/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/neu/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/entfernen/", views.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("notfallcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("notfallcodes/neu/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("notfallcodes/datei/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
for page in PAGES:
    page.callback = never_cache(page.callback)

urlpatterns = PAGES
