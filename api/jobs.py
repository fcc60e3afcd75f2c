"""Uploads on their way into the library: one worker, a bounded queue, a state that can be asked for.

Jobs live as long as the process. What they have stored is safe: the store commits document by document.
"""

from __future__ import annotations

import logging
import uuid
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock

from api.doors import Head, Pipeline
from api.problems import Fault, FaultError
from ingest.report import Report
from kb.errors import FieldcoachError, NoSuchJob

# Each holds its file in memory until its turn.
MAX_WAITING = 16
MAX_REMEMBERED = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file and the head keys that came with it."""

    name: str
    data: bytes
    head: Head


@dataclass(slots=True)
class Job:
    """An upload's state; `stage`, `done` and `total` are written by the worker and read by anyone."""

    id: str
    name: str
    future: Future[Report] = field(repr=False)
    stage: str | None = None
    done: int = 0
    total: int = 0

    @property
    def report(self) -> Report | None:
        """What came of it, once it has finished without an error."""
        finished = self.future.done() and not self.future.cancelled()
        return self.future.result() if finished and self.future.exception() is None else None

    @property
    def error(self) -> BaseException | None:
        """What stopped it."""
        if self.future.cancelled():
            return KeyboardInterrupt()
        return self.future.exception() if self.future.done() else None


class Jobs:
    """The uploads of one running service."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._stopping = Event()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="upload")
        self._indexer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="index")
        self._renewal: Future[None] | None = None

    def submit(self, upload: Upload) -> Job:
        """Queue an upload; raises FaultError (503) where too many are waiting."""
        with self._lock:
            if sum(not job.future.done() for job in self._jobs.values()) >= MAX_WAITING:
                raise FaultError(Fault(503, "busy", "queue_full", headers={"Retry-After": "30"}))
            job = Job(str(uuid.uuid4()), upload.name, Future())
            self._jobs[job.id] = job
            self._forget_old()
            job.future = self._worker.submit(self._run, job, upload)
        job.future.add_done_callback(_log_unexpected)
        return job

    def job(self, identifier: str) -> Job:
        """One job; raises NoSuchJob for an unknown one or one of an earlier start."""
        with self._lock:
            job = self._jobs.get(identifier)
        if job is None:
            raise NoSuchJob(f"There is no job {identifier!r}; jobs are forgotten when the service stops.")
        return job

    def close(self) -> None:
        """Stop the running upload at its next step, as Ctrl-C would, and drop the waiting ones."""
        self._stopping.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._indexer.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, upload: Upload) -> Report:
        def progress(stage: str, done: int, total: int, name: str) -> None:
            # The pipeline handles Ctrl-C at any point; stopping the service is the same to it.
            self._watch(stage, done, total, name)
            job.stage, job.done, job.total = stage, done, total

        report = self._pipeline.add_upload(upload.name, upload.data, upload.head, progress, later=True)
        self.renew_index()
        return report

    def renew_index(self) -> None:
        """Renew the index behind what was changed, which is found before, too; once for all that waits for it."""
        with self._lock:
            if self._stopping.is_set() or (
                self._renewal is not None and not self._renewal.running() and not self._renewal.done()
            ):
                return
            self._renewal = self._indexer.submit(self._pipeline.finish, self._watch)
        self._renewal.add_done_callback(_log_unexpected)

    def _watch(self, stage: str, done: int, total: int, name: str) -> None:
        if self._stopping.is_set():
            raise KeyboardInterrupt

    def _forget_old(self) -> None:
        while len(self._jobs) > MAX_REMEMBERED:
            oldest = next(iter(self._jobs.values()))
            if not oldest.future.done():
                return
            del self._jobs[oldest.id]


def _log_unexpected(future: Future[Report] | Future[None]) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if error is not None and not isinstance(error, FieldcoachError | KeyboardInterrupt):
        _log.error("An upload, or renewing the index, failed unexpectedly", exc_info=error)
