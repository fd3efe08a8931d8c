"""Jobs are rows that outlive what they are about: they carry keys, never what stands behind them."""

import inspect
import re

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tests.security.public_forms import public_forms

KEYS = {"context", "timestamp", "language", "extract", "groups", "change", "at"}
NUMBER = re.compile(r"\w+_id|\w+_ids|pk|edition")


def own_tasks():
    return {name: task for name, task in app.tasks.items() if not name.startswith(("builtin", "procrastinate"))}


def test_arguments_of_jobs_are_keys():
    assert len(own_tasks()) > 10
    for name, task in sorted(own_tasks().items()):
        for argument in inspect.signature(task.func).parameters:
            assert argument in KEYS or NUMBER.fullmatch(argument), f"{name}: {argument}"


@pytest.mark.django_db
def test_no_job_that_a_public_form_queues_holds_more_than_numbers(client):
    for each in public_forms():
        client.post(each.path, each.filled("kanaria@example.org"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT args, lock, queueing_lock FROM procrastinate_jobs")
        rows = cursor.fetchall()
    assert len(rows) > 5
    assert [row for row in rows if not re.fullmatch(r'\{("\w+_id": \d+)?\}', row[0])] == []
    assert "@" not in str(rows)
