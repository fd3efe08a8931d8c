from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from arnsberg_hilfe.core.privacy import Privacy
from arnsberg_hilfe.core.roles import OPENS, Area, Role, roles_that_open


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def in_area(self, area: Area) -> "models.QuerySet[User]":
        """Everybody with an account in use to whom one of their roles opens this part of the office (`may`)."""
        has_role = models.Exists(Group.objects.filter(user=models.OuterRef("pk"), name__in=roles_that_open(area)))
        return self.filter(models.Q(is_superuser=True) | has_role, is_staff=True, is_active=True)

    def under(self, user: "User") -> "models.QuerySet[User]":
        """Whose access this person may take away: not their own, and no technical account unless theirs is one."""
        return self.exclude(pk=user.pk) if user.is_superuser else self.exclude(pk=user.pk).filter(is_superuser=False)

    def leading(self) -> "models.QuerySet[User]":
        """Who gives and takes roles, and can come in."""
        return self.filter(groups__name=Role.LEADERSHIP, is_staff=True, is_active=True)

    def hold(self) -> None:
        """Whoever else invites, locks or changes roles waits until this transaction ends, and then sees what it did."""
        Group.objects.select_for_update().filter(name=Role.LEADERSHIP).first()

    def who_may_let_in(self) -> "models.QuerySet[User]":
        """At doors, those first who only do that."""
        helps = models.Exists(Group.objects.filter(user=models.OuterRef("pk"), name=Role.DOOR))
        return self.in_area(Area.DOOR).order_by(helps.desc(), "name", "email")

    def who_may_write(self) -> "models.QuerySet[User]":
        """At theme tables, moderators first."""
        moderates = models.Exists(Group.objects.filter(user=models.OuterRef("pk"), name=Role.MODERATION))
        return self.in_area(Area.TABLES).order_by(moderates.desc(), "name", "email")

    def invited(self) -> "models.QuerySet[User]":
        """Those who have not set a password yet."""
        return self.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def note_leavers(self, now: datetime) -> None:
        """Whose account is closed has left, whoever closed it and how; who is back has not."""
        self.filter(is_active=False, left_at=None).update(left_at=now)
        self.filter(is_active=True).exclude(left_at=None).update(left_at=None)

    def due_for_erasure(self, now: datetime) -> "models.QuerySet[User]":
        until = now - timedelta(days=settings.FORMER_STAFF_KEPT_DAYS)
        return self.filter(is_active=False, left_at__lte=until, anonymised_at=None)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of the office's staff; citizens have no account."""

    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    initials = models.CharField(_("Kürzel"), max_length=6, blank=True, help_text=_("Steht bei Telefonnotizen."))
    is_staff = models.BooleanField(_("darf sich anmelden"), default=True)
    is_active = models.BooleanField(_("aktiv"), default=True, help_text=_("Statt zu löschen: Zugang sperren."))
    date_joined = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    left_at = models.DateTimeField(_("ausgeschieden am"), null=True, blank=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymisiert am"), null=True, blank=True, editable=False)

    objects = UserManager()

    area = Area.ACCOUNTS
    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    privacy = Privacy.of(
        personal="email name initials last_login",
        harmless="id password is_staff is_active is_superuser date_joined left_at anonymised_at groups"
        " user_permissions",
    )

    class Meta:
        verbose_name = _("Mitarbeiter:in")
        verbose_name_plural = _("Mitarbeitende")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Zu dieser E-Mail-Adresse gibt es schon ein Konto."),
            )
        ]

    def __str__(self) -> str:
        return str(_("früher hier tätig")) if self.anonymised_at else self.name or self.email

    @property
    def is_invited(self) -> bool:
        """Has not set a password yet."""
        return not self.has_usable_password()

    @property
    def is_last_leader(self) -> bool:
        leading = User.objects.leading()
        return leading.filter(pk=self.pk).exists() and not leading.exclude(pk=self.pk).exists()

    @property
    def link_key(self) -> str:
        """What mail links about the account carry: it is another one once the password or the address has changed."""
        secret = salted_hmac("account-link", f"{self.email} {self.password}", algorithm="sha256")
        return f"{self.pk}.{secret.hexdigest()[:20]}"

    @cached_property
    def areas(self) -> frozenset[Area]:
        """The parts of the office that are open to this person; read once a request."""
        if self.is_superuser:
            return frozenset(Area)
        return frozenset().union(*(OPENS.get(name, ()) for name in self.groups.values_list("name", flat=True)))

    def may(self, area: Area) -> bool:
        return area in self.areas

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.initials or str(self)
