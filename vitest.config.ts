import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Rooms that know no database (scripts/check-layers.mjs holds them to it): their tests say the same on either, and run once. */
const PURE = ['core', 'evidence', 'formats', 'signs', 'questions', 'causes', 'engine', 'change-sources'].map((room) => `lib/${room}/**`)
const onPostgres = Boolean(process.env.TEST_DATABASE_URL)

const ROOMS = ['lib', 'components', 'scripts']
const tests = ROOMS.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => path.join(room, name))).filter((file) => file.endsWith('.test.ts'))
/** So do tests elsewhere that name no database. */
const namesNoDatabase = (file: string) => !/database/i.test(readFileSync(file, 'utf8'))

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ROOMS.map((room) => `${room}/**/*.test.ts`),
    exclude: ['node_modules/**', '.next*/**', ...(onPostgres ? [...PURE, ...tests.filter(namesNoDatabase)] : [])],
    globalSetup: ['lib/testing/build-template.ts'],
    setupFiles: ['lib/testing/audit-places.ts'],
    // What the console would keep under DATA_DIR; tests leave nothing there.
    env: { SECRET: 'the secret of the tests, of 32 characters or more' },
    // Much of the time is spent waiting for a database: all cores, not all but one, and three with a server.
    maxWorkers: onPostgres ? 3 : '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
