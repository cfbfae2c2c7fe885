// npm test: everything, from types to the browser, on PGlite and on PostgreSQL, from a fresh clone.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { findChromium } from './setup/chromium.mjs'
import { startPostgres } from './setup/postgres.mjs'
import { buildApp, checkNode, generate, installPackages } from './setup/prepare.mjs'

const RESULTS = 'test-results'
/** What depends on the database; how pages look and whether axe is content does not. */
const JOURNEYS = ['stories', 'keyboard', 'access', 'factors', 'ingest', 'audit', 'guarded', 'sign-in', 'wasnt-me', 'patterns']
const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed, to be told once more at the end: a log of half an hour is rarely read from its beginning. */
const failures = []

function add({ passed, failed, skipped }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

function node(title, args, env = {}) {
  console.log(`\n== ${title}`)
  return spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

/** A run that died before writing its report counts as one failure: nothing may vanish. */
function countVitest(file, ok) {
  const report = readJson(file)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const failed = report.numFailedTests + report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length
  return { passed: report.numPassedTests, failed: failed || (ok ? 0 : 1), skipped: report.numPendingTests + report.numTodoTests }
}

function countPlaywright(file, ok) {
  const report = readJson(file)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky || (ok ? 0 : 1), skipped }
}

function unit(title, name, env) {
  const file = `${RESULTS}/${name}.json`
  const ok = node(title, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], env)
  add(countVitest(file, ok))
  if (!ok) failures.push(...(readJson(file)?.testResults ?? []).flatMap(failedTests).map((name) => `${title}: ${name}`))
}

function browser(title, name, env, files = []) {
  const file = `${RESULTS}/${name}.json`
  const ok = node(title, ['node_modules/@playwright/test/cli.js', 'test', ...files, '--reporter=line,json', `--output=${RESULTS}/${name}`], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file })
  add(countPlaywright(file, ok))
  if (!ok) failures.push(...(readJson(file)?.suites ?? []).flatMap(failedSpecs).map((name) => `${title}: ${name}`))
}

const firstLine = (text = '') => stripVTControlCharacters(text).split('\n').find((line) => line.trim() !== '') ?? ''

function failedTests({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed').map(({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages[0])}`)
  return failed.length === 0 && status === 'failed' ? [`${name}: ${firstLine(message)}`] : failed
}

function failedSpecs({ suites = [], specs = [] }) {
  const results = (spec) => spec.tests.flatMap((test) => test.results)
  const own = specs.filter((spec) => results(spec).some(({ status }) => status !== 'passed' && status !== 'skipped'))
  return [...own.map((spec) => `${spec.file}:${spec.line} ${spec.title}: ${firstLine(results(spec).find(({ error }) => error)?.error.message)}`), ...suites.flatMap(failedSpecs)]
}

function missing(what, why) {
  console.log(`\n!! SKIPPED: ${what}. ${why}`)
  total.skipped += 1
}

checkNode()
installPackages()
generate()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
const postgres = await startPostgres()
const chromium = await findChromium()

const checked = node('Types, lint, layers, docs, migrations', ['scripts/check.mjs'])
add({ passed: checked ? 1 : 0, failed: checked ? 0 : 1, skipped: 0 })
if (!checked) failures.push('Types, lint, layers, docs, migrations: see above')
unit('Unit and verbs on PGlite', 'unit-pglite', { TEST_DATABASE_URL: '' })
if (postgres) unit('Unit and verbs on PostgreSQL', 'unit-postgresql', { TEST_DATABASE_URL: postgres.url })
else missing('everything on PostgreSQL', 'No server is reachable, none is installed and apt may not be used. Set TEST_DATABASE_URL.')
if (chromium) {
  buildApp()
  browser('Browser journeys on PGlite', 'browser-pglite', { CHROMIUM: chromium, E2E_DATABASE: 'pglite' })
  if (postgres) browser('Browser journeys on PostgreSQL', 'browser-postgresql', { CHROMIUM: chromium, E2E_DATABASE: 'postgresql', TEST_DATABASE_URL: postgres.url }, JOURNEYS)
} else {
  missing('every browser journey', 'No Chromium is installed and none can be. Set CHROMIUM to the path of one.')
}
await postgres?.stop()

for (const failure of failures) console.log(`\nFAILED ${failure}`)
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed ? 1 : 0)
