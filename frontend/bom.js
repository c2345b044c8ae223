// Writes the bill of materials (CycloneDX) of the packages that the page is made of, by package-lock.json: node bom.js VERSION OUT
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [version, out] = process.argv.slice(2)
const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'bom-'))
try {
  // npm names nothing that has no version.
  const lock = read('package-lock.json')
  lock.packages[''].version = version
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, version }))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...read('package.json'), version }))
  const bom = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    }),
  )
  // Not by --omit dev, which leaves out React: what is built with needs it, too.
  const components = bom.components.filter((each) => each.scope === 'required')
  const root = bom.metadata.component
  const kept = new Set([root['bom-ref'], ...components.map((each) => each['bom-ref'])])
  // The same for everybody: without the time, and a number drawn at random.
  const { serialNumber: _, ...rest } = bom
  const { timestamp: __, ...metadata } = bom.metadata
  const dependencies = bom.dependencies
    .filter((each) => kept.has(each.ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }))
  const whole = {
    ...rest,
    metadata: { ...metadata, component: { ...root, name: 'neon-tasks-page' } },
    components,
    dependencies,
  }
  writeFileSync(out, `${JSON.stringify(whole, null, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}
