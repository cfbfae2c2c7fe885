import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Rooms that know no database (scripts/check-layers.mjs holds them to it): their tests say the same on either, and run once. */
const PURE = ['core', 'evidence', 'formats', 'signs', 'questions', 'causes', 'engine', 'change-sources'].map((room) => `lib/${room}/`)
const onPostgres = Boolean(process.env.TEST_DATABASE_URL)

const tests = ['lib', 'components', 'scripts']
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(room, name.replaceAll(path.sep, '/'))))
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Tests elsewhere that open no database run once as well. */
const knowsDatabase = ({ file, text }: (typeof tests)[number]) => !PURE.some((room) => file.startsWith(room)) && /testDatabase|onPostgres/.test(text)
/** What replaces modules, sets the environment or follows the files of the audit needs a process of its own: all three are read once. */
const changesWorld = ({ text }: (typeof tests)[number]) => /\bvi\.|process\.env|checkChain|anchor/i.test(text)

const chosen = onPostgres ? tests.filter(knowsDatabase) : tests
const filesOf = (kept: typeof tests) => kept.map(({ file }) => file)

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    // All others share a process a core: to read every module anew for each file took longer than its tests.
    projects: [
      { extends: true, test: { name: 'alone', include: filesOf(chosen.filter(changesWorld)) } },
      { extends: true, test: { name: 'together', include: filesOf(chosen.filter((test) => !changesWorld(test))), isolate: false } },
    ],
    globalSetup: ['lib/testing/build-template.ts', 'lib/testing/audit-home.ts'],
    setupFiles: ['lib/testing/audit-places.ts'],
    // What the console would keep under DATA_DIR; tests leave nothing there.
    env: { SECRET: 'the secret of the tests, of 32 characters or more' },
    // Much of the time is spent waiting for a database: all cores, not all but one, and three with a server.
    maxWorkers: onPostgres ? 3 : '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
