from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from arnsberg_hilfe.core.bounces import tracking_urls
from arnsberg_hilfe.core.pages import at_public_url
from arnsberg_hilfe.portal.sitemaps import SITEMAPS
from arnsberg_hilfe.portal.views.public import favicon, robots, security_txt

handler500 = "arnsberg_hilfe.core.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("favicon.ico", favicon),
    path("robots.txt", robots),
    path(".well-known/security.txt", security_txt),
    path("sitemap.xml", at_public_url(sitemaps.index), {"sitemaps": SITEMAPS}),
    path(
        "sitemap-<section>.xml",
        at_public_url(sitemaps.sitemap),
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    *i18n_patterns(
        path("konto/", include("arnsberg_hilfe.core.accounts.urls")),
        path("angebote/", include("offers.urls.public")),
        path("a/", include("offers.urls.short")),
        path("bedarfe/", include("offers.urls.needs")),
        path("treffen/", include("network.urls.public")),
        path("paten/", include("sponsorship.urls.public")),
        path("team/zugaenge/", include("arnsberg_hilfe.core.accounts.urls_team")),
        path("team/angebote/", include("offers.urls.team")),
        path("team/massnahmen/", include("network.urls.measures")),
        path("team/luecken/", include("offers.urls.gaps")),
        path("team/bedarfe/", include("offers.urls.needs_team")),
        path("team/treffen/", include("network.urls.team")),
        path("team/paten/", include("sponsorship.urls.team")),
        path("", include("arnsberg_hilfe.portal.urls")),
        prefix_default_language=False,
    ),
]

if settings.ANYMAIL_PROVIDER:
    urlpatterns.append(path("anymail/", include(tracking_urls(settings.ANYMAIL_PROVIDER))))
