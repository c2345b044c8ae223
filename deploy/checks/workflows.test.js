import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deploy } from "./run.js";

const folder = join(deploy, "../.github/workflows");

// Nobody could be asked for the commit that was meant: docs/releasing.md.
const byTag = ["graalvm/setup-graalvm@v1"];

for (const name of readdirSync(folder)) {
  test(`${name}: every action is named by its commit, and its version beside it`, () => {
    const uses = [...readFileSync(join(folder, name), "utf8").matchAll(/^.*\buses: *(.*)$/gm)].map(([, each]) => each);
    assert.ok(uses.length > 0);
    assert.deepEqual(uses.filter((each) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(each) && !byTag.includes(each)), []);
  });
}

test("one action has one commit in all workflows", () => {
  const all = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").match(/\S+@[0-9a-f]{40} # .*/g) ?? []);
  const commits = new Map();
  for (const each of all) {
    const [action, commit] = each.split("@");
    assert.equal(commits.get(action) ?? commit, commit, action);
    commits.set(action, commit);
  }
});
