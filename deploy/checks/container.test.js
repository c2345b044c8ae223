import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { deploy, run } from "./run.js";

for (const name of ["Dockerfile.jvm", "Dockerfile.native"]) {
  const text = readFileSync(join(deploy, "container", name), "utf8");
  const dockerfile = DockerfileParser.parse(text);
  const instructions = dockerfile.getInstructions();
  const last = instructions.slice(instructions.findLastIndex((each) => each.getKeyword() === "FROM"));
  const arguments_ = (keyword) => last.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent());

  test(`${name}: the linter has nothing to say`, () => {
    assert.deepEqual(validate(text).map((each) => `line ${each.range.start.line + 1}: ${each.message}`), []);
  });

  test(`${name}: runs as nobody`, () => {
    assert.deepEqual(arguments_("USER"), ["10001:10001"]);
  });

  test(`${name}: says what it is`, () => {
    const labels = arguments_("LABEL").join(" ");
    for (const label of ["title", "description", "licenses", "version", "revision"]) {
      assert.match(labels, new RegExp(`org\\.opencontainers\\.image\\.${label}=`));
    }
  });

  test(`${name}: has a health check that leaves the database alone`, () => {
    const [check] = arguments_("HEALTHCHECK");
    assert.match(check, /\/health\/live|"alive"/);
  });

  test(`${name}: starts the service itself, so that signals reach it`, () => {
    assert.match(arguments_("ENTRYPOINT")[0], /^\[/);
  });

  test(`${name}: every base has a version`, () => {
    for (const image of bases(dockerfile)) assert.match(image, /:[^:@]*\d/);
  });
}

/** The images of others that a Dockerfile is built on: not the stages of its own. */
function bases(dockerfile) {
  const stages = ["scratch", ...dockerfile.getFROMs().map((each) => each.getBuildStage())];
  const copied = dockerfile.getCOPYs().map((each) => each.getFlags().find((flag) => flag.getName() === "from")?.getValue());
  return [...dockerfile.getFROMs().map((each) => each.getImage()), ...copied].filter((each) => each && !stages.includes(each));
}

test("every base is named by its digest, but for those of which docs/releasing.md says how to ask for it", () => {
  const text = readFileSync(join(deploy, "../docs/releasing.md"), "utf8");
  const asked = /^for base in (.*); do$/m.exec(text)?.[1].split(" ") ?? [];
  const all = ["Dockerfile.jvm", "Dockerfile.native"].flatMap((name) => bases(DockerfileParser.parse(readFileSync(join(deploy, "container", name), "utf8"))));
  const byTag = all.filter((each) => !/@sha256:[0-9a-f]{64}$/.test(each));
  assert.deepEqual([...new Set(byTag)].sort(), asked.sort());
});

test("the cache is made with the flags that it is used with", () => {
  const dockerfile = DockerfileParser.parse(readFileSync(join(deploy, "container/Dockerfile.jvm"), "utf8"));
  const entrypoint = dockerfile.getInstructions().findLast((each) => each.getKeyword() === "ENTRYPOINT");
  const used = JSON.parse(entrypoint.getArgumentsContent());
  const made = /^java .*?(?= >)/m.exec(readFileSync(join(deploy, "container/train"), "utf8"))[0].split(" ");
  assert.ok(used.includes("-XX:AOTCache=app.aot"));
  // A JVM without so little memory takes it all the same. One that makes it with 64 GB and more addresses objects in another way.
  for (const own of ["-XX:AOTCacheOutput=app.aot", "-XX:MaxRAM=512m"]) {
    assert.ok(made.includes(own), own);
  }
  const common = (flags) => flags.filter((each) => !/^-XX:(AOTCache|AOTCacheOutput|MaxRAM)=/.test(each));
  assert.deepEqual(common(made), common(used));
});

test("the scripts have no errors of syntax", () => {
  run("bash", "-n", "container/train");
  run("sh", "-n", "container/gather");
  run("bash", "-n", "kubernetes/apply");
  run("bash", "-n", "systemd/release");
});
