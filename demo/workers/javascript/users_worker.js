"use strict";
// The users demo as a worker in JavaScript, written from docs/contract.md: each event takes effect
// once, in the same transaction as its row in the inbox.

const { createHash } = require("node:crypto");
const { setTimeout: wait } = require("node:timers/promises");
const { parseArgs } = require("node:util");
const Database = require("libsql");
const { Kafka, logLevel } = require("kafkajs");

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, request_id TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS inbox (
    request_id TEXT PRIMARY KEY, payload_hash TEXT NOT NULL,
    outcome_headers TEXT NOT NULL, outcome_body TEXT NOT NULL, handled TEXT NOT NULL);`;
const REQUIRED = ["ce_id", "ce_source", "ce_type", "ce_httpmethod", "ce_httptarget",
  "ce_httproute", "ce_payloadhash"];
const ATTEMPTS_MAX = 5;
const PAUSE_MS_MIN = 250; // Between two tries to join the group, beside those of KafkaJS itself.
const PAUSE_MS_MAX = 4000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// The application: what to do about an event. Gives the outcome's type, status and body.

function createUser(database, requestId, body) {
  let name;
  try {
    name = JSON.parse(body).name;
  } catch {
    return problem("UserRefused", 400, 'Send an object such as {"name": "Ada"}.');
  }
  if (typeof name !== "string" || !name.trim() || [...name].length > 200) {
    return problem("UserRefused", 422, '"name" must be a string of 1 to 200 characters.');
  }
  const user = { id: uuidFrom(requestId, "User"), name };
  const added = database
    .prepare("INSERT INTO users VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING")
    .run(user.id, name, requestId);
  if (added.changes === 0) {
    return problem("UserDuplicated", 409, `A user named "${name}" exists already.`);
  }
  const contentType = "application/json";
  return { type: "UserCreated", status: 201, contentType, body: JSON.stringify(user) };
}

function problem(type, status, detail) {
  const body = JSON.stringify({ type: "about:blank", status, detail });
  return { type, status, contentType: "application/problem+json", body };
}

// The worker: everything else.

// A UUID of version 5: the same for the same id and name. Source: RFC 9562, section 5.5.
function uuidFrom(id, name) {
  const space = Buffer.from(id.replaceAll("-", ""), "hex");
  const bytes = createHash("sha1").update(space).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A record of the requests topic. `unreadable` says why it is no event, if it is none.
function readEvent(partition, message) {
  const header = (name) => [message.headers[name]].flat()[0]; // The first of one name counts.
  const text = (name) => header(name)?.toString() ?? "";
  const event = { partition, message, text, body: message.value ?? Buffer.alloc(0) };
  event.time = new Date(Number(message.timestamp)).toISOString();
  event.id = text("kafka_correlationId") || text("ce_correlationid");
  const replyPartition = header("kafka_replyPartition");
  if (header("kafka_replyTopic") && replyPartition?.length === 4) {
    event.reply = { topic: text("kafka_replyTopic"), partition: replyPartition.readInt32BE() };
  }
  const missing = REQUIRED.find((name) => header(name) === undefined);
  if (missing) event.unreadable = `header ${missing}: missing`;
  else if (!UUID.test(text("ce_id"))) event.unreadable = "header ce_id: no UUID";
  else if (header("kafka_replyTopic") && !event.reply) {
    event.unreadable = "header kafka_replyPartition: not 4 bytes";
  } else event.id = text("ce_id").toLowerCase();
  return event;
}

// The outcome's headers and body, as they are stored and published.
function outcomeOf(event, made, attempts, time) {
  const headers = {
    ce_specversion: "1.0",
    ce_id: uuidFrom(event.id, made.type),
    ce_source: "/users/worker/javascript",
    ce_type: made.type,
    ce_time: time,
    "content-type": made.contentType,
    ce_correlationid: event.id,
    ce_causationid: event.id,
    ce_httpstatus: String(made.status),
    ce_attempts: String(attempts),
    kafka_correlationId: event.id,
  };
  for (const name of ["ce_payloadhash", "traceparent"]) {
    if (event.text(name)) headers[name] = event.text(name);
  }
  return { headers, body: made.body };
}

const failed = () =>
  problem("RequestFailed", 500, "The request was accepted but could not be carried out.");

class Worker {
  constructor(options) {
    this.options = options;
    this.database = new Database(options.database, { timeout: 30000 });
    this.database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    this.database.exec(SCHEMA);
    const kafka = new Kafka({ brokers: options.bootstrap.split(","), logLevel: logLevel.WARN });
    this.producer = kafka.producer();
    this.consumer = kafka.consumer({ groupId: options.group, sessionTimeout: 10000 });
    // KafkaJS starts again after most errors. After one that it will not, we end: an inbox that
    // nobody asks is worse than a process that is started again.
    this.consumer.on(this.consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) giveUp(payload.error);
    });
  }

  // Brokers that are away and topics that are only being made are waited for: whoever starts us
  // need not know who makes them, nor when.
  async run() {
    for (let pause = PAUSE_MS_MIN; ; pause = Math.min(2 * pause, PAUSE_MS_MAX)) {
      try {
        await this.join();
        this.joined = true;
        return;
      } catch (error) {
        if (!willPass(error)) throw error;
        console.error(`users worker: ${error.message}; again in ${pause} ms`);
        await wait(pause);
      }
    }
  }

  async join() {
    await this.producer.connect();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.options.requests], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message, heartbeat }) => {
        // A message that takes long must not cost us the partition.
        const beat = setInterval(() => heartbeat().catch(() => {}), 1000);
        await this.settle(readEvent(partition, message)).finally(() => clearInterval(beat));
        const offset = String(BigInt(message.offset) + 1n);
        await this.consumer.commitOffsets([{ topic, partition, offset }]);
      },
    });
  }

  async stop() {
    if (!this.joined) process.exit(0); // KafkaJS cannot be called back from a start.
    await this.consumer.disconnect();
    await this.producer.disconnect();
    this.database.close();
  }

  // Has the event handled, and returns when everything about it is published.
  async settle(event) {
    if (event.unreadable) {
      await this.bury(event, 0, event.unreadable);
      if (!UUID.test(event.id)) return;
      return this.publish(event, outcomeOf(event, failed(), 0, event.time));
    }
    let cause;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; ++attempt) {
      const row = this.database.prepare("SELECT * FROM inbox WHERE request_id = ?").get(event.id);
      if (row) return this.answerAgain(event, row);
      let outcome;
      try {
        outcome = this.handle(event, attempt);
      } catch (error) {
        cause = String(error);
        const longest = 100 * 2 ** (attempt - 1);
        if (attempt < ATTEMPTS_MAX) await wait(longest * (0.5 + Math.random() / 2));
        continue;
      }
      return this.publish(event, outcome);
    }
    const outcome = outcomeOf(event, failed(), ATTEMPTS_MAX, new Date().toISOString());
    this.remember(event, outcome);
    await this.bury(event, ATTEMPTS_MAX, cause);
    await this.publish(event, outcome);
  }

  // Effect and inbox row in one transaction.
  handle(event, attempt) {
    return this.database.transaction(() => {
      const made = createUser(this.database, event.id, event.body);
      const outcome = outcomeOf(event, made, attempt, new Date().toISOString());
      this.remember(event, outcome);
      return outcome;
    }).immediate();
  }

  remember(event, { headers, body }) {
    this.database
      .prepare("INSERT INTO inbox VALUES (?, ?, ?, ?, ?)")
      .run(event.id, event.text("ce_payloadhash"), JSON.stringify(headers), body, headers.ce_time);
  }

  async answerAgain(event, row) {
    if (row.payload_hash !== event.text("ce_payloadhash")) {
      const detail = "This idempotency key was used before for a request with another payload.";
      const made = problem("RequestMismatch", 422, detail);
      return this.publish(event, outcomeOf(event, made, 0, event.time), { forAll: false });
    }
    const headers = JSON.parse(row.outcome_headers);
    if (headers.ce_type === "RequestFailed") {
      await this.bury(event, ATTEMPTS_MAX, "given up in an earlier delivery");
    }
    await this.publish(event, { headers, body: row.outcome_body });
  }

  async publish(event, { headers, body }, { forAll } = { forAll: true }) {
    const { outcomes } = this.options;
    const record = { key: event.message.key, value: body, headers };
    if (event.reply) {
      await this.send(event.reply.topic, { ...record, partition: event.reply.partition });
    }
    if (forAll && event.reply?.topic !== outcomes) await this.send(outcomes, record);
  }

  async bury(event, attempts, cause) {
    const { key, value, headers, offset } = event.message;
    const added = {
      boomerang_topic: this.options.requests,
      boomerang_partition: String(event.partition),
      boomerang_offset: offset,
      boomerang_attempts: String(attempts),
      boomerang_cause: Buffer.from(cause).subarray(0, 500),
      boomerang_failed_at: new Date().toISOString(),
    };
    const record = { key, value, headers: { ...headers, ...added } };
    await this.send(this.options["dead-letters"], record);
  }

  // Returns when it is acknowledged. If it is not, KafkaJS delivers the event again.
  async send(topic, message) {
    try {
      await this.producer.send({ topic, acks: -1, messages: [message] });
    } catch (error) {
      const unknown = (error.cause ?? error).type === "UNKNOWN_TOPIC_OR_PARTITION";
      if (!unknown || message.partition === undefined) throw error; // Else a reply to nowhere.
    }
  }
}

// Whether KafkaJS would have tried on, if it did not count.
function willPass(error) {
  for (let cause = error; cause; cause = cause.cause) if (cause.retriable) return true;
  return false;
}

function giveUp(error) {
  console.error("users worker:", error.message);
  process.exit(1);
}

const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({
  options: {
    bootstrap: text("127.0.0.1:9093"),
    database: text("users.db"),
    group: text("users"),
    requests: text("users.requests"),
    outcomes: text("users.outcomes"),
    "dead-letters": text("users.dead_letters"),
  },
});
const worker = new Worker(values);
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => worker.stop());
worker.run().catch(giveUp);
