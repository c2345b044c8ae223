import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parseAllDocuments } from "yaml";
import { run } from "./run.js";

/** The manifests that a kustomization makes. */
export function rendered(path) {
  return parsed(run("kubectl", "kustomize", path));
}

/** The manifests in a text. */
export function parsed(text) {
  return parseAllDocuments(text, { uniqueKeys: true }).map((document) => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    return document.toJS();
  });
}

/** Throws where Kubernetes' schema has another type or misses a field, or has no field of that name. */
export async function validate(manifests) {
  for (const manifest of manifests) {
    const { [manifest.kind]: Kind } = await import(`kubernetes-models/${manifest.apiVersion}`);
    if (!Kind) {
      throw new Error(`Kubernetes has no ${manifest.kind} in ${manifest.apiVersion}`);
    }
    new Kind(manifest).validate();
  }
  refuseUnknownFields(manifests);
}

/** The schemas let fields pass that they do not know; the types that are made from them do not. */
function refuseUnknownFields(manifests) {
  const folder = mkdtempSync(join(tmpdir(), "manifests-"));
  try {
    symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), join(folder, "node_modules"));
    const file = join(folder, "manifests.ts");
    writeFileSync(file, manifests.map(asTypeScript).join("\n"));
    const program = ts.createProgram([file], {
      noEmit: true, strict: true, skipLibCheck: true, types: [],
      module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022,
    });
    const faults = ts.getPreEmitDiagnostics(program).map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, "\n"));
    if (faults.length > 0) {
      throw new Error(faults.join("\n"));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const asTypeScript = (manifest, index) =>
  `import { I${manifest.kind} as Kind${index} } from "kubernetes-models/${manifest.apiVersion}/${manifest.kind}";\n` +
  `export const manifest${index}: Kind${index} = ${JSON.stringify(manifest, null, 1)};\n`;
