import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "release-"));
after(() => rmSync(folder, { recursive: true }));

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
  assert.throws(() => release("install", "1.1.0", binary), /1\.1\.0 is installed already: release switch 1\.1\.0, or first release remove 1\.1\.0/);
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

test("nobody sees a version that is half copied, and one that does not run can be removed", () => {
  const { root, binary, release } = server("removed", "#!/bin/sh\n");
  release("install", "1.0.0", binary);
  release("install", "1.1.0", binary);
  for (const half of [".1.2.0.part", "1.3.0.part", "1.4.0", ".1.5.0.part"]) {
    mkdirSync(join(root, "opt/neon-tasks", half));
  }
  assert.equal(release("list"), "1.0.0\n1.1.0  (runs)\n");
  assert.throws(() => release("remove", "1.1.0"), /1\.1\.0 runs/);
  release("remove", "1.0.0");
  release("remove", "1.4.0");
  release("remove", "1.5.0");
  assert.throws(() => release("remove", "1.5.0"), /1\.5\.0 is not installed/);
  release("install", "1.2.0", binary);
  assert.equal(release("list"), "1.1.0\n1.2.0  (runs)\n");
  assert.deepEqual(readdirSync(join(root, "opt/neon-tasks")).sort(), ["1.1.0", "1.2.0", "1.3.0.part", "current", "notify"]);
});

test("a version's name is one folder's", () => {
  const { root, binary, release } = server("named", "#!/bin/sh\n");
  for (const name of ["../../x", "..", "", "a/b", "current", "notify", "1.0.0.part", "-v", ".1", "1 0"]) {
    for (const args of [["install", name, binary], ["switch", name], ["remove", name]]) {
      assert.throws(() => release(...args), /is no version/, `${args}`);
    }
  }
  assert.ok(!existsSync(root));
});

test("commands have the service's variables and no others", () => {
  const { root, binary, release } = server("alone", '#!/bin/sh\necho "$HOST $PORT $CORS_ORIGINS [$DATABASE_URL]"\n');
  release("install", "1.0.0", binary);
  writeFileSync(join(root, "etc/neon-tasks/environment"), 'HOST=::1\nPORT="8081"\nCORS_ORIGINS=https://a.example; touch ran\n');
  process.env.DATABASE_URL = "another";
  assert.equal(release("doctor"), "::1 8081 https://a.example; touch ran []\n");
  delete process.env.DATABASE_URL;
});

test("each file beside the variables is one of them, as drop-ins have it", () => {
  const program = "#!/bin/sh\nenv | grep _FILE | sort | sed 's,=.*/,=,'\n";
  const { root, binary, release } = server("secrets", program);
  release("install", "1.0.0", binary);
  const etc = join(root, "etc/neon-tasks");
  for (const file of ["database-url-unpooled", "mail-url", "stand-in", "server.crt", "mail-url~"]) writeFileSync(join(etc, file), "it");
  mkdirSync(join(etc, "certificates"));
  writeFileSync(join(etc, "environment"), "MAIL_URL_FILE=/srv/another\n");
  assert.equal(release("doctor"), "DATABASE_URL_FILE=database-url\nDATABASE_URL_UNPOOLED_FILE=database-url-unpooled\nMAIL_URL_FILE=another\n");
});

/**
 * A machine of its own as far as release can tell: without DESTDIR, with /opt and /etc that are empty at first, and systemctl, which
 * notes what it is told. How a start of a version ends, says its program; .ci/server has a real systemd.
 */
function machine(name) {
  const own = join(folder, name);
  const tools = join(own, "tools");
  mkdirSync(tools, { recursive: true });
  const tool = (file, text) => writeFileSync(join(tools, file), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  tool(
    "systemctl",
    `case $*:$4 in
    show*:SubState) echo running ;;
    show*:ActiveState) cat /etc/state 2>/dev/null || echo active ;;
    show*:NRestarts) echo 0 ;;
    show*:Result) echo exit-code ;;
    show*:ExecMainStatus) echo 78 ;;
    show*:StatusText) cat ${own}/status 2>/dev/null ;;
    cat*) echo "ExecStart=/opt/neon-tasks/notify /opt/neon-tasks/current/neon-tasks" ;;
    *) echo "$*$([ ! -e /run/neon-tasks-stand-in ] || echo ' (beside the stand-in)')" >>${own}/systemctl ;;
    esac
    if [ "$*" = "start neon-tasks-stand-in" ]; then cp /run/systemd/system/neon-tasks-stand-in.service ${own}/unit; fi
    rm -f ${own}/status
    if [ "$*" = "stop neon-tasks" ] && [ -e /etc/at-stop ]; then sh /etc/at-stop $PPID; fi
    if [ "$1" = start ]; then exec /opt/neon-tasks/current/neon-tasks start; fi`,
  );
  tool("sleep", `echo "sleep $1" >>${own}/slept; exec /bin/sleep 0.01`);
  tool("sync", `for each; do echo "$each before $(readlink /opt/neon-tasks/current)" >>${own}/synced; done`);
  tool("java", "exit 0");
  const version = (number, { start = "exit 0", doctor = "exit 0" } = {}) => {
    const text = `#!/bin/sh\ncase $1 in start) ${start} ;; doctor) echo "${number} $*"; ${doctor} ;; *) echo "${number} $1" ;; esac\n`;
    writeFileSync(join(own, number), text, { mode: 0o755 });
    return `install ${number} ${own}/${number}`;
  };
  /** A start that does not end, of a service that says something. */
  const says = (status) => `while :; do echo '${status}' >${own}/status; /bin/sleep 0.01; done`;
  /** All in one such machine. What fails ends it, with what was said. */
  const does = (...lines) =>
    run(
      "unshare",
      "--map-root-user",
      "--mount",
      "bash",
      "--norc",
      "-euc",
      `mount -t tmpfs none /opt
      mount -t tmpfs none /etc
      mount -t tmpfs none /run
      mkdir /etc/neon-tasks
      echo it >/etc/neon-tasks/database-url
      echo it >/etc/neon-tasks/jwt-signing-key
      export PATH=${tools}:$PATH
      release() { systemd/release "$@" 2>&1; }
      fails() { if release "$@"; then exit 9; fi; }
      ${lines.join("\n")}`,
    );
  const lines = (file) => readFileSync(join(own, file), "utf8").trimEnd().split("\n");
  const noted = (file) => () => lines(file);
  return { version, says, does, told: noted("systemctl"), unit: noted("unit"), slept: noted("slept"), synced: noted("synced") };
}

const allowed = spawnSync("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/opt"]).status === 0;
const options = { skip: !allowed && !["1", "true"].includes(process.env.CI_STRICT) && "this machine allows no mounts of its own" };

test("the first version is installed, started and listed, and the second takes its place", options, () => {
  const { version, does, told } = machine("first");
  const said = does(`release ${version("1.0.0")}`, `release ${version("1.1.0")}`, "release list");
  assert.match(said, /1\.0\.0 doctor\n.*\n1\.0\.0 migrate\nrelease: 1\.0\.0 runs\n/);
  assert.match(said, /release: 1\.1\.0 runs\n1\.0\.0\n1\.1\.0 {2}\(runs\)\n$/);
  const start = ["daemon-reload", "enable --quiet neon-tasks", "stop neon-tasks", "reset-failed neon-tasks", "start neon-tasks"];
  assert.deepEqual(told(), [...start, ...start]);
});

test("a version that ends is taken back, and the first of all says so", options, () => {
  const { version, does } = machine("back");
  const ends = { start: "exit 1" };
  assert.match(does(`fails ${version("0.9.0", ends)}`), /release: 0\.9\.0 ended: exit-code 78; journalctl/);
  const said = does(`release ${version("1.0.0")}`, `fails ${version("1.1.0", ends)}`, "release list");
  assert.match(said, /1\.1\.0 ended: exit-code 78: back to 1\.0\.0;.*\n1\.0\.0 {2}\(runs\)\n1\.1\.0\n$/s);
});

test("a version that answers and does not get ready is taken back", options, () => {
  const { version, says, does } = machine("unready");
  const said = does(`release ${version("1.0.0")}`, `fails ${version("1.1.0", { start: says("Waiting for its schema") })}`, "release list");
  assert.match(said, /1\.1\.0 does not get ready\. Waiting for its schema: back to 1\.0\.0;.*1\.0\.0 {2}\(runs\)\n1\.1\.0\n$/s);
});

test("what the doctor refuses is not installed, and is when it is repeated", options, () => {
  const { version, does } = machine("refused");
  const install = version("1.1.0", { doctor: "[ -e /etc/mended ]" });
  const said = does(`release ${version("1.0.0")}`, `fails ${install}`, "release list", "touch /etc/mended", `release ${install}`);
  assert.match(said, /1\.1\.0 is not installed; mend it, and repeat this\n1\.0\.0 {2}\(runs\)\n.*release: 1\.1\.0 runs\n$/s);
});

test("whoever switches asks the doctor, migrates, and waits until it is ready", options, () => {
  const { version, says, does } = machine("switched-back");
  const newer = "echo 'FAULT schema     12 ms  SCHEMA_NEWER: it has changes'; [ ! -e /etc/newer ]";
  const away = "echo 'FAULT network  12 ms  REFUSED: no'; [ ! -e /etc/away ]";
  const both = [`release ${version("1.0.0", { doctor: newer })}`, `release ${version("1.1.0", { doctor: away })}`];
  assert.match(does(...both, "release switch 1.0.0"), /1\.0\.0 doctor\n.*\n1\.0\.0 migrate\nrelease: 1\.0\.0 runs\n$/s);
  const older = does(...both, "touch /etc/newer", "echo ---", "release switch 1.0.0").split("---")[1];
  assert.match(older, /SCHEMA_NEWER.*\nrelease: the schema is a newer version's, and stays\nrelease: 1\.0\.0 runs\n$/s);
  assert.doesNotMatch(older, /migrate/);
  assert.match(
    does(...both, "release switch 1.0.0", "touch /etc/away", "fails switch 1.1.0", "release list"),
    /release switch --offline 1\.1\.0\n1\.0\.0 {2}\(runs\)\n/,
  );
  const start = says("Without its database: it refuses connections");
  const offline = version("1.2.0", { start: `[ -e /etc/away ] || exit 0; ${start}` });
  assert.match(
    does(`release ${offline}`, `release ${version("1.0.0")}`, "touch /etc/away", "release switch --offline 1.2.0"),
    /release: it lives\. Without its database: it refuses connections\nrelease: 1\.2\.0 runs\n$/,
  );
});

const wanted = "touch /etc/neon-tasks/stand-in";

test("the service stops and starts beside a stand-in of the version that ran, where that is wanted", options, () => {
  const { version, does, told, unit } = machine("stand-in");
  const said = does(`release ${version("1.0.0")}`, wanted, `release ${version("1.1.0")}`, "release list", "ls /run /run/systemd/system");
  assert.match(said, /1\.0\.0 doctor\n.*1\.1\.0 doctor --replicas 2\n/s);
  assert.match(said, /1\.0\.0 stands in for itself\nrelease: 1\.1\.0 runs\n1\.0\.0\n1\.1\.0 {2}\(runs\)\n\/run:\nsystemd\n\n.*:\n$/);
  assert.deepEqual(
    told().slice(5).filter((line) => /^(start|stop) /.test(line)),
    [
      "stop neon-tasks-stand-in",
      "start neon-tasks-stand-in",
      "stop neon-tasks (beside the stand-in)",
      "start neon-tasks (beside the stand-in)",
      "stop neon-tasks-stand-in",
    ],
  );
  assert.deepEqual(unit(), [
    "ExecStart=/opt/neon-tasks/notify /opt/neon-tasks/1.0.0/neon-tasks",
    "[Service]",
    "EnvironmentFile=/etc/neon-tasks/stand-in",
    "ExecStopPost=+rm -f /run/neon-tasks-stand-in",
  ]);
});

test("without a stand-in that gets ready nothing is changed", options, () => {
  const { version, does, told } = machine("no-stand-in");
  const broken = [`release ${version("1.0.0", { start: "[ ! -e /etc/broken ]" })}`, wanted, "touch /etc/broken"];
  assert.match(does(...broken, "fails restart", "ls /run/systemd/system"), /the stand-in ended: .*; 1\.0\.0 runs on; mend it, .*\n$/);
  assert.deepEqual(told().filter((line) => line === "stop neon-tasks").length, 1);
});

test("a stand-in serves on when no version gets ready, and until one does", options, () => {
  const { version, does, told } = machine("stands-on");
  const both = [`release ${version("1.0.0")}`, wanted, `fails ${version("1.1.0", { start: "echo failed >/etc/state; exit 1" })}`];
  const said = does(...both, "ls /run/neon-tasks-stand-in", "rm /etc/state", "release restart", "ls /run/systemd/system");
  assert.match(said, /back to 1\.0\.0.*the stand-in goes on serving; mend it, and repeat this\n\/run\/neon-tasks-stand-in\n.*1\.0\.0 runs\n$/s);
  assert.ok(told().filter((line) => line.startsWith("stop neon-tasks (beside")).length >= 3);
});

test("one works at a time, and what a killed one has left behind is in nobody's way", options, () => {
  const { version, does } = machine("locked");
  const waits = "[ ! -e /etc/slow ] || { touch /etc/begun; for _ in $(seq 2000); do [ ! -e /etc/go ] || break; /bin/sleep 0.01; done; }";
  const install = version("1.1.0", { start: waits });
  const begin = (command) => [
    "rm -f /etc/begun /etc/go",
    `systemd/release ${command} & working=$!`,
    "until [ -e /etc/begun ]; do /bin/sleep 0.01; done",
  ];
  const others = [version("1.2.0"), "switch 1.0.0", "restart", "remove 1.0.0", "migrate --of /bin/true"];
  const said = does(
    `release ${version("1.0.0")}`,
    "touch /etc/slow",
    ...begin(install),
    ...others.map((other) => `fails ${other}`),
    "touch /etc/go",
    "wait $working",
    ...begin("restart"),
    "kill -9 $working",
    "wait $working || true",
    "rm /etc/slow",
    "echo ---",
    "release restart",
    "touch /etc/go",
    "release list",
  );
  assert.equal(said.match(/release: another release is at work\n/g).length, others.length);
  assert.match(said, /---\n.*release: 1\.1\.0 runs\n1\.0\.0\n1\.1\.0 {2}\(runs\)\n/s);
});

for (const signal of ["HUP", "PIPE", "INT", "TERM"]) {
  test(`no SIG${signal} leaves the service stopped`, options, () => {
    const { version, does, told } = machine(`stopped-${signal}`);
    const both = [`release ${version("1.0.0")}`, `echo 'kill -${signal} $1 $PPID' >/etc/at-stop`, `release ${version("1.1.0")}`];
    assert.match(does(...both), /1\.1\.0 runs\n$/);
    assert.equal(told().at(-1), "start neon-tasks");
  });
}

for (const signal of ["INT", "TERM"]) {
  test(`SIG${signal} takes a version back that has not proved itself`, options, () => {
    const { version, does } = machine(`interrupted-${signal}`);
    // Until it is heard: a shell may miss a SIGINT that comes while it waits for a command in front.
    const hangs = version("1.1.0", { start: `while kill -${signal} $PPID; do /bin/sleep 0.1; done` });
    const said = does(`release ${version("1.0.0")}`, `fails ${hangs}`, "release list");
    assert.match(said, /1\.1\.0 had not proved itself when this was interrupted: back to 1\.0\.0;.*\n1\.0\.0 {2}\(runs\)\n1\.1\.0\n$/s);
  });
}

test("a version that ends is taken back when nobody reads what is said", options, () => {
  const { version, does, told } = machine("unread");
  const bad = version("1.1.0", { start: "[ ! -e /etc/bad ] || { kill -HUP $PPID; kill -PIPE $PPID; exit 1; }" });
  const both = [`release ${bad}`, `release ${version("1.0.0")}`, "touch /etc/bad"];
  const said = does(...both, "if systemd/release switch --offline 1.1.0 >/dev/full 2>&1; then exit 9; fi", "release list");
  assert.match(said, /1\.0\.0 {2}\(runs\)\n1\.1\.0\n$/);
  assert.equal(told().filter((line) => line === "start neon-tasks").length, 4);
});

const units = "/etc/systemd/system";

test("a disk without room leaves the unit whole", options, () => {
  const { version, does } = machine("full");
  const both = [`release ${version("1.0.0")}`, `release ${version("1.1.0")}`, `echo '# own' >>${units}/neon-tasks.service`];
  const said = does(...both, "(ulimit -f 1; fails switch --offline 1.0.0)", "release list", `tail -n 1 ${units}/neon-tasks.service`);
  assert.match(said, /1\.1\.0 {2}\(runs\)\n# own\n$/);
});

test("a version is taken back on a disk that it has filled", options, () => {
  const { version, does } = machine("filled");
  const jar = ["mkdir /etc/jar", "touch /etc/jar/quarkus-run.jar"];
  const fills = version("1.2.0", { start: `cat /dev/zero >${units}/fill; exit 1` });
  const back = does(
    `mkdir -p ${units}`,
    `mount -t tmpfs -o size=64k none ${units}`,
    ...jar,
    "release install 1.0.0 /etc/jar",
    `fails ${fills}`,
    `if (echo >${units}/more) 2>/dev/null; then exit 9; fi`,
    "release list",
    `cat ${units}/neon-tasks.service.d/jar.conf`,
  );
  assert.match(back, /1\.2\.0 ended.*back to 1\.0\.0.*1\.0\.0 {2}\(runs\)\n1\.2\.0\n.*MemoryDenyWriteExecute=no\n$/s);
  assert.match(does(...jar, "release install 1.0.0 /etc/jar", `release ${version("1.1.0")}`, `ls ${units}/neon-tasks.service.d`), /^jar\.conf\.off$/m);
});

test("a version is on the disk before anything leads to it", options, () => {
  const { version, does, synced } = machine("synced");
  does(`release ${version("1.0.0")}`, `release ${version("1.1.0")}`);
  for (const [number, before] of [["1.0.0", ""], ["1.1.0", "1.0.0"]]) {
    assert.ok(synced().includes(`/opt/neon-tasks/.${number}.part/neon-tasks before ${before}`), `${synced()}`);
  }
});

test("a version that stands in is listed as such, and not removed", options, () => {
  const { version, does } = machine("left-behind");
  const bad = version("1.1.0", { start: "[ ! -e /etc/bad ] || { echo failed >/etc/state; exit 1; }" });
  const left = [`release ${version("1.0.0")}`, wanted, "touch /etc/bad", `fails ${bad}`, "rm /etc/bad /etc/state", "release switch --offline 1.1.0"];
  // As after a release that was killed.
  const killed = ["mkdir -p /run/systemd/system", "echo ExecStart=/opt/neon-tasks/1.0.0/neon-tasks >/run/systemd/system/neon-tasks-stand-in.service"];
  const said = does(...left, ...killed, "release list", "fails remove 1.0.0", "release restart", "release remove 1.0.0", "release list");
  assert.match(said, /1\.0\.0 {2}\(stands in\)\n1\.1\.0 {2}\(runs\)\nrelease: 1\.0\.0 stands in: first release restart\n.*\n1\.1\.0 {2}\(runs\)\n$/s);
});

test("requests under way have the time that the variables give them", options, () => {
  const { version, does, slept } = machine("under-way");
  const restart = (text) => [`printf '${text}' >/etc/neon-tasks/environment`, "release restart"];
  does(`release ${version("1.0.0")}`, wanted, ...restart(""));
  const waited = () => slept().filter((line) => line !== "sleep 1").map((line) => Number(line.slice(6)));
  assert.deepEqual(waited(), [6, 6]);
  const variables = "DATABASE_WAKE_BUDGET=2m\nDATABASE_STATEMENT_TIMEOUT=1500ms\nSHUTDOWN_DELAY=08s\n";
  does(`release ${version("1.0.0")}`, wanted, ...restart(variables.replaceAll("\n", "\\n")));
  assert.deepEqual(waited().slice(2), [105, 105]);
});
