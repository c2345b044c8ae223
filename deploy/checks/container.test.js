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
    for (const from of dockerfile.getFROMs()) {
      const image = from.getImage();
      assert.ok(image === "scratch" || /:[^:]*\d/.test(image), image);
    }
  });
}

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
