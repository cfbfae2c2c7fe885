import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['node_modules/**', '.next*/**'],
    globalSetup: ['lib/testing/build-template.ts'],
    setupFiles: ['lib/testing/audit-places.ts'],
    // What the console would keep under DATA_DIR; tests leave nothing there.
    env: { SECRET: 'the secret of the tests, of 32 characters or more' },
    // Half of the time is spent waiting for a database: all cores, not all but one.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
