import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Leaves every file compressed beside itself, and a list of them all: the service can then serve them as they are. */
function compressed(): Plugin {
  let folder = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    async closeBundle() {
      const names = await filesIn(folder)
      for (const name of names) {
        const content = await readFile(join(folder, name))
        await writeFile(join(folder, `${name}.br`), brotliCompressSync(content))
        await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
      }
      await writeFile(join(folder, 'files.txt'), names.map((name) => `${name}\n`).join(''))
    },
  }
}

/** Gives the script that runs before anything is drawn a name by its content: browsers keep such a file, and do not ask for it again. */
function early(path: string): Plugin {
  let content = ''
  let name = ''
  return {
    name: 'early',
    apply: 'build',
    async buildStart() {
      content = await readFile(join(import.meta.dirname, path), 'utf8')
      name = `assets/early-${createHash('sha256').update(content).digest('base64url').slice(0, 8)}.js`
    },
    transformIndexHtml: { order: 'post', handler: (html) => html.replace(`/${path}`, `/${name}`) },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: name, source: content })
    },
  }
}

/** Tells the worker that keeps the page which files there are, in a version by what is in them. */
function worker(path: string): Plugin {
  let folder = ''
  return {
    name: 'worker',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    async writeBundle() {
      const names = await filesIn(folder)
      const contents = createHash('sha256')
      for (const name of names) {
        contents.update(await readFile(join(folder, name)))
      }
      const page = await readFile(join(folder, 'index.html'), 'utf8')
      const entry = /assets\/index-[^"]+\.js/.exec(page)?.[0]
      if (entry === undefined) {
        throw new Error('The page does not name its script.')
      }
      const files = names.filter((name) => name !== 'index.html')
      const build = { version: contents.digest('base64url').slice(0, 8), entry, files }
      const script = await readFile(join(import.meta.dirname, path), 'utf8')
      await writeFile(join(folder, 'sw.js'), script.replace('__BUILD__', JSON.stringify(build)))
    },
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

const service = process.env.SERVICE ?? 'http://localhost:8080'

/** As the browser asked: the service goes by the address that a page says it came from. */
const asAsked = { target: service, changeOrigin: false }

export default defineConfig({
  plugins: [react(), early('src/color-scheme.js'), worker('src/sw.js'), compressed()],
  build: {
    target: 'es2023',
    // Small images as data: URLs would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
  experimental: {
    // Which path the service is under it says in its page alone: the other files know where they are themselves.
    renderBuiltUrl: (_, { hostType }) => ({ relative: hostType !== 'html' }),
  },
  server: {
    proxy: { '/api': asAsked, '/health': asAsked, '/openapi': asAsked, '/docs': asAsked },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    testTimeout: 30_000,
    // One browser-like environment for all files: making it costs more than the tests do.
    isolate: false,
    fileParallelism: false,
  },
})
