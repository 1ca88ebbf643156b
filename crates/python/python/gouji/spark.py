"""The same on a cluster: reports of a nation with their history, where one machine is outgrown.

    files = gouji.spark.files(session, "hdfs:///年报/")          # 或任何有 name、bytes 两列的 DataFrame
    checked = gouji.spark.check(files).persist()
    gouji.spark.findings(checked).groupBy("rule").count()
    gouji.spark.roll_up(checked, parents)                         # 各级汇总与本级报告逐格比对
    gouji.spark.near_copies(checked)                              # 雷同的报告

每个执行进程装好 ``gouji`` 即可；配置和规则随任务走（:class:`gouji.arrow.Settings`），其散列写在结果的 ``basis`` 列里。
一份坏报告只坏它自己的一行，不使任务失败。规模和分区见 docs/scale.md。
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator, Optional

import pyarrow as pa
from pyspark.sql import functions as f
from pyspark.sql import types as t
from pyspark.sql.pandas.types import from_arrow_schema

from gouji import arrow
from gouji.arrow import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: 结果的列：:data:`gouji.arrow.REPORTS`。
REPORTS: t.StructType = from_arrow_schema(arrow.REPORTS)


def files(session: "SparkSession", path: str) -> "DataFrame":
    """一个文件夹（连同下级）里的全部文件：``name`` 和 ``bytes``。"""
    found = session.read.format("binaryFile").option("recursiveFileLookup", True).load(path)
    return found.select(f.col("path").alias("name"), f.col("content").alias("bytes"))


def check(reports: "DataFrame", *, settings: Settings = Settings(), reading: bool = True) -> "DataFrame":
    """检查有 ``name``、``bytes`` 两列（还可以有 ``previous``、``unit``）的 DataFrame，一份报告一行结果。"""
    columns = [name for name in ("name", "bytes", "previous", "unit") if name in reports.columns]
    for name in ("name", "bytes"):
        if name not in columns:
            raise ValueError(f"没有“{name}”列；应有 name（文字）和 bytes（文件的内容），还可以有 previous、unit")

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # A task has one core; Spark has as many tasks at a time as there are.
        return arrow.check(batches, settings=settings, reading=reading, jobs=1)

    return reports.select(*columns).mapInArrow(run, REPORTS)


def _flat(checked: "DataFrame", column: str) -> "DataFrame":
    about = [f.col("name").alias("report"), "unit", "agency", "division", "year"]
    return checked.select(*about, f.explode(column).alias("each")).select("report", "unit", "agency", "division", "year", "each.*")


def findings(checked: "DataFrame") -> "DataFrame":
    """问题，一个一行。"""
    return _flat(checked, "findings")


def figures(checked: "DataFrame") -> "DataFrame":
    """三张表的格子，一格一行。"""
    return _flat(checked, "figures")


def claims(checked: "DataFrame") -> "DataFrame":
    """正文里的数，一个一行。"""
    return _flat(checked, "claims")


def roll_up(checked: "DataFrame", parents: "DataFrame") -> "DataFrame":
    """下级之和与本级报告逐格比对：``parents`` 有 ``unit`` 和 ``parent`` 两列，说明谁是谁的下级。

    一行是一个本级、一年、一格：``own`` 本级写的，``sum`` 下级写了数的之和，``units`` 有几个下级交了报告，``missing``
    几个没有交，``blank`` 几个这一格不是数（所以不在和里），``difference`` 相差多少。同一单位一年有几份的不取和，记在
    ``twice``：哪一份算数由人决定。
    """
    cells = figures(checked).where(f.col("unit").isNotNull())
    place = ["year", "table", "row", "col"]
    # One report a unit and year, or none at all.
    versions = checked.where(f.col("unit").isNotNull()).groupBy("unit", "year").agg(f.count("*").alias("versions"))
    cells = cells.join(versions, ["unit", "year"])
    expected = parents.groupBy("parent").agg(f.countDistinct("unit").alias("expected"))
    below = cells.join(parents, "unit").groupBy("parent", *place).agg(
        f.sum(f.when(f.col("versions") == 1, f.col("value"))).alias("sum"),
        f.countDistinct(f.when(f.col("versions") == 1, f.col("unit"))).alias("units"),
        f.countDistinct(f.when(f.col("versions") > 1, f.col("unit"))).alias("twice"),
        f.sum(((f.col("versions") == 1) & f.col("value").isNull()).cast("int")).alias("blank"),
    )
    own = cells.where(f.col("versions") == 1).select(f.col("unit").alias("parent"), *place, f.col("value").alias("own"))
    both = own.join(below, ["parent", *place]).join(expected, "parent")
    missing = f.col("expected") - f.col("units") - f.col("twice")
    return both.select(
        "parent", *place, "own", "sum", (f.col("sum") - f.col("own")).alias("difference"), "units",
        missing.alias("missing"), "twice", "blank",
    )


#: 几个最小的散列作为查找的线索；两份报告有这么多个相同才比较全文。
_CLUES, _SHARED = 24, 3


def near_copies(checked: "DataFrame", *, least: float = 0.6, common: int = 200) -> "DataFrame":
    """行文相近的报告，成对：``one``、``other``、``resemblance``（0 到 1，与 ``gouji check --peers`` 同一算法）。

    先按最小的散列分组、连接得出候选（出现在 ``common`` 份以上的散列是套话，不作线索），再逐对精确比较：不比较所有的对。
    """
    prose = checked.where(f.size("sketch") > 0).select("name", "year", "sketch")
    clues = prose.select("name", f.explode(f.slice("sketch", 1, _CLUES)).alias("clue"))
    rare = clues.groupBy("clue").count().where((f.col("count") > 1) & (f.col("count") <= common)).select("clue")
    clues = clues.join(rare, "clue")
    one, other = clues.withColumnRenamed("name", "one"), clues.withColumnRenamed("name", "other")
    pairs = one.join(other, "clue").where(f.col("one") < f.col("other")).groupBy("one", "other").count()
    pairs = pairs.where(f.col("count") >= _SHARED).select("one", "other")
    mine = prose.select(f.col("name").alias("one"), f.col("sketch").alias("of_one"))
    theirs = prose.select(f.col("name").alias("other"), f.col("sketch").alias("of_other"))
    exact = f.udf(arrow.resemblance, t.DoubleType())
    compared = pairs.join(mine, "one").join(theirs, "other").withColumn("resemblance", exact("of_one", "of_other"))
    return compared.where(f.col("resemblance") >= least).select("one", "other", "resemblance")


def settings(*, profile: Optional[str] = None, home: Optional[str] = None) -> Settings:
    """随任务走的配置和规则，见 :meth:`gouji.arrow.Settings.of`。"""
    return Settings.of(profile=profile, home=home)
