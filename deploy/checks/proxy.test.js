import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import { createServer as createListener } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { deploy } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "proxy-"));
const ends = [() => rmSync(folder, { recursive: true })];
after(() => ends.forEach((end) => end()));

/** A copy of the service that answers with its name, and its port. */
async function copy(name) {
  const server = createServer((_, answer) => answer.end(name)).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => server.close());
  return server.address().port;
}

async function freePort() {
  const listener = createListener().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

/** What is answered at a path. */
async function answer(port, path) {
  const call = get({ host: "127.0.0.1", port, path, headers: { host: "tasks.example.com" } });
  const [response] = await once(call, "response");
  let text = "";
  for await (const part of response) text += part;
  return response.statusCode === 200 ? text : response.statusCode;
}

const there = spawnSync("caddy", ["version"]).status === 0;
const options = { skip: !there && !["1", "true"].includes(process.env.CI_STRICT) && "caddy is not installed" };

test("Caddy asks the stand-in as long as its file is there", options, async () => {
  const [service, standIn, port] = [await copy("service"), await copy("stand-in"), await freePort()];
  const shipped = readFileSync(join(deploy, "proxy/Caddyfile"), "utf8");
  const file = join(folder, "Caddyfile");
  const own = shipped
    .replace("\ntasks.example.com", `\nhttp://tasks.example.com:${port}`)
    .replace("root /run", `root ${folder}`)
    .replace("127.0.0.1:8080", `127.0.0.1:${service}`)
    .replace("127.0.0.1:8081", `127.0.0.1:${standIn}`);
  writeFileSync(file, `{\n\tadmin off\n}\n${own}`);
  const caddy = spawn("caddy", ["run", "--adapter", "caddyfile", "--config", file], { stdio: ["ignore", "ignore", "pipe"] });
  ends.unshift(() => caddy.kill());
  let said = "";
  await new Promise((serving) => {
    caddy.on("exit", serving);
    caddy.stderr.on("data", (part) => {
      said += part;
      if (said.includes("serving initial configuration")) serving();
    });
  });

  const standing = join(folder, "neon-tasks-stand-in");
  for (let turn = 0; turn < 3; turn++) {
    assert.equal(await answer(port, "/api/status"), "service", said);
    writeFileSync(standing, "");
    assert.equal(await answer(port, "/api/status"), "stand-in");
    assert.equal(await answer(port, "/health/ready"), 404);
    rmSync(standing);
  }
});
