import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse, stringify } from "yaml";

const example = readFileSync(new URL("example.yaml", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "descriptions-"));
after(() => rmSync(folder, { recursive: true }));

const dropField = ({ properties, required }, name) => {
  delete properties[name];
  required.splice(required.indexOf(name), 1);
};

const breaking = {
  "a path is gone": ({ paths }) => delete paths["/me"],
  "an operation is gone": ({ paths }) => delete paths["/notes"].get,
  "an answer is gone": ({ paths }) => delete paths["/notes"].post.responses[201],
  "a media type is gone": ({ paths }) => delete paths["/notes"].post.requestBody.content["application/json"],
  "a parameter is gone": ({ paths }) => paths["/notes"].get.parameters.pop(),
  "a new parameter is required": ({ paths }) =>
    paths["/notes"].get.parameters.push({ name: "list", in: "query", required: true, schema: { type: "string" } }),
  "a field is gone": ({ components }) => dropField(components.schemas.Note, "more"),
  "a field may be left out": ({ components }) => components.schemas.Note.required.pop(),
  "a field may be null": ({ components }) => (components.schemas.Note.properties.text.type = ["string", "null"]),
  "a field is of another type": ({ components }) => (components.schemas.Note.properties.text.type = "integer"),
  "a new property is required": ({ components }) => {
    components.schemas.NewNote.properties.list = { type: "string" };
    components.schemas.NewNote.required.push("list");
  },
  "a property may no longer be null": ({ components }) => (components.schemas.NewNote.properties.more.type = "string"),
  "a property must be shorter": ({ components }) => (components.schemas.NewNote.properties.text.maxLength = 64),
};

const harmless = {
  "nothing changes": () => {},
  "words change": ({ info, components }) => {
    info.description = "Other words";
    components.schemas.Note.description = "Other words";
  },
  "an operation is new": ({ paths }) => (paths["/lists"] = { get: { responses: { 200: { description: "Lists" } } } }),
  "a field is new": ({ components }) => {
    components.schemas.Note.properties.list = { type: "string" };
    components.schemas.Note.required.push("list");
  },
  "a property is new": ({ components }) => (components.schemas.NewNote.properties.list = { type: "string" }),
  "the version is new": ({ info, paths }) => {
    info.version = "2";
    delete paths["/me"];
  },
};

function verdicts(changes) {
  const files = Object.entries(changes).map(([name, change]) => {
    const document = parse(example);
    change(document);
    return file(name, stringify(document, { aliasDuplicateObjects: false }));
  });
  const arguments_ = ["-cp", "target/libraries/*", "Compatible.java", file("before", example), ...files];
  return spawnSync("java", arguments_, { cwd: import.meta.dirname, encoding: "utf8" });
}

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("what breaks callers fails", () => {
  const { status, stdout, stderr } = verdicts(breaking);
  assert.equal(status, 1, stderr);
  for (const name of Object.keys(breaking)) {
    assert.match(stdout, new RegExp(`^${name} breaks callers$`, "m"));
  }
});

test("what does not break callers passes", () => {
  const { status, stdout, stderr } = verdicts(harmless);
  assert.equal(status, 0, stdout + stderr);
});
