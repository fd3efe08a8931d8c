"""The reasons as sentences; they begin small, to stand after a colon or in brackets."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from network.allocation.records import Cause, Hurdle, Obstacle, Seat, Shortage, Unplaced, Why


def words(seat: Seat, tables: Mapping[int, str]) -> str:
    """Why the party sits there; `tables` are the names of the tables."""
    match seat.why.cause:
        case Cause.PINNED:
            return _("von der Koordination gesetzt")
        case Cause.AGAIN:
            return _("noch einmal dieser Tisch, weil kein anderer frei war, an dem Sie noch nicht sitzen")
        case Cause.UNDECIDED:
            return _("kein Wunsch angegeben: %(table)s") % {"table": _table(seat.why)}
        case Cause.NO_WISH:
            facts = {"reasons": _reasons(seat.why, tables), "table": _table(seat.why)}
            return _("keiner Ihrer Wünsche, weil %(reasons)s: %(table)s") % facts
    if not seat.why.hurdles:
        return _("%(wish)s. Wunsch") % {"wish": seat.wish}
    return _("%(wish)s. Wunsch, weil %(reasons)s") % {"wish": seat.wish, "reasons": _reasons(seat.why, tables)}


def words_unplaced(item: Unplaced) -> str:
    """Why there is no seat in this round."""
    facts = {"size": item.reason.size, "rest": item.reason.largest_rest}
    match item.reason.shortage:
        case Shortage.NO_TABLES:
            return _("es gibt keine Tische")
        case Shortage.TOO_LARGE:
            return _("kein Tisch hat so viele Plätze wie Ihre Gruppe: %(size)s") % facts
        case Shortage.SCATTERED:
            return _("kein Tisch hat noch Platz für Ihre Gruppe von %(size)s, höchstens für %(rest)s") % facts
    return _("alle Plätze sind vergeben")


def _table(why: Why) -> str:
    return _("Tisch mit den meisten freien Plätzen") if why.roomiest else _("Tisch mit freien Plätzen")


def _reasons(why: Why, tables: Mapping[int, str]) -> str:
    *others, last = (_reason(hurdle, why.size, tables) for hurdle in why.hurdles)
    return _("%(first)s und %(last)s") % {"first": ", ".join(others), "last": last} if others else last


def _reason(hurdle: Hurdle, size: int, tables: Mapping[int, str]) -> str:
    facts = {"wish": hurdle.wish, "table": tables.get(hurdle.table), "size": size, "round": hurdle.round}
    match hurdle.obstacle:
        case Obstacle.GONE:
            return _("es den Tisch Ihres %(wish)s. Wunschs nicht mehr gibt") % facts
        case Obstacle.OTHER_ROUND:
            return _("Sie am Tisch „%(table)s“ in Runde %(round)s sitzen") % facts
        case Obstacle.TOO_SMALL:
            return _("der Tisch „%(table)s“ zu klein für Ihre Gruppe von %(size)s ist") % facts
    if size == 1:
        return _("am Tisch „%(table)s“ kein Platz mehr war") % facts
    return _("am Tisch „%(table)s“ kein Platz für Ihre Gruppe von %(size)s war") % facts
