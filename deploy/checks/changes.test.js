import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { refusedChanges } from "./changes.js";
import { parsed, rendered } from "./manifests.js";
import { deploy, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "changes-"));
after(() => rmSync(folder, { recursive: true }));

/** Each as whoever runs the service would make it: file of deploy/kubernetes, what stands there, what will. */
const CHANGES = {
  "another value of a variable": ["overlays/prod/kustomization.yaml", "DATABASE_POOL_MAX=15", "DATABASE_POOL_MAX=14"],
  "one more variable": ["overlays/prod/kustomization.yaml", "- DATABASE_POOL_MAX=15", "- DATABASE_POOL_MAX=15\n      - LOG_LEVEL=WARN"],
  "a variable of all overlays": ["base/kustomization.yaml", "SHUTDOWN_DELAY=10s", "SHUTDOWN_DELAY=12s"],
  "another tag": ["overlays/prod/kustomization.yaml", "newTag: 1.0.0", "newTag: 1.0.1"],
  "a digest": ["overlays/prod/kustomization.yaml", "newTag: 1.0.0", `digest: sha256:${"0123456789abcdef".repeat(4)}`],
  "another registry": ["overlays/prod/kustomization.yaml", "newName: registry.example.com/", "newName: registry.example.net/"],
  "more memory for migrations": ["migration/job.yaml", "memory: 256Mi", "memory: 384Mi"],
  "a longer wait for the database": ["migration/job.yaml", "120s", "300s"],
  "more copies": ["base/autoscaler.yaml", "minReplicas: 2", "minReplicas: 3"],
  "another host": ["overlays/prod/kustomization.yaml", "value: tasks.example.com", "value: tasks.example.net"],
  "another namespace": ["overlays/prod/kustomization.yaml", "namespace: neon-tasks", "namespace: others"],
  "no migration job": ["overlays/prod/kustomization.yaml", "components:\n  - ../../migration\n", ""],
};

const printed = (overlay) => parsed(run("kubernetes/apply", "--print", overlay));
const jobs = (manifests) => manifests.filter((each) => each.kind === "Job").map((each) => each.metadata.name);

for (const [what, [file, from, to]] of Object.entries(CHANGES)) {
  test(`${what}: nothing of it is refused by a server that has the version before`, () => {
    const overlay = changed(what, file, from, to);
    const [before, then] = [printed("kubernetes/overlays/prod"), printed(overlay)];
    assert.notDeepEqual(then, before);
    assert.deepEqual(refusedChanges(before, then), []);
    assert.deepEqual(refusedChanges(then, before), []);
  });
}

test("without a change the migration is the same job, and is not run again", () => {
  assert.deepEqual(printed("kubernetes/overlays/prod"), printed("kubernetes/overlays/prod"));
  assert.match(jobs(printed("kubernetes/overlays/prod")).join(), /^neon-tasks-migrate-[0-9a-f]{10}$/);
  assert.deepEqual(jobs(printed("kubernetes/overlays/prod")), jobs(printed(changed("copies", ...CHANGES["more copies"]))));
});

test("but for the job's name it is what kustomize renders", () => {
  const without = (manifests) => JSON.parse(JSON.stringify(manifests).replaceAll(/neon-tasks-migrate-[0-9a-f]{10}/g, "neon-tasks-migrate"));
  assert.deepEqual(without(printed("kubernetes/overlays/prod")), rendered("kubernetes/overlays/prod"));
  assert.deepEqual(printed("kubernetes/overlays/dev"), rendered("kubernetes/overlays/dev"));
});

test("a job of the same name with another content is noticed", () => {
  const overlay = changed("raw", ...CHANGES["another value of a variable"]);
  assert.deepEqual(refusedChanges(rendered("kubernetes/overlays/prod"), rendered(overlay)),
    ["batch/v1 Job neon-tasks/neon-tasks-migrate: spec.template"]);
});

test("another selector is noticed", () => {
  const overlay = changed("selector", "base/deployment.yaml", "app.kubernetes.io/component: service", "app.kubernetes.io/component: web");
  assert.deepEqual(refusedChanges(rendered("kubernetes/overlays/prod"), rendered(overlay)).filter((each) => each.includes("Deployment")),
    ["apps/v1 Deployment neon-tasks/neon-tasks: spec.selector"]);
});

/** A copy of all manifests with one change; returns the overlay of production. */
function changed(what, file, from, to) {
  const copy = join(folder, what.replaceAll(/\W/g, "-"));
  cpSync(join(deploy, "kubernetes"), copy, { recursive: true });
  const text = readFileSync(join(copy, file), "utf8");
  assert.ok(text.includes(from), `${file} has no ${from}`);
  writeFileSync(join(copy, file), text.replaceAll(from, to));
  return join(copy, "overlays/prod");
}
