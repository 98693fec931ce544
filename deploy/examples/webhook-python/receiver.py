#!/usr/bin/env python3
"""Receives ScanRelay's webhooks: verifies, keeps each event once, then downloads, checks and acknowledges. Standard library only.

SCANRELAY         address of the API, such as https://scans.example.com; the key goes there and nowhere else
SCANRELAY_KEY     needs orders:read, artifacts:read, orders:acknowledge
WEBHOOK_SECRETS   whsec_..., several with commas while a secret is rotated
DATA              folder for the database and the files (./data)
PORT              8093; 0 takes a free one
"""
import base64, hashlib, hmac, http.client, json, os, pathlib, shutil, sqlite3, sys, threading, time, urllib.error, urllib.request, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

missing = [name for name in ("SCANRELAY", "SCANRELAY_KEY", "WEBHOOK_SECRETS") if not os.environ.get(name)]
if missing:
    sys.exit(f"Set {', '.join(missing)}.\n\n{__doc__}")
API = os.environ["SCANRELAY"].rstrip("/")
KEY = os.environ["SCANRELAY_KEY"]
SECRETS = [base64.b64decode(s.strip().removeprefix("whsec_")) for s in os.environ["WEBHOOK_SECRETS"].split(",")]
DATA = pathlib.Path(os.environ.get("DATA", "data"))
TOLERANCE = 300  # seconds between their clock and ours
LARGEST = 4 << 20
TIMEOUT = 30


ADVICE = {
    401: " Is SCANRELAY_KEY a key of this service that has not ended?",
    403: " The key needs orders:read, artifacts:read and orders:acknowledge.",
}


def say(words):
    """For whoever looks after it: ids and reasons, and nothing of a patient."""
    print(words, flush=True)


class Later(Exception):
    """Try again: it may go another time."""

    def __init__(self, seconds=0):
        self.seconds = seconds


class Rejected(Exception):
    """It will never go."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):  # the key would go along
        return None


HTTP = urllib.request.build_opener(NoRedirect)


def verified(headers, body):
    """Standard Webhooks 1.0, over the bytes as they came."""
    event, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not event or not at.isdecimal() or abs(time.time() - int(at)) > TOLERANCE:
        return False
    message = f"{event}.{at}.".encode() + body
    good = [b"v1," + base64.b64encode(hmac.digest(secret, message, "sha256")) for secret in SECRETS]
    given = [one.encode() for one in headers.get("webhook-signature", "").split(" ")]
    return any(hmac.compare_digest(one, mine) for one in given for mine in good)


class Inbox:
    """Events that were taken, until their work is done; and which revision of each order is in the chart."""

    def __init__(self):
        DATA.mkdir(parents=True, exist_ok=True)
        self.lock = threading.Lock()
        self.db = sqlite3.connect(DATA / "inbox.db", check_same_thread=False)
        self.db.executescript("""
            pragma journal_mode = wal;
            create table if not exists event (id text primary key, body text not null, due real, tries integer not null default 0);
            create index if not exists event_due on event (due) where due is not null;
            create table if not exists scan (order_id text, revision integer, primary key (order_id, revision));
            create table if not exists gone (account text primary key);
            create table if not exists held (id text primary key, account text not null);""")

    def run(self, sql, *values):
        with self.lock, self.db:
            return self.db.execute(sql, values).fetchall()

    def keep(self, event, body):
        self.run("insert or ignore into event (id, body, due) values (?, ?, ?)", event, body, time.time())

    def next(self):
        return self.run("select id, body, tries from event where due <= ? order by due limit 1", time.time())

    def done(self, event):
        self.run("update event set due = null where id = ?", event)

    def leave(self, account):
        """From now on nothing is fetched for the clinic; what comes is held, and not lost if it comes back."""
        self.run("insert or ignore into gone values (?)", account)

    def come_back(self, account):
        with self.lock, self.db:
            self.db.execute("delete from gone where account = ?", (account,))
            self.db.execute("update event set due = ? where id in (select id from held where account = ?)", (time.time(), account))
            self.db.execute("delete from held where account = ?", (account,))

    def holds(self, event, account):
        if not self.run("select 1 from gone where account = ?", account):
            return False
        self.run("insert or ignore into held values (?, ?)", event, account)
        return True

    def later(self, event, tries, seconds):
        wait = max(seconds, min(2**tries, 3600))
        self.run("update event set due = ?, tries = tries + 1 where id = ?", time.time() + wait, event)


def call(path, answer=None):
    """Calls the API; what may go another time is Later, what never goes is Rejected."""
    body = None if answer is None else json.dumps(answer).encode()
    headers = {"Authorization": "Bearer " + KEY, "Content-Type": "application/json"}
    try:
        return HTTP.open(urllib.request.Request(API + path, body, headers), timeout=TIMEOUT)
    except urllib.error.HTTPError as e:
        if e.code in (404, 410):
            raise Rejected(f"ScanRelay answers {e.code}.") from e
        say(f"ScanRelay answers {e.code} to {path}, asked again later." + ADVICE.get(e.code, ""))
        wait = e.headers.get("Retry-After", "")
        raise Later(int(wait) if wait.isdecimal() else 0) from e
    except OSError as e:
        say(f"{API} is not reached, asked again later: {e}")
        raise Later() from e


def download(order, artifact, folder):
    name = str(uuid.UUID(artifact["id"]))  # no path of somebody's making
    digest = hashlib.sha256()
    try:
        with call(f"/api/v1/orders/{order}/artifacts/{name}") as answer, open(folder / name, "wb") as file:
            while piece := answer.read(1 << 16):
                digest.update(piece)
                file.write(piece)
            if answer.length:  # it broke off
                raise Later()
    except (OSError, http.client.HTTPException) as e:
        raise Later() from e
    if digest.hexdigest() != artifact["sha256"]:
        raise Rejected("A file is not what its digest says.")


def take(order, revision):
    """Downloads a revision into a folder that gets its name once all files are whole."""
    home = DATA / "scans" / order
    part, whole = home / f"{revision['number']}.part", home / str(revision["number"])
    if whole.exists():
        return
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for artifact in revision["artifacts"]:
        download(order, artifact, part)
    part.rename(whole)


def read(order):
    with call(f"/api/v1/orders/{order}") as answer:
        try:
            return json.load(answer)
        except (OSError, ValueError) as e:
            raise Later() from e


def ready(inbox, order, event):
    view = read(order)
    number = event.get("data", {}).get("revision", view["latestRevision"])
    revision = next((r for r in view["revisions"] if r["number"] == number), None)
    if revision is None:
        return
    newest = inbox.run("select max(revision) from scan where order_id = ?", order)[0][0] or 0
    try:
        if number < newest:
            raise Rejected("A newer revision is in the chart.")
        take(order, revision)
        inbox.run("insert or ignore into scan values (?, ?)", order, number)
        said = {"outcome": "imported", "document": f"scan-{order}-{number}"}
        say(f"imported {order} revision {number}")
    except Rejected as e:
        said = {"outcome": "rejected", "reason": str(e)}
        say(f"rejected {order} revision {number}: {e}")
    call(f"/api/v1/orders/{order}/revisions/{number}/ack", said).close()


def handle(inbox, event):
    """What is not named here is taken and left alone: new types come without notice."""
    kind, account = event["type"], event["source"].rpartition("/accounts/")[2]
    if kind == "dev.scanrelay.order.ready.v1" and not inbox.holds(event["id"], account):
        ready(inbox, str(uuid.UUID(event["subject"].removeprefix("orders/"))), event)
    elif kind == "dev.scanrelay.order.updated.v1":
        read(str(uuid.UUID(event["subject"].removeprefix("orders/"))))  # here the chart takes over patient and status
    elif kind == "dev.scanrelay.order.erased.v1":  # here the chart does too, unless the law has it keep the scan
        shutil.rmtree(DATA / "scans" / str(uuid.UUID(event["subject"].removeprefix("orders/"))), ignore_errors=True)
    elif kind == "dev.scanrelay.pairing.ended.v1":
        inbox.leave(account)
    elif kind == "dev.scanrelay.pairing.connected.v1":
        inbox.come_back(account)


def work(inbox, wake):
    while True:
        for event, body, tries in inbox.next():
            try:
                handle(inbox, json.loads(body))
                inbox.done(event)
            except Later as e:
                inbox.later(event, tries, e.seconds)
            except Rejected as e:
                say(f"event {event} left alone: {e}")
                inbox.done(event)
            except Exception as e:  # one event that goes wrong must not keep the others waiting
                say(f"event {event} failed: {type(e).__name__}")
                inbox.later(event, tries, 60)
            break
        else:
            wake.wait(0.5)
            wake.clear()


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not verified(self.headers, body):
            say("refused a delivery that does not verify. Is the endpoint's secret in WEBHOOK_SECRETS, and the clock right?")
            return self.answer(401)
        try:
            event = json.loads(body)
            known = all(isinstance(event[name], str) for name in ("id", "type", "source", "subject"))
        except (ValueError, KeyError, TypeError, RecursionError):
            known = False
        if not known:
            return self.answer(400)
        self.server.inbox.keep(event["id"], body.decode())
        self.server.wake.set()
        return self.answer(204)

    def answer(self, status):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8093"))), Door)
    server.inbox, server.wake = Inbox(), threading.Event()
    threading.Thread(target=work, args=(server.inbox, server.wake), daemon=True).start()
    say(f"listening on http://127.0.0.1:{server.server_port}/scans")
    server.serve_forever()


if __name__ == "__main__":
    main()
