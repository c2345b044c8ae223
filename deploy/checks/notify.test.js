import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { deploy } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "notify-"));
after(() => rmSync(folder, { recursive: true }));

const up = { state: "UP", reason: null, schemaVersion: "008", migration: null, pool: { active: 0, waiting: 0 } };

/** A service that answers in its place, what systemd was told of it so far, and a way to wait until it is told something. */
async function watched(t, { answer = () => up, host = "127.0.0.1", command = "exec sleep 100", env = {} } = {}) {
  const server = createServer((request, response) => {
    const database = request.url === `${env.BASE_PATH ?? ""}/api/status` && answer();
    if (database === null) return;
    response.statusCode = database ? 200 : 503;
    response.end(database ? JSON.stringify({ service: { name: "neon-tasks" }, database }) : "busy");
  });
  await once(server.listen(0, host), "listening");
  const own = mkdtempSync(join(folder, "case-"));
  const told = join(own, "told");
  writeFileSync(told, "");
  writeFileSync(join(own, "systemd-notify"), `#!/bin/sh\necho "$*" >>${told}\n`, { mode: 0o755 });
  const service = spawn(join(deploy, "systemd/notify"), ["sh", "-c", command], {
    env: { PATH: `${own}:${process.env.PATH}`, NOTIFY_SOCKET: "it", WATCHDOG_USEC: "6000000", PORT: server.address().port, HOST: host, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  service.stdout.on("data", (data) => (said += data));
  t.after(() => {
    service.kill("SIGKILL");
    server.closeAllConnections();
    server.close();
  });
  const all = () => readFileSync(told, "utf8");
  const until = async (holds) => {
    while (!holds()) {
      t.signal.throwIfAborted();
      await pause(20);
    }
  };
  return { service, said: () => said, all, until, is: (pattern) => until(() => pattern.test(all())) };
}

const options = { timeout: 120_000 };

for (const [name, database, pattern] of [
  ["awake", up, /^--ready --status=Serving$/m],
  ["asleep", { ...up, state: "ASLEEP" }, /^--ready --status=Asleep: the next request wakes the database$/m],
  ["waking", { ...up, state: "ASLEEP", pool: { waiting: 3 } }, /^--ready --status=Waking the database for 3 requests$/m],
  [
    "changed online",
    { ...up, migration: { running: "004-search", done: 0, of: 2, percent: 43 } },
    /^--ready --status=Serving, and applying 004-search online$/m,
  ],
]) {
  test(`a service whose database is ${name} is ready`, options, async (t) => {
    const { is } = await watched(t, { answer: () => database });
    await is(pattern);
  });
}

for (const [name, database, status] of [
  ["migrates", { ...up, schemaVersion: null, migration: { running: "001-tasks", done: 1, of: 10 } }, "Migrating: change set 2 of 10, 001-tasks"],
  ["waits for its schema", { ...up, schemaVersion: null }, "Waiting for its schema"],
  ["has no database", { ...up, state: "DOWN", reason: "it refuses, connections" }, "Without its database: it refuses, connections"],
]) {
  test(`a service that ${name} is not ready, and has the time that takes`, options, async (t) => {
    let answer = database;
    const { is, all } = await watched(t, { answer: () => answer });
    await is(new RegExp(`(^--status=${status} EXTEND_TIMEOUT_USEC=3600000000\\n){2}`, "m"));
    assert.doesNotMatch(all(), /--ready/);
    answer = up;
    await is(/^--ready --status=Serving\n(--status=Serving WATCHDOG=1\n){2}/m);
  });
}

test("is asked where it listens", options, async (t) => {
  const { is } = await watched(t, { host: "::1", env: { BASE_PATH: "/tasks" } });
  await is(/^--ready/m);
});

test("one that turns others away lives, and one that is silent does not", options, async (t) => {
  let answer = up;
  const { is, all, said, until } = await watched(t, { answer: () => answer });
  await is(/WATCHDOG=1/);
  answer = undefined;
  const before = all().length;
  await until(() => all().length > before + 100);
  answer = null;
  await until(() => /^<4>notify: the service does not answer/m.test(said()));
  const silent = all();
  await pause(3000);
  assert.equal(all(), silent);
});

test("a start that gets processor time goes on, and one that gets none is ended", { timeout: 600_000 }, async (t) => {
  // Nobody answers at this port.
  const env = { PORT: "1" };
  const busy = await watched(t, { env, command: "while :; do i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; sleep 0.2; done" });
  const idle = await watched(t, { env });
  assert.deepEqual(await once(idle.service, "exit"), [null, "SIGKILL"]);
  assert.match(idle.said(), /^<3>notify: no answer, and nothing done for 60 s; ended$/m);
  assert.equal(busy.service.exitCode ?? busy.service.signalCode, null);
});

test("the service is the main process, with its exit code, and what watches it ends with it", options, async (t) => {
  const { service, is } = await watched(t, { command: "trap 'exit 78' TERM; while :; do sleep 0.1; done" });
  await is(/--ready/);
  service.kill("SIGTERM");
  // The end of its output is the end of all who have it.
  const [[code]] = await Promise.all([once(service, "exit"), once(service.stdout, "close")]);
  assert.equal(code, 78);
});
