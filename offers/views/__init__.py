from offers.views import catalogue, manage, submission

__all__ = ["catalogue", "manage", "submission"]
