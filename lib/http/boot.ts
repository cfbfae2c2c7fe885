import { setTimeout as wait } from 'node:timers/promises'
import { consoleSecret } from '@/lib/auth/secret'
import { log, setLogLevel } from '@/lib/core/log'
import { db } from '@/lib/db/client'
import { DirectoryInUse } from '@/lib/db/directory-lock'
import { env, provideNextAuth } from '@/lib/env'
import { startExecutor } from './executor'
import { appendPeers } from './append-peer'
import { toAppError } from './problem'

const RETRY_MS = 2_000

/** Ends the process with one clear message: an error thrown at boot would leave a server that answers 500 for ever. */
function giveUp(message: string): never {
  console.error(`\n${message}\n`)
  process.exit(1)
}

/**
 * Opens and migrates the database before the first request. An unreachable PostgreSQL is waited for, answering 503
 * meanwhile; anything else that is wrong ends the process.
 */
export async function boot(): Promise<void> {
  try {
    setLogLevel(env().LOG_LEVEL)
    appendPeers()
    provideNextAuth(consoleSecret())
    await db()
  } catch (error) {
    if (toAppError(error).code === 'unavailable') {
      log.warn('boot.database_unreachable')
      void keepTrying()
      return
    }
    giveUp(error instanceof DirectoryInUse || error instanceof Error ? error.message : 'Latchkey could not start.')
  }
  startExecutor()
  stopGracefully()
}

async function keepTrying(): Promise<void> {
  for (;;) {
    await wait(RETRY_MS)
    const ready = await db().then(
      () => true,
      (error: unknown) => (toAppError(error).code === 'unavailable' ? false : giveUp(error instanceof Error ? error.message : 'Latchkey could not start.')),
    )
    if (ready) break
  }
  log.info('boot.database_ready')
  startExecutor()
  stopGracefully()
}

// Next.js ends the process itself; the embedded database wants to be closed before.
function stopGracefully() {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void db()
        .then((database) => Promise.race([database.close(), wait(5_000)]))
        .finally(() => process.exit(0))
    })
  }
}
