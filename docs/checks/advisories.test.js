import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { check, compare } from "./advisories.js";

const head = "| advisory | package | affected | here |\n|---|---|---|---|\n";
const shipped = "io.netty:netty-codec-http::jar:4.1.130.Final\norg.postgresql:postgresql::jar:42.7.14\n";

const faults = (line, dependencies = shipped) => check(head + line, dependencies).faults;

test("a shipped version in an affected range is a fault", () => {
  assert.deepEqual(faults("| CVE-2026-33870 | io.netty:netty-codec-http | < 4.1.132.Final | pinned |"), [
    "io.netty:netty-codec-http 4.1.130.Final is affected by CVE-2026-33870: < 4.1.132.Final",
  ]);
});

test("also where a line is about several packages", () => {
  assert.equal(faults("| CVE-2026-33870 | io.netty:netty-* | >= 4.1.0, < 4.1.132.Final | pinned |").length, 1);
});

test("one outside of it is none", () => {
  assert.deepEqual(faults("| CVE-2026-42198 | org.postgresql:postgresql | >= 42.2.0, < 42.7.11 | pinned |"), []);
  assert.deepEqual(faults("| CVE-2026-42198 | org.postgresql:postgresql | >= 42.8.0, < 42.8.2 | newer |"), []);
});

test("nor is one that is not affected, when it says why", () => {
  const line = (here) => `| CVE-2026-33870 | io.netty:netty-codec-http | < 4.1.132.Final | ${here} |`;
  assert.deepEqual(faults(line("not affected: nothing is in chunks")), []);
  assert.equal(faults(line("not affected: ")).length, 1);
  assert.equal(faults(line("not affected")).length, 1);
});

test("every jar is printed with what is known of it", () => {
  const { lines } = check(`${head}| CVE-2026-42198 | org.postgresql:postgresql | < 42.7.11 | pinned |`, shipped);
  assert.deepEqual(lines, ["io.netty:netty-codec-http 4.1.130.Final", "org.postgresql:postgresql 42.7.14 – CVE-2026-42198 fixed"]);
});

test("a line that nobody can read is a fault, and so is one about nothing that is shipped", () => {
  assert.equal(faults("| CVE-2026-1 | netty | all | pinned |").length, 1);
  assert.equal(faults("| CVE-2026-33870 | io.nety:netty-codec-http | < 4.1.132.Final | pinned |").length, 1);
  assert.throws(() => faults("| CVE-2026-33870 | io.netty:netty-codec-http | before 4.1.132 | pinned |"), /no bound/);
});

test("shipping nothing is a fault", () => assert.deepEqual(faults("", ""), ["nothing is shipped"]));

test("versions are compared number by number", () => {
  assert.ok(compare("4.1.9.Final", "4.1.132.Final") < 0);
  assert.ok(compare("1.85", "1.9") > 0);
  assert.ok(compare("2.21", "2.21.0") === 0);
});

test("the list itself can be read", () => {
  const list = readFileSync(new URL("../advisories.md", import.meta.url), "utf8");
  const { faults } = check(list, shipped);
  assert.deepEqual(faults.filter((fault) => fault.includes("no line")), []);
  assert.ok(faults.some((fault) => fault.includes("is affected by CVE-2026-33870")));
});

test("a fault fails the build", () => {
  const ends = (dependencies) => {
    const file = join(mkdtempSync(join(tmpdir(), "shipped-")), "dependencies.txt");
    writeFileSync(file, dependencies);
    const list = join(file, "..", "advisories.md");
    writeFileSync(list, `${head}| CVE-2026-33870 | io.netty:netty-codec-http | < 4.1.132.Final | pinned |\n`);
    return spawnSync("node", [fileURLToPath(new URL("advisories.js", import.meta.url)), list, file]).status;
  };
  assert.equal(ends(shipped), 1);
  assert.equal(ends(shipped.replace("4.1.130", "4.1.138")), 0);
});
