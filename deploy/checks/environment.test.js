import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "environment-"));
after(() => rmSync(folder, { recursive: true }));

test("variables are text, as systemd reads them", () => {
  const file = join(folder, "variables");
  const read = (text) => {
    writeFileSync(file, text);
    const script = '. systemd/read-environment; read_environment "$1"; [ ${#variables[@]} = 0 ] || printf "%s\\0" "${variables[@]}"';
    return run("bash", "-euc", script, "-", file).split("\0").slice(0, -1);
  };
  for (const [text, ...expected] of [
    ["PORT=8081", "PORT=8081"],
    ["A=https://a.example https://b.example  \nB=2\n", "A=https://a.example https://b.example", "B=2"],
    [`A="8081"\nB='$HOME'\n`, "A=8081", "B=$HOME"],
    ["A=$(touch x); touch x\n", "A=$(touch x); touch x"],
    ["# A=1\n; B=2\n  # C=3\nD=4 # 5\n", "D=4 # 5"],
    ["  A  =  1\n", "A=1"],
    ['A="x "  \nB=a "b" c\nC="a" b\n', "A=x ", 'B=a "b" c', "C=ab"],
    ['A="\\" \\$ \\` \\\\ \\n"\n', 'A=" $ ` \\ \\n'],
    ["A=a\\ b\\\nc\n", "A=a bc"],
    ["A='one\ntwo'\n", "A=one\ntwo"],
    ["A=\nB\n1C=3\nD-E=4\nF=5\n", "A=", "F=5"],
    ["A=1\r\nB=2\r\n", "A=1", "B=2"],
    ["A=ü€\n", "A=ü€"],
    [""],
  ]) {
    assert.deepEqual(read(text), expected, text);
  }
});
