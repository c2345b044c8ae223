import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
