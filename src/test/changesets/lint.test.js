import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";

// The oldest server that the doctor lets pass: a newer one locks less.
const server = "--pg-version=14";
const exceptions = JSON.parse(readFileSync("exceptions.json", "utf8"));

/** What the linter finds in the rendered change sets of a folder: by id, the rules that are broken. */
const lint = (folder) => {
  const found = {};
  for (const [place, how] of [
    ["transaction", "--assume-in-transaction"],
    ["alone", "--no-assume-in-transaction"],
  ]) {
    const path = join("target", folder, place);
    const files = existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
    for (const file of files) {
      found[basename(file, ".sql")] = new Set();
    }
    if (files.length > 0) {
      const said = spawnSync("node_modules/@squawk-cli/linux-x64/bin/squawk", ["--reporter=json", server, how, ...files], {
        encoding: "utf8",
      });
      assert.ok(said.status === 0 || said.status === 1, said.stderr);
      for (const { file, rule_name: rule } of JSON.parse(said.stdout)) {
        found[basename(file, ".sql")].add(rule);
      }
    }
  }
  return found;
};

const excepted = (id, rule) => rule in exceptions.everywhere || rule in (exceptions[id] ?? {});

const planted = lint("planted");
test("the usual fifteen and more are planted", () => assert.ok(Object.keys(planted).length >= 15));
for (const [rule, found] of Object.entries(planted)) {
  test(`finds ${rule}`, () => assert.ok(found.has(rule) && !excepted("", rule), [...found].join(" ")));
}

test("finds nothing in what is safe", () => {
  const safe = lint("safe");
  assert.ok(Object.keys(safe).length > 0);
  for (const [id, found] of Object.entries(safe)) {
    assert.deepEqual([...found].filter((rule) => !excepted(id, rule)), [], id);
  }
});

const service = lint("service");
for (const [id, found] of Object.entries(service)) {
  test(`${id} makes nobody wait and breaks no version before, but for its exceptions`, () =>
    assert.deepEqual([...found].filter((rule) => !excepted(id, rule)), []));
}

test("every exception is needed, and has its reason", () => {
  const { everywhere, ...some } = exceptions;
  const all = new Set(Object.values(service).flatMap((found) => [...found]));
  for (const [rule, reason] of Object.entries(everywhere)) {
    assert.ok(all.has(rule) && reason.length > 0, rule);
  }
  for (const [id, rules] of Object.entries(some)) {
    for (const [rule, reason] of Object.entries(rules)) {
      assert.ok(service[id]?.has(rule) && reason.length > 0, `${id}: ${rule}`);
    }
  }
});
