"""On a real cluster of two workers, one of whose executors is killed: run by `cargo xtask spark`."""

import collections
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import gouji
import gouji.spark
import varied
from pyspark.sql import SparkSession

COUNT = int(os.environ.get("GOUJI_SPARK_REPORTS", "2000"))


def executors():
    """The process ids of executors, which are Java programs of this user."""
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 1) for line in listed.splitlines()]
    return [int(pid) for pid, args in lines[1:] if "CoarseGrainedExecutorBackend" in args and "java" in args]


class OnACluster(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["PYSPARK_PYTHON"] = sys.executable
        cls.session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .appName("gouji")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
            .config("spark.executorEnv.PYTHONPATH", str(pathlib.Path(__file__).parent))
            .getOrCreate()
        )
        cls.session.sparkContext.setLogLevel("ERROR")
        cls.reports = list(varied.reports(COUNT))
        cls.folder = tempfile.TemporaryDirectory()
        for name, content in cls.reports:
            (pathlib.Path(cls.folder.name) / name).write_bytes(content)

    @classmethod
    def tearDownClass(cls):
        cls.session.stop()
        cls.folder.cleanup()

    def table(self, rows, columns="name string, bytes binary"):
        return self.session.createDataFrame(rows, columns)

    def test_results_are_those_of_one_machine_though_an_executor_dies(self):
        files = gouji.spark.files(self.session, self.folder.name).repartition(16)
        killed = []

        def kill():
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not killed:
                time.sleep(2)
                for pid in executors()[:1]:
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)

        killer = threading.Thread(target=kill)
        killer.start()
        rows = gouji.spark.check(files, reading=False).select("name", "json").collect()
        killer.join()
        self.assertTrue(killed, "no executor was there to be killed")
        found = {pathlib.PurePosixPath(row.name).name: json.loads(row.json) for row in rows}
        self.assertEqual(len(rows), COUNT)
        expected = {checked.path: checked.to_dict() for checked in gouji.check_all(self.reports)}
        for name, result in expected.items():
            found[name]["path"] = name
            self.assertEqual(found[name], result)

    def test_a_bad_report_fails_its_row_only(self):
        rows = [(name, content) for name, content in self.reports[:3]] + [("坏.pdf", b"%PDF-1.7 \0"), ("无.txt", None)]
        verdicts = {row.name: row.verdict for row in gouji.spark.check(self.table(rows)).collect()}
        self.assertEqual([verdicts["坏.pdf"], verdicts["无.txt"]], ["unreadable"] * 2)
        self.assertEqual(len(verdicts), 5)

    def test_counts_by_rule(self):
        checked = gouji.spark.check(self.table(self.reports[:60]))
        counted = {row.rule: row["count"] for row in gouji.spark.findings(checked).groupBy("rule").count().collect()}
        local = collections.Counter(
            finding.rule for checked in gouji.check_all(self.reports[:60]) for finding in checked.findings
        )
        self.assertEqual(counted, dict(local))

    def test_sums_of_units_against_their_own(self):
        clean = (varied.REPORTS / "clean-2023.txt").read_bytes()
        rows = [("县.txt", clean, "县"), ("甲.txt", clean, "甲"), ("乙.txt", clean, "乙")]
        parents = self.session.createDataFrame([("甲", "县"), ("乙", "县"), ("丙", "县")], "unit string, parent string")
        checked = gouji.spark.check(self.table(rows, "name string, bytes binary, unit string"))
        totals = gouji.spark.roll_up(checked, parents).where("table = 'requests' and row = 'new' and col = 'total'")
        (total,) = totals.collect()
        self.assertEqual((total.units, total.missing, total.twice), (2, 1, 0))
        self.assertEqual(total.sum, 2 * total.own)
        self.assertEqual(total.difference, total.own)

    def test_near_copies_are_found_without_looking_at_every_pair(self):
        text = (varied.REPORTS / "clean-2023.txt").read_text(encoding="utf-8")
        copied = text.replace("某某县", "某县").encode()
        others = [(name, content) for name, content in self.reports[:1]]
        rows = [("甲.txt", text.encode()), ("乙.txt", copied), *others]
        pairs = gouji.spark.near_copies(gouji.spark.check(self.table(rows))).collect()
        self.assertIn(("乙.txt", "甲.txt"), {tuple(sorted((pair.one, pair.other))) for pair in pairs})

    def test_wrong_columns_are_told_before_anything_runs(self):
        with self.assertRaisesRegex(ValueError, "没有“bytes”列"):
            gouji.spark.check(self.table([("a",)], "name string"))


if __name__ == "__main__":
    unittest.main(argv=["test_spark", "-q"])
