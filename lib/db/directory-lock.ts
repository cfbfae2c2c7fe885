import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import path from 'node:path'

export class DirectoryInUse extends Error {
  constructor(directory: string, owner: string) {
    super(
      `Another process${owner} already uses the data in ${directory}. Two at once would damage it. ` +
        'Stop the other one, or give this one its own DATA_DIR, or use PostgreSQL through DATABASE_URL.',
    )
    this.name = 'DirectoryInUse'
  }
}

/**
 * Holds a directory for this process. On Linux an abstract socket is the lock: the kernel frees it the moment the
 * process dies, however it dies. Elsewhere a pid file is, taken over when its process is gone.
 * Throws DirectoryInUse. Returns the release.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  mkdirSync(directory, { recursive: true })
  const real = realpathSync(directory)
  const pidFile = path.join(real, 'latchkey.pid')
  const release = process.platform === 'linux' ? await lockBySocket(real, pidFile) : lockByPid(real, pidFile)
  writeFileSync(pidFile, String(process.pid))
  return async () => {
    rmSync(pidFile, { force: true })
    await release()
  }
}

async function lockBySocket(real: string, pidFile: string): Promise<() => Promise<void>> {
  const name = `\0latchkey-${createHash('sha256').update(real).digest('hex').slice(0, 40)}`
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new DirectoryInUse(real, owner(pidFile))))
    server.listen(name, resolve)
  })
  server.unref()
  return () => closeServer(server)
}

const closeServer = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

function lockByPid(real: string, pidFile: string): () => Promise<void> {
  const pid = readPid(pidFile)
  if (pid !== null && pid !== process.pid && isAlive(pid)) throw new DirectoryInUse(real, ` (pid ${pid})`)
  return async () => {}
}

function readPid(pidFile: string): number | null {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function owner(pidFile: string): string {
  const pid = readPid(pidFile)
  return pid === null ? '' : ` (pid ${pid})`
}
