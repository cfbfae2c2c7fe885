// A PostgreSQL for the tests: the one that TEST_DATABASE_URL names, or one of our own from the installed binaries.
import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { aptInstall, isRoot, output, succeeds } from './run.mjs'

const DEBIAN = '/usr/lib/postgresql'

function findBinaries() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter((version) => version >= 15) : []
  const folders = versions.sort((a, b) => b - a).map((version) => `${DEBIAN}/${version}/bin`)
  const onPath = output('sh', ['-c', 'command -v initdb'])
  if (onPath) folders.push(path.dirname(onPath))
  for (const brew of ['/opt/homebrew/bin', '/usr/local/bin']) folders.push(brew)
  return folders.find((folder) => existsSync(`${folder}/initdb`) && existsSync(`${folder}/postgres`)) ?? null
}

// PostgreSQL refuses to run as root.
function serverUser() {
  if (!isRoot) return {}
  const name = ['postgres', 'nobody'].find((user) => output('id', ['-u', user]))
  return { uid: Number(output('id', ['-u', name])), gid: Number(output('id', ['-g', name])) }
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

// What it holds goes with it: nothing of it need survive a loss of power. What a statement or a transaction does stays the same.
const HASTE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((setting) => ['-c', setting])

/**
 * Starts a PostgreSQL of our own, or uses the one named. Resolves to { url, stop } or to null where neither can be had.
 * The server lives in a temporary folder, listens on loopback only and goes with `stop`.
 */
export async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
  const binaries = findBinaries() ?? (aptInstall('postgresql') ? findBinaries() : null)
  if (!binaries) return null
  const user = serverUser()
  const home = mkdtempSync(path.join(tmpdir(), 'latchkey-postgres-'))
  if (user.uid !== undefined) chownSync(home, user.uid, user.gid)
  const data = path.join(home, 'data')
  if (!succeeds(`${binaries}/initdb`, ['-D', data, '-A', 'trust', '-U', 'latchkey', '-E', 'UTF8', '--locale=C.UTF-8'], { cwd: home, ...user })) return null
  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${home}`, '-c', 'max_connections=200', '-c', 'shared_buffers=256MB', ...HASTE]
  const server = spawn(`${binaries}/postgres`, ['-D', data, '-p', String(port), ...settings], { cwd: home, stdio: 'ignore', ...user })
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (succeeds(`${binaries}/pg_isready`, ['-h', '127.0.0.1', '-p', String(port)])) break
    await wait(100)
  }
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  return { url: `postgresql://latchkey@127.0.0.1:${port}/postgres`, stop }
}
