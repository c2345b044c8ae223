import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

/**
 * Fields that the API server refuses to change (its validation code, as of Kubernetes 1.34), and the kinds that were looked up. A config
 * map or a secret is besides not to be changed where it says immutable: true.
 */
const IMMUTABLE = JSON.parse(readFileSync(new URL("immutable.json", import.meta.url), "utf8"));

const name = ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
const at = (manifest, path) => path.split(".").reduce((value, key) => value?.[key], manifest);

/** What a server that has `before` would refuse of `after`, each as object and field. */
export function refusedChanges(before, after) {
  const there = new Map(before.map((manifest) => [name(manifest), manifest]));
  return after.filter((manifest) => there.has(name(manifest))).flatMap((manifest) => {
    const fields = IMMUTABLE[`${manifest.apiVersion} ${manifest.kind}`];
    if (!fields) {
      throw new Error(`nobody has looked up which fields of ${manifest.apiVersion} ${manifest.kind} are immutable`);
    }
    const old = there.get(name(manifest));
    const all = old.immutable ? [...fields, "data", "binaryData", "immutable"] : fields;
    return all.filter((path) => !isDeepStrictEqual(at(old, path), at(manifest, path)))
      .map((path) => `${name(manifest)}: ${path}`);
  });
}
