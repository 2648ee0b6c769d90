"""Import of MARC files against a bare pymarc read of the same file, and the memory that an import takes.

    python bench/importing.py

Three kinds of file: bibliographic serial records, titles each with a holdings record of itemised issues, and
(where the public samples lie beside the repository) catalogue records of the U.S. Government Publishing
Office, the file a hundred times over with control numbers of its own. The bare read makes every pymarc
record and drops it; the import goes into a new library with synchronous=FULL, batch by batch as at the desk.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from big_library import WORDS
from buckram.desk.desk import Desk
from buckram.desk.importing import import_file
from buckram.exchange.marc.writing import bib_record, holdings_008, holdings_record, iso2709, serial_008
from buckram.pattern.field import Field
from buckram.storage.library import open_library

RUNS = 5
BIBS = 2_000
TITLES = 1_000
ITEMISED = 36
GPO = (
    Path(__file__).resolve().parents[2]
    / "shared/corpus/marc/usgpo+cataloging-records/Legal_Publications_Collection"
    / "LegalPub-Coll_Tangible_Resources_20231226.mrc"
)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

# As long as the record of a living journal is in a shared catalogue: {n} a number, {issn}, {name}, {other}.
BIB = r"""
010    $a   {n:08d}
016 7  $a{n:09d}$2DNLM
022 0  $a{issn}$l{issn}$21
030    $aABCD{letter}{letter}
035    $a(OCoLC){n:08d}$z(OCoLC){n:09d}
037    $bTest Press, 12 Fleet Lane, London EC4
040    $aNSD$beng$cNSD$dDLC$dOCLCQ$dOCLCO$dUKMGB$dOCLCF
042    $apcc$ansdp
050 00 $aQH{k}$b.{letter}{k}
060 00 $aW1 {letter}{k}
082 00 $a57{k}/.05$220
130 0  $a{name} (London, England)
210 0  $a{short}$b(Lond., Print)
222  0 $a{name}$b(London. Print)
245 10 $a{name} :$ba journal of the {other}.
246 13 $a{short}
246 30 $a{other}
264 21 $aLondon :$bUniversity Press,$c1974-2009.
264 31 $aOxford :$bTest Press,$c2010-
300    $avolumes :$billustrations, maps ;$c28 cm
310    $aMonthly,$b2010-
321    $aQuarterly,$b1974-2009
336    $atext$btxt$2rdacontent
337    $aunmediated$bn$2rdamedia
338    $avolume$bnc$2rdacarrier
362 1  $aBegan with: Vol. 1, no. 1 (January 1974).
500    $aTitle from cover.
510 2  $aChemical abstracts,$x0009-2258
515    $aVolume numbering begins anew with each change of editor.
530    $aAlso issued online.
550    $aIssued by: {other}, 1974-2009; Test Press, 2010-
588    $aDescription based on: Vol. 3, no. 2 (February 1976); title from cover.
588    $aLatest issue consulted: Vol. 50, no. 1 (January 2023).
650  0 $aNatural history$zGreat Britain$vPeriodicals.
650  7 $aNatural history.$2fast$0(OCoLC)fst01034268
651  7 $aGreat Britain.$2fast$0(OCoLC)fst01204623
655  7 $aPeriodicals.$2fast$0(OCoLC)fst01411641
710 2  $a{other}.
776 08 $iOnline version:$t{name} (London, England : Online)$w(DLC)  {n:08d}$w(OCoLC){n:09d}
780 00 $tProceedings of the {other}$w(DLC)   {n:08d}$w(OCoLC){n:08d}
850    $aDLC$aUk$aMH
856 41 $3Online$uhttps://journals.example/{n}
"""


def main() -> None:
    """Measure and print the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        bibs = written(files / "bibs.mrc", (one for n in range(1, BIBS + 1) for one in [bib(n)]))
        line(f"import, {BIBS:,} bibliographic records", bibs, files)
        itemised = written(files / "itemised.mrc", with_holdings(TITLES))
        line(f"import, {TITLES:,} titles, {ITEMISED} issues each", itemised, files)
        if GPO.exists():
            line("import, GPO records a hundred times", written(files / "gpo.mrc", hundredfold(GPO)), files)
        small = high_water(written(files / "small.mrc", with_holdings(TITLES // 2)), files)
        large = high_water(written(files / "large.mrc", with_holdings(TITLES * 5)), files)
        ratio = f"ratio {large / small:5.2f}"
        print(f"{'import, most memory, MB':<42}{large:8.1f}  a tenth of it {small:7.1f}  {ratio}")


def line(what: str, path: Path, folder: Path) -> None:
    """A line of the table: the two in turn, so that what else the machine does hits both."""
    ours, theirs = [], []
    for _ in range(RUNS):
        theirs.append(timed(lambda: bare_read(path)))
        ours.append(imported(path, folder))
    a, b = median(ours), median(theirs)
    print(f"{what + ', ms':<42}{a * 1e3:8.0f}  bare pymarc {b * 1e3:9.0f}  ratio {a / b:5.2f}")


def bare_read(path: Path) -> None:
    """Every record of the file through pymarc."""
    import pymarc

    with path.open("rb") as stream:
        for record in pymarc.MARCReader(stream):
            assert record is not None


def imported(path: Path, folder: Path) -> float:
    """Seconds of an import into a new library."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        library = open_library(Path(own) / "new.db")
        desk = Desk(library, "bench", "desk 1", lambda: NOW)
        seconds = timed(lambda: import_file(desk, path))
        library.close()
    return seconds


def timed(doing: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    doing()
    return time.perf_counter() - begun


def high_water(path: Path, folder: Path) -> float:
    """Megabytes that a process of its own had in memory at most while it imported the file."""
    told = subprocess.run(
        [sys.executable, __file__, str(path), str(folder)], capture_output=True, text=True, check=True
    )
    return float(told.stdout)


def told_by_kernel() -> float:
    """The high-water mark of this process in megabytes (Linux)."""
    # getrusage would do elsewhere, but there a child begins with the mark of its parent.
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def written(path: Path, records: Iterable[bytes]) -> Path:
    """The file, written as the records come."""
    with path.open("wb") as stream:
        stream.writelines(records)
    return path


def bib(n: int) -> bytes:
    """A bibliographic serial record."""
    random = Random(n)
    words = [random.choice(WORDS) for _ in range(random.randint(2, 6))]
    values = {
        "n": n,
        "k": n % 89 + 10,
        "letter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 26],
        "issn": issn(n),
        "name": " ".join(words).capitalize(),
        "short": ". ".join(word[:5] for word in words).capitalize(),
        "other": " ".join(random.choice(WORDS) for _ in range(3)).capitalize(),
    }
    fields = []
    for text in BIB.strip().splitlines():
        subfields = text[6:].lstrip().format(**values).split("$")[1:]
        fields.append(Field(text[:3], text[4:6], tuple((one[0], one[1:]) for one in subfields)))
    fixed = serial_008(date(1975, 1, 1), begins="1974", country="enk", frequency="m", language="eng")
    return iso2709(bib_record(f"t{n}", fields, source="XxTest", fixed=fixed, changed="20260102030405.0"))


def issn(n: int) -> str:
    """A valid ISSN of seven digits and its check digit."""
    digits = f"{n:07d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits[:4]}-{digits[4:]}{'0X987654321'[rest]}"


def with_holdings(titles: int) -> Iterator[bytes]:
    """Titles, each followed by its holdings."""
    barcodes = count(30_000_000_000_000)
    for n in range(1, titles + 1):
        yield bib(n)
        yield holdings(n, barcodes)


def holdings(n: int, barcodes: Iterator[int]) -> bytes:
    """A holdings record of a monthly with every issue of three years."""
    captions = (
        ("8", "1"), ("a", "v."), ("b", "no."), ("u", "12"), ("v", "r"), ("i", "(year)"), ("j", "(month)"),
        ("w", "m"), ("x", "01"),
    )  # fmt: skip
    place = (("b", "MAIN"), ("c", f"PER{n % 7}"), ("h", f"QH{n % 89 + 10}"), ("i", f".T{n}"))
    fields = [Field("852", "0 ", place), Field("853", "20", captions)]
    for at in range(ITEMISED):
        year, month = 2023 + (at + 9) // 12, (at + 9) % 12 + 1
        values = (
            ("8", f"1.{at + 1}"), ("a", str(n % 60 + year - 2023)), ("b", str(month)), ("i", str(year)),
            ("j", f"{month:02}"), ("p", str(next(barcodes))),
        )  # fmt: skip
        fields.append(Field("863", "41", values))
    return iso2709(
        holdings_record(f"h{n}", f"t{n}", fields, source="XxTest", fixed=holdings_008(date(2026, 1, 15)))
    )


def hundredfold(path: Path) -> Iterator[bytes]:
    """The records of the file again and again: each time their control numbers end in other digits."""
    whole = [one + b"\x1d" for one in path.read_bytes().split(b"\x1d") if one.strip()]
    for times in range(100):
        for record in whole:
            base = int(record[12:17])
            end = record.index(b"\x1e", base)
            number = re.sub(rb"\S\S(?=\s*$)", b"%02d" % times, record[base:end])
            yield record[:base] + number + record[end:]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        imported(Path(sys.argv[1]), Path(sys.argv[2]))
        print(told_by_kernel())
    else:
        main()
