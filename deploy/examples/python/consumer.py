"""Takes a clinic's scans in from Kafka: an example for vendors of practice software. What it promises is in ../README.md."""

import hashlib
import http.client
import json
import os
import shutil
import signal
import sqlite3
import time
import urllib.error
import urllib.request
from pathlib import Path

from confluent_kafka import Consumer, KafkaError, KafkaException

URL = os.environ["SCANRELAY_URL"].rstrip("/")
KEY = os.environ["SCANRELAY_KEY"]
FOLDER = Path(os.environ["SCANS_FOLDER"])
ORDER, PAIRING = "dev.scanrelay.order.", "dev.scanrelay.pairing."
TABLES = """
    create table if not exists seen (event text primary key);
    create table if not exists scan (order_id text primary key, account text, revision int, withdrawn int default 0);
    create table if not exists gone (account text primary key);
    create table if not exists held (event text primary key, account text, data text);
"""


class Gone(Exception):
    """The service has it no more, or it is not for this key."""


class Damaged(Exception):
    """A file kept coming with another digest than the service names."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):  # the key would go along
        return None


HTTP = urllib.request.build_opener(NoRedirect)


def call(method, path, body=None):
    """An answer of the API; waits and asks again while the service can't answer."""
    headers = {"Authorization": "Bearer " + KEY, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    pause = 1
    while True:
        try:
            return HTTP.open(urllib.request.Request(URL + path, data, headers, method=method), timeout=60)
        except urllib.error.HTTPError as refused:
            if refused.code in (404, 410):
                raise Gone from None
            if refused.code != 429 and refused.code < 500:
                raise  # such as 401, 403: a person has to look at the key; nothing is committed, so nothing is lost
            wait = refused.headers.get("Retry-After", "")  # a proxy may write a date
            pause = max(pause, int(wait) if wait.isdecimal() else 0)
        except OSError:
            pass  # not reached
        time.sleep(pause)
        pause = min(2 * pause, 60)


def download(artifact, folder):
    """One file, whole: named once its digest is right."""
    target = folder / Path(artifact["fileName"]).name
    part = target.with_suffix(".part")
    for attempt in range(3):
        while (digest := read(artifact, part)) is None:
            time.sleep(1)  # it broke off
        if digest == artifact["sha256"]:
            part.rename(target)
            return
    raise Damaged


def read(artifact, part):
    """The digest of what came; none if it did not come whole."""
    digest = hashlib.sha256()
    try:
        with call("GET", artifact["href"]) as answer, open(part, "wb") as file:
            while chunk := answer.read(1 << 16):
                digest.update(chunk)
                file.write(chunk)
            return None if answer.length else digest.hexdigest()
    except (ConnectionError, TimeoutError, http.client.HTTPException):
        return None


def folder_of(order_id, revision):
    return FOLDER / order_id / f"r{revision}"


class Inbox:
    def __init__(self, database):
        self.db = database
        self.db.executescript(TABLES)

    def one(self, sql, *values):
        return self.db.execute(sql, values).fetchone()

    def take(self, event_id, kind, data):
        """Handles an event; again without effect. What it did is on disk when it returns: then the offset is committed."""
        if self.one("select 1 from seen where event = ?", event_id):
            print("again", event_id, flush=True)
            return
        if kind.startswith(PAIRING + "ended."):
            self.leave(data["account"])
        elif kind.startswith(PAIRING + "connected."):
            self.come_back(data["account"])
        elif kind.startswith(ORDER + "ready."):
            self.ready(event_id, data)
        elif kind.startswith(ORDER + "updated."):
            self.refresh(data["orderId"])
        elif kind.startswith(ORDER + "withdrawn."):
            with self.db:
                self.db.execute("update scan set withdrawn = 1 where order_id = ?", (data["orderId"],))
        elif kind.startswith(ORDER + "erased."):
            shutil.rmtree(FOLDER / data["orderId"], ignore_errors=True)  # unless the law has you keep it
            print("erased", data["orderId"], flush=True)
        # Types that you do not know are none of your business: new ones come.
        with self.db:
            self.db.execute("insert into seen values (?)", (event_id,))

    def ready(self, event_id, data):
        if self.one("select 1 from gone where account = ?", data["account"]):
            with self.db:  # the clinic has left: nothing is fetched, and nothing is lost if it comes back
                self.db.execute("insert or ignore into held values (?, ?, ?)", (event_id, data["account"], json.dumps(data)))
            print("held", data["orderId"], flush=True)
            return
        order_id, revision = data["orderId"], data["revision"]
        stored = self.one("select revision from scan where order_id = ?", order_id)
        if stored and stored[0] > revision:
            print("older", order_id, "revision", revision, flush=True)
            return
        try:
            if not stored or stored[0] < revision:
                self.fetch(order_id, revision)
                with self.db:
                    self.db.execute("insert or replace into scan values (?, ?, ?, 0)", (order_id, data["account"], revision))
                print("imported", order_id, "revision", revision, flush=True)
            # The same acknowledgement may be sent again, so a crash before this line does no harm.
            call("POST", f"/api/v1/orders/{order_id}/revisions/{revision}/ack", file_it(data)).close()
        except Gone:
            print("gone", order_id, flush=True)
            return
        except Damaged:  # said, so that a person looks; what comes next does not wait for it
            said = {"outcome": "rejected", "reason": "A file is not what its digest says."}
            call("POST", f"/api/v1/orders/{order_id}/revisions/{revision}/ack", said).close()
            print("damaged", order_id, "revision", revision, flush=True)
            return
        for old in (FOLDER / order_id).glob("r*"):
            if old != folder_of(order_id, revision):
                shutil.rmtree(old)

    def refresh(self, order_id):
        """Here your software takes over what changed of the order: the patient, the status. The event names nobody."""
        try:
            with call("GET", f"/api/v1/orders/{order_id}") as answer:
                print("updated", order_id, json.load(answer)["state"], flush=True)
        except Gone:
            print("gone", order_id, flush=True)

    def fetch(self, order_id, revision):
        with call("GET", f"/api/v1/orders/{order_id}") as answer:
            order = json.load(answer)
        found = [one for one in order["revisions"] if one["number"] == revision]
        if not found:
            raise Gone
        unfinished = FOLDER / order_id / f"new-r{revision}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for artifact in found[0]["artifacts"]:
            download(artifact, unfinished)
        shutil.rmtree(folder_of(order_id, revision), ignore_errors=True)  # of a run that ended before it was noted
        unfinished.rename(folder_of(order_id, revision))

    def leave(self, account):
        with self.db:
            self.db.execute("insert or ignore into gone values (?)", (account,))
        print("left", account, flush=True)

    def come_back(self, account):
        with self.db:
            self.db.execute("delete from gone where account = ?", (account,))
        for event_id, data in self.db.execute("select event, data from held where account = ?", (account,)).fetchall():
            self.ready(event_id, json.loads(data))
            with self.db:
                self.db.execute("delete from held where event = ?", (event_id,))
        print("connected", account, flush=True)


def file_it(data):
    """Here your software puts the scan into the patient's chart: by your own reference, or by the patient's id at Align."""
    if "patientId" in data:
        return {"outcome": "imported", "document": f"scan-{data['orderId']}-{data['revision']}"}
    return {"outcome": "unmatched", "reason": "The scan names no patient."}


def main():
    settings = {  # of librdkafka: in production also security.protocol and sasl.*
        "bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"],
        "group.id": os.environ["KAFKA_GROUP"],
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
        "auto.offset.reset": "earliest",
        "max.poll.interval.ms": 3_600_000,  # a large scan on a slow line
        "topic.metadata.refresh.interval.ms": 30_000,  # a topic that is not there yet is noticed so soon
    }
    settings.update(json.loads(os.environ.get("KAFKA_SETTINGS", "{}")))
    FOLDER.mkdir(parents=True, exist_ok=True)
    inbox = Inbox(sqlite3.connect(FOLDER / "inbox.db"))
    stop = []
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stop.append(True))
    consumer = Consumer(settings)
    consumer.subscribe([os.environ["KAFKA_TOPIC"]])
    try:
        while not stop:
            record = consumer.poll(1)
            if record is None:
                continue
            if record.error() and record.error().code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
                print("waiting for", os.environ["KAFKA_TOPIC"], flush=True)  # it comes with its first event
                continue
            if record.error():
                raise KafkaException(record.error())
            headers = {name: value.decode() for name, value in record.headers() or []}
            if "ce_id" in headers:
                inbox.take(headers["ce_id"], headers["ce_type"], json.loads(record.value()))
            consumer.commit(record, asynchronous=False)
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
