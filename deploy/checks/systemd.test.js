import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { deploy, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "systemd-"));
after(() => rmSync(folder, { recursive: true }));

/** The unit as it is for one form, with programs that are on every machine in place of the service's. */
function unit(form) {
  const text = readFileSync(join(deploy, "systemd/neon-tasks.service"), "utf8");
  const dropIn = form === "jar" ? readFileSync(join(deploy, "systemd/jar.conf"), "utf8") : "";
  const file = join(folder, `${form}.service`);
  writeFileSync(file, (text + dropIn).replaceAll(/^ExecStart=\S+/gm, "ExecStart=/bin/true"));
  return file;
}

for (const form of ["native", "jar"]) {
  test(`${form}: systemd has no complaint`, () => {
    assert.equal(run("systemd-analyze", "verify", "--man=no", unit(form)), "");
  });

  test(`${form}: is exposed at most 2.0`, (t) => {
    const answer = run("systemd-analyze", "security", "--offline=true", "--no-pager", unit(form));
    const exposure = Number(/exposure level for .*: ([0-9.]+)/.exec(answer)[1]);
    t.diagnostic(`exposure ${exposure}`);
    assert.ok(exposure <= 2.0, answer);
  });
}

test("the time to stop is longer than the end takes", () => {
  const text = readFileSync(join(deploy, "systemd/neon-tasks.service"), "utf8");
  assert.ok(Number(/^TimeoutStopSec=(\d+)s$/m.exec(text)[1]) >= 5 + 10 + 5);
});

/** A server with nothing on it, and a program to install there in place of the service's. */
function server(name, program) {
  const root = join(folder, name);
  const binary = join(folder, `${name}.sh`);
  writeFileSync(binary, program);
  return { root, binary, release: (...args) => run("env", `DESTDIR=${root}`, "systemd/release", ...args) };
}

test("releases are laid side by side and switched", () => {
  const { root, binary, release } = server("switched", "#!/bin/sh\n");
  release("install", "1.0.0", binary);
  release("install", "1.1.0", binary);
  assert.match(release("list"), /^1\.0\.0\n1\.1\.0 {2}\(runs\)\n$/);
  release("switch", "1.0.0");
  assert.equal(readlinkSync(join(root, "opt/neon-tasks/current")), "1.0.0");
  assert.ok(lstatSync(join(root, "opt/neon-tasks/1.0.0/neon-tasks")).mode & 0o111);
  assert.equal(lstatSync(join(root, "etc/neon-tasks")).mode & 0o777, 0o700);
  assert.throws(() => release("install", "1.1.0", binary), /installed already/);
  assert.throws(() => release("switch", "2.0.0"), /not installed/);
});

test("commands have the variables of the service", () => {
  const program = '#!/bin/sh\necho "$(basename "$0") $* of $DATABASE_POOL_MAX connections to $(cat "$DATABASE_URL_FILE")"\n';
  const { root, binary, release } = server("commands", program);
  release("install", "1.0.0", binary);
  writeFileSync(join(root, "etc/neon-tasks/environment"), "DATABASE_POOL_MAX=7\n");
  writeFileSync(join(root, "etc/neon-tasks/database-url"), "it");
  assert.equal(release("doctor", "--json"), "neon-tasks doctor --json of 7 connections to it\n");
  assert.equal(release("migrate", "--wait", "5s"), "neon-tasks migrate --wait 5s of 7 connections to it\n");
});

/**
 * A machine of its own as far as release can tell: without DESTDIR, with /opt and /etc that are empty at first, and systemctl, which
 * notes what it is told. A version is ready when its program says so.
 */
function machine(name) {
  const own = join(folder, name);
  const tools = join(own, "tools");
  mkdirSync(tools, { recursive: true });
  const tool = (file, text) => writeFileSync(join(tools, file), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  tool("systemctl", `echo "$*" >>${own}/systemctl`);
  tool("curl", "exec /opt/neon-tasks/current/neon-tasks ready");
  tool("sleep", "exit 0");
  const version = (number, ready) => {
    const text = `#!/bin/sh\n[ "$1" != ready ] || exit ${ready ? 0 : 22}\necho "${number} $1"\n`;
    writeFileSync(join(own, number), text, { mode: 0o755 });
    return `install ${number} ${own}/${number}`;
  };
  /** All in one such machine. What fails ends it, with what was said. */
  const does = (...lines) =>
    run(
      "unshare",
      "--map-root-user",
      "--mount",
      "bash",
      "-euc",
      `mount -t tmpfs none /opt
      mount -t tmpfs none /etc
      mkdir /etc/neon-tasks
      echo it >/etc/neon-tasks/database-url
      echo it >/etc/neon-tasks/jwt-signing-key
      export PATH=${tools}:$PATH
      release() { systemd/release "$@" 2>&1; }
      ${lines.join("\n")}`,
    );
  return { version, does, told: () => readFileSync(join(own, "systemctl"), "utf8") };
}

const allowed = spawnSync("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/opt"]).status === 0;
const options = { skip: !allowed && process.env.CI_STRICT !== "true" && "this machine allows no mounts of its own" };

test("the first version is installed, started and listed, and the second takes its place", options, () => {
  const { version, does, told } = machine("first");
  const said = does(`release ${version("1.0.0", true)}`, `release ${version("1.1.0", true)}`, "release list");
  assert.match(said, /1\.0\.0 doctor\n.*\n1\.0\.0 migrate\nrelease: 1\.0\.0 runs\n/);
  assert.match(said, /release: 1\.1\.0 runs\n1\.0\.0\n1\.1\.0 {2}\(runs\)\n$/);
  assert.equal(told(), "daemon-reload\nenable --quiet neon-tasks\nrestart neon-tasks\n".repeat(2));
});

test("a version that does not get ready is taken back, and the first of all says so", options, () => {
  const { version, does } = machine("back");
  const bad = `if release ${version("0.9.0", false)}; then exit 9; fi`;
  assert.match(does(bad), /release: 0\.9\.0 is not ready after a minute; journalctl/);
  const said = does(`release ${version("1.0.0", true)}`, `if release ${version("1.1.0", false)}; then exit 9; fi`, "release list");
  assert.match(said, /1\.1\.0 is not ready after a minute: back to 1\.0\.0;.*\n1\.0\.0 {2}\(runs\)\n1\.1\.0\n$/s);
});
