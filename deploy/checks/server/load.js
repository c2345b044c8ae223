// Uses the service as clients do that repeat nothing, and counts what they lose:
//   load.js URL REQUESTS    until it gets a SIGTERM and that many requests were sent
// Eight keep their connection, four make a new one for each request. A request is lost unless it gets the one answer that it should. At the
// end, each task that was answered 201 has to be there, once.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

const [url, requests] = [process.argv[2], Number(process.argv[3])];
const password = "a load of 20,000 requests";
const email = `load-${process.pid}-${Date.now()}@example.com`;
const begun = performance.now();
const lost = new Map();
const times = [];
const made = new Set();
let sent = 0;
let told;
process.on("SIGTERM", () => {
  told ??= sent;
});

/** The answer, or the reason why there is none. */
function send(agent, method, path, { token, body } = {}) {
  const headers = { host: "tasks.example.com" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  return new Promise((resolve) => {
    const call = request(new URL(path, url), { agent, method, headers, timeout: 30_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => (text += part));
      answer.on("end", () => resolve({ status: answer.statusCode, text }));
      answer.on("error", (error) => resolve({ status: `cut off: ${error.code}` }));
    });
    call.on("timeout", () => call.destroy(Object.assign(new Error(), { code: "no answer for 30 s" })));
    call.on("error", (error) => resolve({ status: error.code }));
    call.end(body && JSON.stringify(body));
  });
}

const alone = new Agent();
const body = { email, password };
const { status, text: session } = await send(alone, "POST", "/api/auth/sign-up", { body });
if (status !== 201) throw new Error(`sign-up: ${status} ${session}`);
let token = JSON.parse(session).accessToken;
let until = performance.now() + 600_000;

/** The token, which lives for a quarter of an hour. */
async function valid() {
  const since = performance.now();
  if (until < since) {
    until = since + 600_000;
    const answer = await send(alone, "POST", "/api/auth/sign-in", { body });
    if (count("sign-in", 200, answer, since)) token = JSON.parse(answer.text).accessToken;
    else until = since;
  }
  return token;
}

function count(what, wanted, { status }, since) {
  sent++;
  const now = performance.now();
  times.push(now - since);
  if (status === wanted) return true;
  const kind = `${what}: ${status}`;
  const { number, first } = lost.get(kind) ?? { number: 0, first: now - begun };
  lost.set(kind, { number: number + 1, first, last: now - begun });
  return false;
}

async function client(number) {
  const agent = new Agent(number < 8 ? { keepAlive: true, maxSockets: 1 } : {});
  for (let turn = number; told === undefined || sent < requests; turn++) {
    const token = await valid();
    const since = performance.now();
    if (turn % 4 === 0) {
      count("keys", 200, await send(agent, "GET", "/.well-known/jwks.json"), since);
    } else if (turn % 4 === 1) {
      count("status", 200, await send(agent, "GET", "/api/status"), since);
    } else if (turn % 4 === 2) {
      count("list", 200, await send(agent, "GET", "/api/tasks?limit=5", { token }), since);
    } else {
      const title = `${number} ${turn}`;
      if (count("create", 201, await send(agent, "POST", "/api/tasks", { token, body: { title } }), since)) made.add(title);
    }
    await pause(100);
  }
  agent.destroy();
}

await Promise.all(Array.from({ length: 12 }, (_, number) => client(number)));

const { text } = await send(alone, "GET", "/api/me/export", { token: await valid() });
const titles = JSON.parse(text).tasks.map((task) => task.title);
const there = new Set(titles);
const missing = [...made].filter((title) => !there.has(title)).length;
const twice = titles.length - there.size;

const failed = [...lost.values()].reduce((sum, { number }) => sum + number, 0);
times.sort((a, b) => a - b);
const milliseconds = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(`load: ${failed} failed of ${sent} requests in ${seconds} s, ${told} of them until it was told to end`);
for (const [kind, { number, first, last }] of lost) {
  console.log(`load: ${number} × ${kind}, from ${(first / 1000).toFixed(1)} s to ${(last / 1000).toFixed(1)} s`);
}
console.log(`load: ${made.size} tasks made, ${missing} of them missing, ${twice} twice`);
console.log(`load: half within ${milliseconds(0.5)} ms, 99 % within ${milliseconds(0.99)} ms, all within ${milliseconds(1)} ms`);
process.exit(failed || missing || twice ? 1 : 0);
