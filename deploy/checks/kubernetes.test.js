import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { budget, variable } from "./budget.js";
import { rendered, validate } from "./manifests.js";
import { deploy } from "./run.js";

/** The minor version of Kubernetes from which on words of the manifests are known without a feature gate. */
const SINCE = {
  "networking.k8s.io/v1": 19, "seccompProfile": 19, "topologySpreadConstraints": 19, "startupProbe": 18, "policy/v1": 21,
  "autoscaling/v2": 23, "ttlSecondsAfterFinished": 21, "unhealthyPodEvictionPolicy": 27,
};

const seconds = (duration) => Number(/^(\d+)s$/.exec(duration)[1]);

for (const overlay of ["dev", "prod"]) {
  const manifests = rendered(`kubernetes/overlays/${overlay}`);
  const of = (kind) => manifests.filter((manifest) => manifest.kind === kind);
  const [deployment] = of("Deployment");
  const pod = deployment.spec.template.spec;
  const [service] = pod.containers;

  test(`${overlay}: every manifest is what Kubernetes takes`, async () => {
    assert.ok(manifests.length >= 9);
    await validate(manifests);
  });

  test(`${overlay}: the connections fit into the database`, (t) => {
    const { needed, limit, pods, pool, jobs } = budget(manifests);
    t.diagnostic(`${pods} pods x (${pool} + 1) + ${jobs} jobs = ${needed} of ${limit}`);
    assert.ok(needed <= limit, `${needed} connections are needed and ${limit} are there`);
  });

  test(`${overlay}: the end is given the time it takes`, () => {
    const delay = seconds(variable(manifests, pod, "SHUTDOWN_DELAY"));
    assert.ok(pod.terminationGracePeriodSeconds >= delay + 10 + 5);
  });

  test(`${overlay}: no probe but readiness depends on the database`, () => {
    assert.equal(service.livenessProbe.httpGet.path, "/health/live");
    assert.equal(service.startupProbe.httpGet.path, "/health/live");
    assert.equal(service.readinessProbe.httpGet.path, "/health/ready");
  });

  test(`${overlay}: no probe ends a start that is slow`, () => {
    const { periodSeconds, failureThreshold } = service.startupProbe;
    // Seen on a busy node, by five.
    assert.ok(periodSeconds * failureThreshold >= 68 * 5);
  });

  test(`${overlay}: the oldest Kubernetes that takes it is the one that is said`, () => {
    const text = JSON.stringify(manifests);
    const needed = Object.entries(SINCE).filter(([word]) => text.includes(`"${word}"`)).map(([, minor]) => minor);
    const said = /^\| Kubernetes \| 1\.(\d+),/m.exec(readFileSync(join(deploy, "README.md"), "utf8"));
    assert.equal(Number(said[1]), Math.max(...needed));
  });

  test(`${overlay}: every pod is nobody, writes nowhere and may do nothing`, () => {
    for (const { spec } of [...of("Deployment"), ...of("Job")].map((each) => each.spec.template)) {
      assert.equal(spec.securityContext.runAsNonRoot, true);
      assert.equal(spec.securityContext.seccompProfile.type, "RuntimeDefault");
      assert.equal(spec.automountServiceAccountToken, false);
      for (const container of spec.containers) {
        assert.equal(container.securityContext.readOnlyRootFilesystem, true);
        assert.equal(container.securityContext.allowPrivilegeEscalation, false);
        assert.deepEqual(container.securityContext.capabilities, { drop: ["ALL"] });
        assert.ok(container.resources.limits.memory);
      }
    }
  });

  test(`${overlay}: no secret is among the manifests`, () => {
    assert.deepEqual(of("Secret"), []);
    assert.doesNotMatch(JSON.stringify(manifests), /postgres(ql)?:\/\/|PRIVATE KEY/);
  });

  test(`${overlay}: metrics and health are not to be had from outside`, () => {
    assert.deepEqual(of("Service").flatMap((each) => each.spec.ports.map((port) => port.name)), ["http", "http"]);
    const paths = of("Ingress")[0].spec.rules[0].http.paths;
    for (const path of ["/metrics", "/health"]) {
      assert.equal(paths.find((each) => each.path === path).backend.service.name, "neon-tasks-nowhere");
    }
    const nowhere = of("Service").find((each) => each.metadata.name === "neon-tasks-nowhere");
    assert.equal(nowhere.spec.selector, undefined);
    const scraped = of("NetworkPolicy")[0].spec.ingress.filter((rule) => rule.ports.some((port) => port.port === "metrics"));
    assert.deepEqual(scraped.map((rule) => rule.from), [[{
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
    }]]);
  });

  test(`${overlay}: what selects the pods selects no migration`, () => {
    const labels = deployment.spec.template.metadata.labels;
    const matches = (selector, these) => Object.entries(selector).every(([name, value]) => these[name] === value);
    for (const selector of [deployment.spec.selector.matchLabels, of("PodDisruptionBudget")[0].spec.selector.matchLabels,
      of("Service").find((each) => each.spec.selector).spec.selector]) {
      assert.ok(matches(selector, labels));
      for (const job of of("Job")) {
        assert.ok(!matches(selector, job.spec.template.metadata.labels));
      }
    }
  });
}

test("a pool that is too large for the database is noticed", () => {
  const { needed, limit } = budget(rendered("checks/bad/over-budget"));
  assert.equal(needed, 106);
  assert.ok(needed > limit);
});

test("a field that Kubernetes does not have is noticed", async () => {
  await assert.rejects(() => validate(rendered("checks/bad/misspelt")), /"replica"' does not exist/);
});

test("a value of the wrong type is noticed", async () => {
  const manifests = rendered("kubernetes/overlays/prod");
  manifests.find((each) => each.kind === "Service").spec.ports[0].port = "80";
  await assert.rejects(() => validate(manifests), /port must be integer/);
});
