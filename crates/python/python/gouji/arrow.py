"""Reports as columns: record batches of files in, record batches of results out.

    >>> import pathlib
    >>> import pyarrow as pa
    >>> import pyarrow.compute as pc
    >>> content = pathlib.Path(report).read_bytes()
    >>> files = pa.table({"name": [report, "空.txt"], "bytes": [content, b""]})
    >>> results = gouji.arrow.check_table(files)
    >>> results.select(["year", "verdict", "errors"]).to_pylist()
    [{'year': 2020, 'verdict': 'fail', 'errors': 2}, {'year': None, 'verdict': 'unreadable', 'errors': 0}]
    >>> found = gouji.arrow.findings(results)
    >>> found.filter(pc.field("severity") == "error").column("rule").to_pylist()
    ['P01', 'T3-02']

进来的列：``name``（文字）、``bytes``（文件的内容），还可以有 ``previous``（上年报告的内容）和 ``unit``（单位的名称或代码，
原样带到结果里）。出去的列见 :data:`REPORTS`，一份报告一行，问题、格子、正文里的数是其中的列表；展开用 :func:`findings`、
:func:`figures`、:func:`claims`。一份坏报告只坏它自己的一行。
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Iterable, Iterator, Mapping, Optional

import pyarrow as pa
import pyarrow.compute as pc

from gouji import Checker, __version__

#: 列的名称和含义的版本：以后只增加列，不改名、不删除；写在每个表的元数据里。
VERSION = "gouji.arrow/1"

_METADATA = {b"gouji.schema": VERSION.encode()}
_NUMBER = pa.decimal128(20, 6)

_FINDING = [
    ("rule", pa.string()),
    ("name", pa.string()),
    ("pack", pa.string()),
    ("severity", pa.string()),
    ("certainty", pa.string()),
    ("title", pa.string()),
    ("message", pa.string()),
    ("basis", pa.string()),
    ("line", pa.int32()),
    ("column", pa.int32()),
    ("part", pa.int32()),
    ("table", pa.string()),
    ("row", pa.string()),
    ("col", pa.string()),
    ("excerpt", pa.string()),
    ("replace", pa.string()),
    ("with", pa.string()),
    ("fingerprint", pa.string()),
    ("waived", pa.bool_()),
    ("known", pa.bool_()),
]
#: 一格：哪张表、哪一行、哪一列，``state`` 是空着、写了数、横线还是文字。金额按万元；其余是件数。
_FIGURE = [
    ("table", pa.string()),
    ("row", pa.string()),
    ("col", pa.string()),
    ("state", pa.string()),
    ("value", _NUMBER),
    ("raw", pa.string()),
    ("line", pa.int32()),
]
_CLAIM = [
    ("value", _NUMBER),
    ("unit", pa.string()),
    ("subject", pa.string()),
    ("role", pa.string()),
    ("parent", pa.int32()),
    ("exactness", pa.string()),
    ("understood", pa.bool_()),
    ("sentence", pa.string()),
    ("line", pa.int32()),
    ("column", pa.int32()),
]
_REPORT = [
    ("name", pa.string()),
    ("unit", pa.string()),
    ("sha256", pa.string()),
    ("agency", pa.string()),
    ("level", pa.string()),
    ("division", pa.string()),
    ("year", pa.int32()),
    ("edition", pa.string()),
    ("verdict", pa.string()),
    ("errors", pa.int32()),
    ("warnings", pa.int32()),
    ("infos", pa.int32()),
    ("trouble", pa.list_(pa.string())),
    ("not_checked", pa.list_(pa.struct([("rule", pa.string()), ("why", pa.string())]))),
    ("packs", pa.list_(pa.string())),
    ("findings", pa.list_(pa.struct(_FINDING))),
    ("figures", pa.list_(pa.struct(_FIGURE))),
    ("claims", pa.list_(pa.struct(_CLAIM))),
    # The smallest hashes of the prose, to find near-copies by; unsigned, for which not every engine has a type.
    ("sketch", pa.list_(pa.int64())),
    # The result whole, as `gouji check --format json` has it.
    ("json", pa.string()),
    # What the result rests on: Settings.basis.
    ("basis", pa.string()),
]
#: 结果的列，一份报告一行。
REPORTS = pa.schema(_REPORT, metadata=_METADATA)

#: 一次交给检查的最多份数：结果比文件大，一批不宜太多。
ROWS = 256


@dataclass(frozen=True)
class Settings:
    """用什么规则检查：配置，以及放着自己的规则包（只有声明式规则的）的安装目录。

    内容在这里读进来，随任务走到别的机器；用 :meth:`of` 从路径得到。
    """

    #: 配置的名称；没有就按每份报告的机关和年度自动选择。
    profile: Optional[str] = None
    #: 安装目录里的文件：``rules/…`` 下的相对路径和内容；没有就用随模块带来的。
    files: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, *, profile: Optional[str] = None, home: Optional["os.PathLike[str] | str"] = None) -> "Settings":
        if home is None:
            return cls(profile=profile)
        root = pathlib.Path(home)
        files = {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted((root / "rules").rglob("*"))
            if path.is_file()
        }
        if not files:
            raise ValueError(f"{root} 里没有 rules 文件夹，应为 gouji 的安装目录")
        return cls(profile=profile, files=files)

    def __hash__(self) -> int:
        return hash(self.basis)

    @property
    def basis(self) -> str:
        """SHA-256 of everything that results depend on besides the reports: this version, profile, rules."""
        digest = hashlib.sha256(f"{__version__}\0{self.profile or ''}\0".encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()


@lru_cache(maxsize=4)
def _checker(settings: Settings) -> Checker:
    """Opened once in a process, wherever the settings came from."""
    if not settings.files:
        return Checker(profile=settings.profile)
    # Read whole when it is opened; packs that are loaded later are not needed before the process ends.
    folder = tempfile.TemporaryDirectory(prefix="gouji-")
    _KEPT.append(folder)
    root = pathlib.Path(folder.name)
    for name, content in settings.files.items():
        file = root / name
        if ".." in pathlib.PurePosixPath(name).parts or file.is_absolute() and not file.is_relative_to(root):
            raise ValueError(f"规则文件的路径不对：{name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return Checker(profile=settings.profile, home=root)


#: Folders that live as long as the process.
_KEPT: list = []


def check(
    batches: Iterable[pa.RecordBatch],
    *,
    settings: Settings = Settings(),
    reading: bool = True,
    jobs: Optional[int] = None,
) -> Iterator[pa.RecordBatch]:
    """检查一批批文件；``reading`` 为假时不交出格子、正文里的数和草图（快三成左右）。"""
    checker, basis = _checker(settings), settings.basis
    for batch in batches:
        _look(batch.schema)
        for start in range(0, batch.num_rows, ROWS):
            yield _batch(checker, batch.slice(start, ROWS), basis, reading, jobs)


def check_table(files: pa.Table, **options: Any) -> pa.Table:
    """检查整张表。"""
    return pa.Table.from_batches(check(files.to_batches(), **options), schema=REPORTS)


def _look(schema: pa.Schema) -> None:
    """Says what is wrong with the columns before any report is checked."""
    for name, kinds, needed in [
        ("name", (pa.types.is_string, pa.types.is_large_string), True),
        ("bytes", (pa.types.is_binary, pa.types.is_large_binary), True),
        ("previous", (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_null), False),
        ("unit", (pa.types.is_string, pa.types.is_large_string, pa.types.is_null), False),
    ]:
        if name not in schema.names:
            if needed:
                raise ValueError(f"没有“{name}”列；应有 name（文字）和 bytes（文件的内容），还可以有 previous、unit")
            continue
        kind = schema.field(name).type
        if not any(fits(kind) for fits in kinds):
            wanted = "文字（string）" if name in ("name", "unit") else "文件的内容（binary）"
            raise ValueError(f"“{name}”列应为{wanted}，现在是 {kind}")


def _batch(checker: Checker, batch: pa.RecordBatch, basis: str, reading: bool, jobs: Optional[int]) -> pa.RecordBatch:
    def column(name: str) -> list:
        return batch.column(name).to_pylist() if name in batch.schema.names else [None] * batch.num_rows

    names, units = column("name"), column("unit")
    # What is missing is no report, and is told as such.
    items = (
        (content or b"", name or "-", previous)
        for content, name, previous in zip(column("bytes"), names, column("previous"))
    )
    results = checker._native.check_all(items, jobs=jobs, reading=reading)
    rows = [_row(unit, *result, basis) for unit, result in zip(units, results)]
    return pa.RecordBatch.from_pylist(rows, schema=REPORTS)


def _row(unit: Optional[str], text: str, read: Optional[tuple], basis: str) -> dict:
    checked = json.loads(text)
    findings = checked["findings"]
    counted = [each["severity"] for each in findings if not each.get("waived") and not each.get("known")]
    row = {
        "name": checked["path"],
        "unit": unit,
        "sha256": checked["sha256"],
        "agency": checked["agency"].get("name"),
        "level": checked["agency"].get("level"),
        "division": checked["agency"].get("division"),
        "year": checked["year"],
        "edition": checked["edition"],
        "verdict": checked["verdict"],
        "errors": counted.count("error"),
        "warnings": counted.count("warning"),
        "infos": counted.count("info"),
        "trouble": [each["message"] for each in checked["trouble"]],
        "not_checked": checked["rules"]["could_not_check"],
        "packs": checked.get("packs", []),
        "findings": [_finding(each) for each in findings],
        "json": text,
        "basis": basis,
    }
    if read is not None:
        reading, sketch = json.loads(read[0]), read[1]
        row["figures"] = list(_figures(reading["tables"]))
        row["claims"] = [_claim(each) for each in reading["claims"]]
        row["sketch"] = sketch
    return row


def _finding(finding: dict) -> dict:
    at, repair = finding["at"], finding.get("repair") or {}
    row = {name: finding.get(name) for name, _ in _FINDING}
    row.update({name: at.get(name) for name in ("line", "column", "part", "table", "row", "col", "excerpt")})
    row["replace"], row["with"] = repair.get("replace"), repair.get("with")
    row["waived"], row["known"] = bool(finding.get("waived")), bool(finding.get("known"))
    return row


def _figures(tables: dict) -> Iterator[dict]:
    for table, rows in tables.items():
        for row, columns in (rows or {}).items():
            for col, cell in columns.items():
                if isinstance(cell, dict):
                    yield {
                        "table": table,
                        "row": row,
                        "col": col,
                        "state": cell.get("state"),
                        "value": _number(cell.get("value")),
                        "raw": cell.get("raw"),
                        "line": cell.get("line"),
                    }


def _claim(claim: dict) -> dict:
    row = {name: claim.get(name) for name, _ in _CLAIM}
    row["value"] = _number(claim.get("value"))
    row["line"], row["column"] = claim["at"]["line"], claim["at"]["column"]
    return row


_LARGEST = Decimal(10) ** 14


def _number(text: Optional[str]) -> Optional[Decimal]:
    """What no column can hold is kept as it was written, in ``raw`` or in the sentence."""
    if text is None:
        return None
    number = Decimal(text)
    return number if abs(number) < _LARGEST else None


def _flat(results: pa.Table, column: str) -> pa.Table:
    """A row for every item of a list, after the name, unit, agency and year of its report."""
    nested = results.column(column).combine_chunks()
    of = pc.list_parent_indices(nested)
    items = pc.list_flatten(nested)
    about = results.select(["name", "unit", "agency", "division", "year"]).rename_columns(
        ["report", "unit", "agency", "division", "year"]
    )
    table = about.take(of)
    for at, each in enumerate(items.type):
        table = table.append_column(each.name, pc.struct_field(items, [at]))
    return table.replace_schema_metadata(_METADATA)


def findings(results: pa.Table) -> pa.Table:
    """问题，一个一行。"""
    return _flat(results, "findings")


def figures(results: pa.Table) -> pa.Table:
    """三张表的格子，一格一行。"""
    return _flat(results, "figures")


def claims(results: pa.Table) -> pa.Table:
    """正文里的数，一个一行。"""
    return _flat(results, "claims")


def resemblance(one: list, other: list) -> float:
    """Two prose texts by their sketches: the share that stands in both, from 0 to 1, as ``gouji check --peers`` counts it."""
    if not one or not other:
        return 0.0
    size = min(len(one) if len(one) == _SIZE else 1 << 30, len(other) if len(other) == _SIZE else 1 << 30)
    mine, theirs = set(one), set(other)
    union = sorted(mine | theirs)[:size]
    both = sum(1 for value in union if value in mine and value in theirs)
    jaccard = both / len(union)
    return 2 * jaccard / (1 + jaccard)


#: The most hashes that a sketch has.
_SIZE = 512
