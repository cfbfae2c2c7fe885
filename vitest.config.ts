import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['node_modules/**', '.next*/**'],
    globalSetup: ['lib/testing/build-template.ts'],
    setupFiles: ['lib/testing/audit-places.ts'],
    env: { SECRET: 'a secret of the tests, and of nothing else' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
