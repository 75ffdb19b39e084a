"""A million rows through a pipe, in a process of its own: memory stays bounded."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
READ = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.long.peak import peak
from orchestre.replies.reply import Reply
from orchestre.replies.sources import read_file
replies = sum(isinstance(record, Reply) for record in read_file(sys.stdin.buffer, name="million.csv"))
print(replies, peak())
"""
ROWS = 1_000_000


@pytest.mark.long
def test_a_million_rows_stay_under_600_megabytes() -> None:
    reader = subprocess.Popen([sys.executable, "-c", READ, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert reader.stdin is not None
    reader.stdin.write(b"Date;Nom;Tarif;Message\n")
    for start in range(0, ROWS, 10_000):
        rows = (
            f'0{1 + n % 9}/03/2026;Personne {n};{400 + n % 99};"Bonjour, n° {n} :\n{400 + n % 99} € HT par jour."\n'
            for n in range(start, start + 10_000)
        )
        reader.stdin.write("".join(rows).encode())
    out, _ = reader.communicate()
    replies, peak = map(int, out.split())
    assert reader.returncode == 0
    assert replies == ROWS
    assert peak < 600
