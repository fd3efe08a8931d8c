"""A process killed, or a statement failing, anywhere in a step leaves either everything or nothing.

A step is taken in a forked process that kills itself before its first, second, third … statement and before the
commit. Whatever it had begun, every table must then read as before; only the step that nobody disturbs leaves a trace.
A step must read nothing it was prepared with from memory.
"""

import os
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, connections

KILLED, UNDISTURBED = 9, 0
MOST_STATEMENTS = 120

TABLES = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"""


def everything():
    """Every row of every table as a fingerprint: domain rows, mails, jobs, audit entries, counts for limits."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        whole = " UNION ALL ".join(
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {name} t"  # noqa: S608 - our own table names
            for name in tables
        )
        cursor.execute(whole)
        return dict(cursor.fetchall())


@dataclass
class Interruption:
    """Does something at the n-th statement of a step; the commit counts as one, too."""

    at: int
    act: object
    seen: int = 0

    def tick(self):
        self.seen += 1
        if self.seen == self.at:
            self.act()

    def __call__(self, execute, sql, params, many, context):
        self.tick()
        return execute(sql, params, many, context)


def die():
    os._exit(KILLED)


def fail():
    raise IntegrityError("planted")


def killed_at(number, step):
    """Take the step in a process of its own that dies before its n-th statement; False when it got to the end."""
    child = os.fork()
    if child == 0:
        _inherited, connection.connection = connection.connection, None  # the parent's; this process opens its own
        try:
            connection.ensure_connection()
            interruption = Interruption(number, die)
            commit = connection.commit
            vars(connections["default"])["commit"] = lambda: (interruption.tick(), commit())
            with connection.execute_wrapper(interruption):
                step()
            os._exit(UNDISTURBED)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {KILLED, UNDISTURBED}, "the step failed by itself"
    return code == KILLED


def failed_at(number, step):
    """Take the step with a failing n-th statement, which it must not hide; False when it had fewer statements."""
    interruption = Interruption(number, fail)
    with connection.execute_wrapper(interruption):
        try:
            step()
        except IntegrityError:
            return True
    assert interruption.seen < number, "the step hid the failure"
    return False


def killed_anywhere(step):
    """Needs a transactional test; afterwards the step has been taken once, undisturbed."""
    before = everything()
    for number in range(1, MOST_STATEMENTS):
        if not killed_at(number, step):
            return
        assert everything() == before, f"something was left behind before statement {number}"
    pytest.fail("the step never came to its end")


def failing_anywhere(step):
    before = everything()
    for number in range(1, MOST_STATEMENTS):
        if not failed_at(number, step):
            return
        assert everything() == before, f"something was left behind after statement {number} failed"
    pytest.fail("the step never came to its end")


def mail_jobs():
    """How many mails wait for a worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'mail'")
        return cursor.fetchone()[0]
