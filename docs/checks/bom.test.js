import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const frontend = fileURLToPath(new URL("../../frontend/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bom-"));
after(() => rmSync(folder, { recursive: true }));

/** The page's bill of materials. */
function bill(name) {
  const out = join(folder, name);
  execFileSync(join(frontend, "run"), ["bom", "1.2.3", out]);
  return readFileSync(out, "utf8");
}

const { dependencies, devDependencies } = JSON.parse(readFileSync(join(frontend, "package.json"), "utf8"));
const { packages } = JSON.parse(readFileSync(join(frontend, "package-lock.json"), "utf8"));
const text = bill("one.json");
const { components, metadata } = JSON.parse(text);
const names = new Set(components.map((each) => each.name));

test("it lists what the page asks for, and what that asks for", () => {
  const wanted = Object.keys(dependencies);
  for (const name of wanted) {
    wanted.push(...Object.keys(packages[`node_modules/${name}`].dependencies ?? {}).filter((each) => !wanted.includes(each)));
  }
  assert.deepEqual(wanted.filter((each) => !names.has(each)), []);
});

test("it lists nothing that the page is only built and tested with", () => {
  assert.deepEqual(Object.keys(devDependencies).filter((each) => names.has(each)), []);
});

test("each has a version, a licence and a digest", () => {
  for (const { name, version, licenses, hashes } of components) {
    assert.ok(version && licenses?.length && hashes?.length, name);
  }
  assert.equal(metadata.component.purl, "pkg:npm/neon-tasks-page@1.2.3");
});

test("it is the same every time", () => {
  assert.equal(bill("two.json"), text);
});
