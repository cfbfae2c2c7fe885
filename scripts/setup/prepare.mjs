// Brings a checkout to the point where the app can run: packages, generated client, build. Each step is skipped when a
// stamp says that nothing it depends on has changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeCatalogues } from './catalogues.mjs'
import { run } from './run.mjs'

const NODE = [20, 19]
const SOURCES = ['app', 'components', 'lib', 'prisma', 'proxy.ts', 'instrumentation.ts', 'next.config.js', 'package-lock.json', 'tsconfig.json', 'postcss.config.mjs']
const NOT_SOURCES = /(^|\/)(generated|node_modules)(\/|$)|\.test\.tsx?$/

function hashOf(paths) {
  const hash = createHash('sha256')
  const add = (file) => {
    if (!existsSync(file) || NOT_SOURCES.test(file)) return
    if (statSync(file).isDirectory()) readdirSync(file).sort().forEach((name) => add(path.join(file, name)))
    else hash.update(file).update(readFileSync(file))
  }
  paths.forEach(add)
  return hash.digest('hex')
}

function unlessStamped(stamp, paths, present, work) {
  const hash = hashOf(paths)
  if (present() && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  work()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, hash)
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return
  console.error(`Latchkey needs Node ${NODE.join('.')} or later; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Reads .env into this process, so that every child sees the same. What is set already wins. */
export function loadEnvFile() {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

export function installPackages() {
  unlessStamped('node_modules/.latchkey-installed', ['package-lock.json'], () => existsSync('node_modules'), () => {
    console.log('Installing packages …')
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  })
}

/** Everything that is written from other files: the indexes of the catalogues and the client of the database. */
export function generate() {
  writeCatalogues()
  const stamp = 'lib/db/generated/.latchkey-generated'
  unlessStamped(stamp, ['prisma/schema.prisma'], () => existsSync('lib/db/generated/client.ts'), () => {
    run(process.execPath, ['scripts/prisma.mjs', 'generate'], { stdio: ['ignore', 'ignore', 'inherit'] })
  })
}

export function buildApp() {
  const dist = process.env.NEXT_DIST_DIR || '.next'
  unlessStamped(`${dist}/latchkey-built`, SOURCES, () => existsSync(`${dist}/BUILD_ID`), () => {
    console.log('Building the app (about a minute) …')
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env })
  })
}
