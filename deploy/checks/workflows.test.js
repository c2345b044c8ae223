import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { deploy } from "./run.js";

const folder = join(deploy, "../.github/workflows");

for (const name of readdirSync(folder)) {
  test(`${name}: every action is named by its commit, and its version beside it`, () => {
    const uses = [...readFileSync(join(folder, name), "utf8").matchAll(/^.*\buses: *(.*)$/gm)].map(([, each]) => each);
    assert.ok(uses.length > 0);
    assert.deepEqual(uses.filter((each) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(each) && !each.startsWith("./")), []);
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

test("nothing is brought out before the tests of its tag have passed", () => {
  const workflow = (name) => parse(readFileSync(join(folder, name), "utf8"));
  const { jobs } = workflow("release.yaml");
  const tested = Object.keys(jobs).filter((name) => jobs[name].uses === "./.github/workflows/build.yaml");
  assert.equal(tested.length, 1);
  assert.ok(jobs.publish.needs.includes(tested[0]));
  const build = workflow("build.yaml");
  assert.ok("workflow_call" in build.on);
  // What the tests have kept is not brought out with it.
  const steps = (workflow, action) => Object.values(workflow.jobs).flatMap((job) => job.steps ?? []).filter((step) => step.uses?.includes(action));
  const [download] = jobs.publish.steps.filter((step) => step.uses?.includes("/download-artifact@"));
  assert.equal(download.with.pattern, "release-*");
  assert.ok(steps({ jobs }, "/upload-artifact@").every((step) => step.with.name.startsWith("release-")));
  assert.ok(steps(build, "/upload-artifact@").every((step) => !step.with.name.startsWith("release-")));
  assert.ok(Object.values(build.jobs).some((job) => job.steps.some((step) => step.run === "bash .ci/run")));
});

test("binaries are built where the C library is no newer than Debian 12's", () => {
  const on = (job) => (job.strategy?.matrix.include ?? [{}]).map(({ runner }) => job["runs-on"].replace("${{ matrix.runner }}", runner));
  for (const name of ["nightly.yaml", "release.yaml"]) {
    const { jobs } = parse(readFileSync(join(folder, name), "utf8"));
    const builders = Object.values(jobs).filter((job) => job.steps?.some((step) => /mvnw .*-Dnative\b/.test(step.run)));
    assert.equal(builders.length, 1, name);
    assert.deepEqual(on(builders[0]).filter((runner) => !/^ubuntu-22\.04(-arm)?$/.test(runner)), [], name);
  }
});

test("every script that can be skipped runs at night, where it may not be", () => {
  const ci = join(folder, "../../.ci");
  const { jobs } = parse(readFileSync(join(folder, "nightly.yaml"), "utf8"));
  const strict = Object.values(jobs).flatMap((job) => job.steps).filter((step) => step.env?.CI_STRICT === "1").map((step) => step.run);
  const skippable = readdirSync(ci).filter((name) => /^skip\(\)/m.test(readFileSync(join(ci, name), "utf8")));
  assert.ok(skippable.includes("server"));
  assert.deepEqual(skippable.filter((name) => !strict.some((run) => run.endsWith(`.ci/${name}`))), []);
});
