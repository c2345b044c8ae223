import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder deploy/. */
export const deploy = fileURLToPath(new URL("..", import.meta.url));

/** What a program wrote; fails with what it complained of. */
export function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: deploy, encoding: "utf8" });
  if (error || status !== 0) {
    throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stdout + stderr}`);
  }
  return stdout + stderr;
}
