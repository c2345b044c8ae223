// Holds what is shipped against docs/advisories.md: node advisories.js LIST DEPENDENCIES, the latter as Quarkus writes them.
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";

const LINE = /^\| ((?:CVE|GHSA)-[\w-]+) \| (\S+:\S+) \| ([^|]+) \| ([^|]+) \|$/;
const BOUND = /^(<|<=|>=|>|=) (\d\S*)$/;

/** Below, at or above 0 as the first is older, the same or newer; `Final` and the like say nothing about that. */
export function compare(one, other) {
  const [numbers, others] = [one, other].map((version) => version.split(/[.-]/).filter((part) => /^\d+$/.test(part)).map(Number));
  for (let i = 0; i < Math.max(numbers.length, others.length); i++) {
    const difference = (numbers[i] ?? 0) - (others[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function isWithin(version, range) {
  return range.split(", ").every((bound) => {
    const [, sign, end] = BOUND.exec(bound) ?? [];
    if (!sign) {
      throw new Error(`'${bound}' is no bound of a range; write one like '< 4.1.132.Final'`);
    }
    const difference = compare(version, end);
    return { "<": difference < 0, "<=": difference <= 0, ">=": difference >= 0, ">": difference > 0, "=": difference === 0 }[sign];
  });
}

const isAbout = (pattern, name) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);

/** What to print of each jar, and what is wrong. */
export function check(list, dependencies) {
  const faults = [];
  const advisories = list.split("\n").filter((line) => /^\| (?!advisory \|)/.test(line)).flatMap((line) => {
    const [, id, pattern, range, here] = LINE.exec(line) ?? [];
    if (!id) {
      faults.push(`'${line}' is no line of an advisory`);
      return [];
    }
    return [{ id, pattern, range, here }];
  });
  const jars = dependencies.split("\n").filter(Boolean).map((line) => {
    const [group, artifact, , , version] = line.split(":");
    return { name: `${group}:${artifact}`, version };
  });
  const lines = jars.map(({ name, version }) => {
    const about = advisories.filter(({ pattern }) => isAbout(pattern, name));
    for (const { id, range, here } of about) {
      if (isWithin(version, range) && !/^not affected: \S/.test(here)) {
        faults.push(`${name} ${version} is affected by ${id}: ${range}`);
      }
    }
    return `${name} ${version}${about.length === 0 ? "" : ` – ${about.map(({ id, range, here }) =>
      `${id} ${isWithin(version, range) ? here : "fixed"}`).join("; ")}`}`;
  });
  for (const { id, pattern } of advisories) {
    if (!jars.some(({ name }) => isAbout(pattern, name))) {
      faults.push(`${id} is about ${pattern}, which is not shipped`);
    }
  }
  if (jars.length === 0) {
    faults.push("nothing is shipped");
  }
  return { lines, faults };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { lines, faults } = check(...argv.slice(2, 4).map((file) => readFileSync(file, "utf8")));
  lines.forEach((line) => console.log(line));
  faults.forEach((fault) => console.error(fault));
  console.log(`${lines.length} jars, ${faults.length} faults`);
  exit(faults.length === 0 ? 0 : 1);
}
