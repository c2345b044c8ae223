import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { budget } from "./budget.js";
import { refusedChanges } from "./changes.js";
import { parsed, rendered } from "./manifests.js";
import { deploy, run } from "./run.js";

const OVERLAYS = {
  prod: ["--namespace", "neon-tasks"],
  dev: ["--namespace", "neon-tasks-dev", "--values", "kubernetes/chart/values-dev.yaml"],
};
const chart = (...options) => parsed(run("helm", "template", "neon-tasks", "kubernetes/chart", ...options));

/** In one order, and without the hashes of content in names, which the two compute in ways of their own. */
function comparable(manifests) {
  const text = JSON.stringify(manifests).replaceAll(/"(neon-tasks(-migrate)?)-[0-9a-z]{10}"/g, '"$1"');
  const name = ({ kind, metadata }) => `${kind} ${metadata.name}`;
  return JSON.parse(text).sort((a, b) => name(a).localeCompare(name(b)));
}

for (const [overlay, options] of Object.entries(OVERLAYS)) {
  test(`${overlay}: the chart makes what kustomize makes`, () => {
    assert.deepEqual(comparable(chart(...options)), comparable(rendered(`kubernetes/overlays/${overlay}`)));
  });

  test(`${overlay}: the chart's linter has nothing to say`, () => {
    run("helm", "lint", "--strict", "--quiet", "kubernetes/chart", ...options);
  });
}

for (const change of ["variables.DATABASE_POOL_MAX=14", "variables.LOG_LEVEL=WARN", "image.tag=1.0.1", "image.name=registry.example.net/neon-tasks", "replicas.min=3", "host=tasks.example.net", "migration.enabled=false"]) {
  test(`${change}: nothing of it is refused by a server that has the release before`, () => {
    const [before, then] = [chart(...OVERLAYS.prod), chart(...OVERLAYS.prod, "--set", change)];
    assert.notDeepEqual(then, before);
    assert.deepEqual(refusedChanges(before, then), []);
    assert.deepEqual(refusedChanges(then, before), []);
  });
}

test("a change of a variable rolls the pods and runs the migration, and more copies do neither", () => {
  const of = (manifests) => manifests.filter(({ kind }) => kind === "Deployment" || kind === "Job").map(({ metadata, spec }) => [metadata.name, spec.template]);
  const before = of(chart(...OVERLAYS.prod));
  const after = of(chart(...OVERLAYS.prod, "--set", "variables.LOG_LEVEL=WARN"));
  before.forEach((each, index) => assert.notDeepEqual(after[index], each));
  assert.deepEqual(of(chart(...OVERLAYS.prod, "--set", "replicas.min=3")), before);
});

test("a pool that is too large for the database is noticed", () => {
  const { needed, limit } = budget(chart(...OVERLAYS.prod, "--set", "variables.DATABASE_POOL_MAX=40"));
  assert.ok(needed > limit);
});

test("the chart asks for the oldest Kubernetes that is said", () => {
  const { kubeVersion } = parse(readFileSync(join(deploy, "kubernetes/chart/Chart.yaml"), "utf8"));
  const said = /^\| Kubernetes \| (1\.\d+),/m.exec(readFileSync(join(deploy, "README.md"), "utf8"))[1];
  assert.equal(kubeVersion, `>=${said}.0-0`);
});
