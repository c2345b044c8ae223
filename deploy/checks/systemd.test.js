import assert from "node:assert/strict";
import { lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { deploy, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "systemd-"));
after(() => rmSync(folder, { recursive: true }));

/** The unit as it is for one form, with programs that are on every machine in place of the service's. */
function unit(form) {
  const text = readFileSync(join(deploy, "systemd/neon-tasks.service"), "utf8");
  const dropIn = form === "jar" ? readFileSync(join(deploy, "systemd/jar.conf"), "utf8") : "";
  const file = join(folder, `${form}.service`);
  writeFileSync(file, (text + dropIn).replaceAll(/^ExecStart=\S+/gm, "ExecStart=/bin/true"));
  return file;
}

for (const form of ["native", "jar"]) {
  test(`${form}: systemd has no complaint`, () => {
    assert.equal(run("systemd-analyze", "verify", "--man=no", unit(form)), "");
  });

  test(`${form}: is exposed at most 2.0`, (t) => {
    const answer = run("systemd-analyze", "security", "--offline=true", "--no-pager", unit(form));
    const exposure = Number(/exposure level for .*: ([0-9.]+)/.exec(answer)[1]);
    t.diagnostic(`exposure ${exposure}`);
    assert.ok(exposure <= 2.0, answer);
  });
}

test("the time to stop is longer than the end takes", () => {
  const text = readFileSync(join(deploy, "systemd/neon-tasks.service"), "utf8");
  assert.ok(Number(/^TimeoutStopSec=(\d+)s$/m.exec(text)[1]) >= 5 + 10 + 5);
});

/** A server with nothing on it, and a program to install there in place of the service's. */
function server(name, program) {
  const root = join(folder, name);
  const binary = join(folder, `${name}.sh`);
  writeFileSync(binary, program);
  return { root, binary, release: (...args) => run("env", `DESTDIR=${root}`, "systemd/release", ...args) };
}

test("releases are laid side by side and switched", () => {
  const { root, binary, release } = server("switched", "#!/bin/sh\n");
  release("install", "1.0.0", binary);
  release("install", "1.1.0", binary);
  assert.match(release("list"), /^1\.0\.0\n1\.1\.0 {2}\(runs\)\n$/);
  release("switch", "1.0.0");
  assert.equal(readlinkSync(join(root, "opt/neon-tasks/current")), "1.0.0");
  assert.ok(lstatSync(join(root, "opt/neon-tasks/1.0.0/neon-tasks")).mode & 0o111);
  assert.equal(lstatSync(join(root, "etc/neon-tasks")).mode & 0o777, 0o700);
  assert.throws(() => release("install", "1.1.0", binary), /installed already/);
  assert.throws(() => release("switch", "2.0.0"), /not installed/);
});

test("commands have the variables of the service", () => {
  const program = '#!/bin/sh\necho "$(basename "$0") $* of $DATABASE_POOL_MAX connections to $(cat "$DATABASE_URL_FILE")"\n';
  const { root, binary, release } = server("commands", program);
  release("install", "1.0.0", binary);
  writeFileSync(join(root, "etc/neon-tasks/environment"), "DATABASE_POOL_MAX=7\n");
  writeFileSync(join(root, "etc/neon-tasks/database-url"), "it");
  assert.equal(release("doctor", "--json"), "neon-tasks doctor --json of 7 connections to it\n");
  assert.equal(release("migrate", "--wait", "5s"), "neon-tasks migrate --wait 5s of 7 connections to it\n");
});
