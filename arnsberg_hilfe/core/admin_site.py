from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.roles import area_of

WORK = {
    "daily": _("Tägliche Arbeit"),
    "responsibility": _("Zuständigkeiten"),
    "search": _("Suche"),
    "basics": _("Grunddaten"),
    "access": _("Zugang und Mails"),
}


View = Callable[..., Any]


def _where_open(admin: ModelAdmin, view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not any(admin.get_model_perms(request).values()):
            raise Http404
        return view(request, *args, **options)

    return opened


class PortalAdminSite(AdminSite):
    """The admin in the order of the office's work: a ModelAdmin says with `work` to which of WORK it belongs."""

    site_header = _("KsA Ukrainehilfe Arnsberg")
    site_title = _("KsA Ukrainehilfe")
    index_title = _("Verwaltung")
    empty_value_display = "–"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One login for the whole portal; who has passed it and still may not come in here would go in circles."""
        if request.user.is_authenticated:
            raise Http404
        target = {"next": request.GET.get("next", reverse("admin:index"))}
        return redirect(f"{reverse('account_login')}?{urlencode(target)}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        from allauth.account.views import logout  # noqa: PLC0415 - needs the models

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """What belongs to no part of the office has no page: a package's own records, Django's groups."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([model for model in models if area_of(model)], *args, **options)

    def admin_view(self, view: View, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Pages about records that one may not see are not there; about others Django says what one may not do."""
        admin = getattr(view, "__self__", None)
        return super().admin_view(_where_open(admin, view) if isinstance(admin, ModelAdmin) else view, cacheable)

    def get_urls(self) -> list[Any]:
        found = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        on_site = path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(self.on_site), name="view_on_site")
        return [on_site, *found]

    def on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        """To a record's public page; Django's own way there would tell everybody the addresses of drafts."""
        from django.contrib.contenttypes import models, views  # noqa: PLC0415 - apps are not ready above

        model = get_object_or_404(models.ContentType, pk=content_type_id).model_class()
        admin = self._registry.get(model) if model else None
        if admin is None or not admin.has_view_permission(request):
            raise Http404
        return views.shortcut(request, content_type_id, object_id)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Whoever has nothing to do here is led to their work."""
        if not self.get_app_list(request):
            return redirect("portal:worklist")  # type: ignore[return-value]
        return super().index(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        groups: dict[str, list[Any]] = {name: [] for name in WORK}
        for model in (model for app in apps for model in app["models"]):
            groups[getattr(self.get_model_admin(model["model"]), "work", "access")].append(model)
        return [
            {"name": str(WORK[name]), "app_label": name, "app_url": "#", "has_module_perms": True, "models": models}
            for name, models in groups.items()
            if models
        ]


class PortalAdminConfig(AdminConfig):
    default_site = "arnsberg_hilfe.core.admin_site.PortalAdminSite"
    verbose_name = _("Verwaltung")
