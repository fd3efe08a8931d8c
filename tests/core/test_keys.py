import pytest

from arnsberg_hilfe.core.keys import read_key


def test_a_key_is_read():
    assert read_key("42") == 42


@pytest.mark.parametrize("text", ["", "-1", "4.2", "4x", "٤٢", "²", "1" * 10])
def test_anything_else_is_no_key(text):
    assert read_key(text) is None
