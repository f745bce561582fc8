"""A real Spark cluster on this machine for one test: a master and two workers from the wheel, on loopback, gone after."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 120
SETTINGS = """\
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 512m
spark.executor.memory 512m
spark.executor.cores 1
spark.cores.max 2
spark.sql.shuffle.partitions 4
spark.ui.enabled false
spark.ui.showConsoleProgress false
spark.log.level ERROR
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.driver.extraJavaOptions {quick}
spark.executor.extraJavaOptions {quick}
"""
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
"""Few rows: starting is what takes the time, not running."""


def why_not() -> str:
    """Why there can be no cluster here; empty when there can."""
    if shutil.which("java") is None:
        return "there is no java on this machine (apt-get install default-jre-headless)"
    try:
        import pyspark  # noqa: F401, PLC0415 -- asked whether it is there
    except ImportError:
        return "pyspark is not installed (make setup-test)"
    return ""


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _start(log: Path, environment: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    import pyspark  # noqa: PLC0415 -- an extra

    command = [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), *words]
    with log.open("wb") as out:
        return subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=log.parent, start_new_session=True
        )


def _wait(log: Path, words: str, times: int, started: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + WAIT
    while log.read_text("utf-8", "replace").count(words) < times:
        if time.monotonic() > until or any(one.poll() is not None for one in started):
            raise RuntimeError(f"the cluster did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
        time.sleep(0.1)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The master's address and the environment that its drivers need."""
    (folder / "conf").mkdir()
    (folder / "conf" / "spark-defaults.conf").write_text(SETTINGS.format(quick=QUICK))
    environment = os.environ | {
        "SPARK_CONF_DIR": str(folder / "conf"), "SPARK_LOCAL_DIRS": str(folder), "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": QUICK,
         "PYSPARK_PYTHON": sys.executable, "SPARK_WORKER_DIR": str(folder),
    }  # fmt: skip
    port = _free_port()
    master = f"spark://127.0.0.1:{port}"
    place = ("--host", "127.0.0.1", "--webui-port", "0")
    started: list[subprocess.Popen[bytes]] = []
    try:
        log = folder / "master.log"
        started.append(_start(log, environment, "org.apache.spark.deploy.master.Master", *place, "--port", str(port)))
        _wait(log, "I have been elected leader", 1, started)
        for number in range(2):
            worker = ("org.apache.spark.deploy.worker.Worker", *place, "--cores", "1", "--memory", "512m", master)
            started.append(_start(folder / f"worker-{number}.log", environment, *worker))
        _wait(log, "Registering worker", 2, started)
        yield master, environment
    finally:
        _stop(started)


def _stop(started: list[subprocess.Popen[bytes]]) -> None:
    """Each was started as a group of its own, so its executors go with it."""
    for one in reversed(started):
        try:
            os.killpg(one.pid, signal.SIGTERM)
            one.wait(10)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait(10)


def left(folder: Path) -> list[int]:
    """Processes that still run out of the cluster's folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
        except OSError:
            continue
        if int(place.name) != os.getpid() and str(folder).encode() in words:
            found.append(int(place.name))
    return found
