import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { deploy, run } from "./run.js";

const read = (path) => readFileSync(join(deploy, path), "utf8");
const rules = parse(read("observability/alerts.yaml")).groups.flatMap((group) => group.rules).filter((rule) => rule.alert);
const TESTS = ["observability/alerts.test.yaml", "observability/budgets.test.yaml"];
const panels = JSON.parse(read("observability/dashboard.json")).panels;

test("the rules are what Prometheus takes", () => {
  run("promtool", "check", "rules", "observability/alerts.yaml");
});

test("every alert fires when it should, and not when it should not", () => {
  run("promtool", "test", "rules", ...TESTS);
});

test("every alert has a test", () => {
  const tested = new Set(TESTS.flatMap((file) => parse(read(file)).tests)
    .flatMap((each) => each.alert_rule_test.filter((rule) => rule.exp_alerts.length > 0).map((rule) => rule.alertname)));
  assert.deepEqual([...tested].sort(), rules.map((rule) => rule.alert).sort());
});

test("every alert has a page in the runbooks", () => {
  for (const rule of rules) {
    assert.equal(rule.annotations.runbook, `docs/runbooks/${rule.alert}.md`);
    assert.ok(existsSync(join(deploy, "..", rule.annotations.runbook)), rule.annotations.runbook);
  }
});

test("every query of the dashboard is one that Prometheus takes", () => {
  const queries = panels.flatMap((panel) => panel.targets.map((target) => target.expr))
    .map((expr) => expr.replaceAll("$__rate_interval", "5m").replaceAll("$instance", ".*"));
  assert.ok(queries.length > 10);
  const folder = mkdtempSync(join(tmpdir(), "dashboard-"));
  try {
    const file = join(folder, "rules.json");
    const recorded = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: "dashboard", rules: recorded }] }));
    run("promtool", "check", "rules", file);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("panels have room of their own and say what they show", () => {
  const taken = new Set();
  for (const { id, title, description, gridPos: { x, y, w, h } } of panels) {
    assert.ok(title && description, `panel ${id}`);
    for (let column = x; column < x + w; column++) {
      for (let row = y; row < y + h; row++) {
        assert.ok(column < 24 && !taken.has(`${column} ${row}`), `panel ${title} covers another`);
        taken.add(`${column} ${row}`);
      }
    }
  }
});
