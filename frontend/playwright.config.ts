import { defineConfig } from '@playwright/test'

/** Real browser, packaged service, real PostgreSQL behind the stand-in for Neon: see `browser/neon.ts`. */
export default defineConfig({
  testDir: 'browser',
  outputDir: '../target/browser/results',
  reporter: [['list'], ['junit', { outputFile: '../target/browser/report.xml' }]],
  // One service and one database, which the tests put to sleep and break.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    },
  },
})
