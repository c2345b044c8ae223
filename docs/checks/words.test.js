import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";

const { components } = parse(readFileSync(new URL("../openapi.yaml", import.meta.url), "utf8"));

const form = ({ type, $ref, anyOf }) => type ?? $ref ?? anyOf;

for (const [name, schema] of Object.entries(components.schemas)) {
  test(`${name} is described`, () => {
    assert.ok(schema.description);
    for (const [property, value] of Object.entries(schema.properties ?? {})) {
      assert.ok(value.description, `${property} has no description`);
      assert.ok(form(value), `${property} has words in META-INF/openapi.yaml but is not there`);
      assert.ok(value.examples ?? value.$ref ?? value.items?.$ref, `${property} has no example`);
    }
  });
}
