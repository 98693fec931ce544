/** Takes a clinic's scans in from Kafka: an example for vendors of practice software. What it promises is in ../README.md. */

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { Kafka, type EachMessagePayload, type KafkaConfig } from "kafkajs";

const need = (name: string): string => process.env[name] ?? (() => { throw new Error(`${name} is not set`); })();
const url = need("SCANRELAY_URL").replace(/\/+$/, "");
const key = need("SCANRELAY_KEY");
const scans = need("SCANS_FOLDER");
const ORDER = "dev.scanrelay.order.";
const PAIRING = "dev.scanrelay.pairing.";

interface Data { account: string; orderId: string; revision: number; patientId?: string }
interface Artifact { id: string; fileName: string; sha256: string; href: string }
interface Order { state: string; revisions: { number: number; artifacts: Artifact[] }[] }

/** The service has it no more, or it is not for this key. */
class Gone extends Error {}

/** A file kept coming with another digest than the service names. */
class Damaged extends Error {}

/** An answer of the API; waits and asks again while the service can't answer. */
async function call(method: string, path: string, body?: object): Promise<Response> {
    for (let seconds = 1; ; seconds = Math.min(2 * seconds, 60)) {
        try {
            const answer = await fetch(url + path, {
                method,
                redirect: "error",
                headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
                body: body && JSON.stringify(body),
            });
            if (answer.ok) return answer;
            await answer.body?.cancel();
            if (answer.status === 404 || answer.status === 410) throw new Gone();
            if (answer.status !== 429 && answer.status < 500) {
                end(`the service answers ${answer.status}`); // a person has to look; nothing is committed, so nothing is lost
            }
            seconds = Math.max(seconds, Number(answer.headers.get("Retry-After")) || 0);
        } catch (failure) {
            if (!(failure instanceof TypeError)) throw failure; // fetch's word for: not reached
        }
        await pause(1000 * seconds);
    }
}

/** One file, whole: it returns once the digest is right. */
async function download(artifact: Artifact, folder: string): Promise<void> {
    for (let attempt = 0; attempt < 3;) {
        const digest = createHash("sha256");
        const hashing = new Transform({
            transform(chunk, _, next) {
                digest.update(chunk);
                next(null, chunk);
            },
        });
        const answer = await call("GET", artifact.href);
        try {
            const bytes = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
            await pipeline(bytes, hashing, createWriteStream(join(folder, basename(artifact.fileName))));
        } catch {
            await pause(1000); // it broke off
            continue;
        }
        attempt++;
        if (digest.digest("hex") === artifact.sha256) return;
    }
    throw new Damaged();
}

const exists = (file: string) => access(file).then(() => true, () => false);

async function note(kind: string, name: string): Promise<string> {
    await mkdir(join(scans, "state", kind), { recursive: true });
    return join(scans, "state", kind, encodeURIComponent(name));
}

async function write(file: string, text: string): Promise<void> {
    await writeFile(file + ".new", text);
    await rename(file + ".new", file);
}

/** Handles an event; again without effect. What it did is on disk when it returns: then the offset is committed. */
async function take(event: string, type: string, data: Data): Promise<void> {
    const seen = await note("seen", event);
    if (await exists(seen)) {
        console.log(`again ${event}`);
        return;
    }
    if (type.startsWith(PAIRING + "ended.")) {
        await write(await note("gone", data.account), "");
        console.log(`left ${data.account}`);
    } else if (type.startsWith(PAIRING + "connected.")) {
        await comeBack(data.account);
    } else if (type.startsWith(ORDER + "ready.")) {
        await ready(event, data);
    } else if (type.startsWith(ORDER + "updated.")) {
        await refresh(data.orderId);
    } else if (type.startsWith(ORDER + "withdrawn.")) {
        await write(await note("withdrawn", data.orderId), "");
    } else if (type.startsWith(ORDER + "erased.")) {
        await rm(join(scans, data.orderId), { recursive: true, force: true }); // unless the law has you keep it
        console.log(`erased ${data.orderId}`);
    } // Types that you do not know are none of your business: new ones come.
    await write(seen, "");
}

async function ready(event: string, data: Data): Promise<void> {
    const { orderId, revision, account } = data;
    if (await exists(await note("gone", account))) {
        // The clinic has left: nothing is fetched, and nothing is lost if it comes back.
        await write(await note("held", event), JSON.stringify(data));
        console.log(`held ${orderId}`);
        return;
    }
    const noted = await note("orders", orderId);
    const stored = (await exists(noted)) ? Number(await readFile(noted, "utf8")) : 0;
    if (stored > revision) {
        console.log(`older ${orderId} revision ${revision}`);
        return;
    }
    try {
        if (stored < revision) {
            await fetchFiles(orderId, revision);
            await write(noted, String(revision));
            await rm(await note("withdrawn", orderId), { force: true });
            console.log(`imported ${orderId} revision ${revision}`);
        }
        // The same acknowledgement may be sent again, so a crash before this line does no harm.
        await (await call("POST", `/api/v1/orders/${orderId}/revisions/${revision}/ack`, fileIt(data))).body?.cancel();
    } catch (failure) {
        if (failure instanceof Damaged) { // said, so that a person looks; what comes next does not wait for it
            const said = { outcome: "rejected", reason: "A file is not what its digest says." };
            await (await call("POST", `/api/v1/orders/${orderId}/revisions/${revision}/ack`, said)).body?.cancel();
            console.log(`damaged ${orderId} revision ${revision}`);
            return;
        }
        if (!(failure instanceof Gone)) throw failure;
        console.log(`gone ${orderId}`);
        return;
    }
    for (const old of await readdir(join(scans, orderId))) {
        if (old !== `r${revision}`) await rm(join(scans, orderId, old), { recursive: true });
    }
}

/** Here your software puts the scan into the patient's chart: by your own reference, or by the patient's id at Align. */
function fileIt(data: Data): object {
    return data.patientId
        ? { outcome: "imported", document: `scan-${data.orderId}-${data.revision}` }
        : { outcome: "unmatched", reason: "The scan names no patient." };
}

/** Here your software takes over what changed of the order: the patient, the status. The event names nobody. */
async function refresh(orderId: string): Promise<void> {
    try {
        const order = (await (await call("GET", `/api/v1/orders/${orderId}`)).json()) as Order;
        console.log(`updated ${orderId} ${order.state}`);
    } catch (failure) {
        if (!(failure instanceof Gone)) throw failure;
        console.log(`gone ${orderId}`);
    }
}

async function fetchFiles(orderId: string, revision: number): Promise<void> {
    const order = (await (await call("GET", `/api/v1/orders/${orderId}`)).json()) as Order;
    const found = order.revisions.find(one => one.number === revision);
    if (!found) throw new Gone();
    const unfinished = join(scans, orderId, `new-r${revision}`);
    const whole = join(scans, orderId, `r${revision}`);
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    for (const artifact of found.artifacts) await download(artifact, unfinished);
    await rm(whole, { recursive: true, force: true }); // of a run that ended before it was noted
    await rename(unfinished, whole);
}

async function comeBack(account: string): Promise<void> {
    await rm(await note("gone", account), { force: true });
    const held = join(await note("held", "x"), "..");
    for (const event of (await readdir(held)).filter(name => !name.endsWith(".new"))) {
        const data = JSON.parse(await readFile(join(held, event), "utf8")) as Data;
        if (data.account === account) {
            await ready(event, data);
            await rm(join(held, event));
        }
    }
    console.log(`connected ${account}`);
}

/** A topic comes with its first event. */
async function subscribed(topic: string): Promise<void> {
    for (;;) {
        try {
            return await consumer.subscribe({ topic, fromBeginning: true });
        } catch (failure) {
            if ((failure as { type?: string }).type !== "UNKNOWN_TOPIC_OR_PARTITION") throw failure;
            console.log(`waiting for ${topic}`);
        }
        await pause(10_000);
    }
}

function end(words: string): never {
    console.error(words);
    process.exit(1);
}

const settings: KafkaConfig = { brokers: need("KAFKA_BOOTSTRAP_SERVERS").split(","), ...JSON.parse(process.env["KAFKA_SETTINGS"] ?? "{}") };
const consumer = new Kafka(settings).consumer({ groupId: need("KAFKA_GROUP"), readUncommitted: false }); // read_committed
for (const wish of ["SIGTERM", "SIGINT"]) process.on(wish, () => void consumer.disconnect().then(() => process.exit(0)));
await consumer.connect();
await subscribed(need("KAFKA_TOPIC"));
await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message, heartbeat }: EachMessagePayload) => {
        const beat = setInterval(() => void heartbeat().catch(() => undefined), 3000); // a large scan on a slow line
        try {
            const id = message.headers?.["ce_id"]?.toString();
            if (id) await take(id, String(message.headers?.["ce_type"]), JSON.parse(String(message.value)) as Data);
        } finally {
            clearInterval(beat);
        }
        await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
    },
});
