import { setTimeout as wait } from 'node:timers/promises'
import { consoleSecret } from '@/lib/auth/secret'
import { log, setLogLevel } from '@/lib/core/log'
import { db } from '@/lib/db/client'
import { DirectoryInUse } from '@/lib/db/directory-lock'
import { env, provideNextAuth } from '@/lib/env'
import { appendPeers } from './append-peer'
import { keepAudit } from '@/lib/services/audit/keep-audit'
import { startBackground } from './background'
import { startExecutor } from './executor'
import { observeRequests } from './metrics/observe-requests'
import { toAppError } from './problem'
import { maskOutput } from './quiet-output'

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
    maskOutput()
    setLogLevel(env().LOG_LEVEL)
    appendPeers()
    observeRequests()
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
  await serve()
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
  await serve()
}

/** What runs beside the requests, and its end. Next.js ends the process itself; the embedded database wants to be closed before. */
async function serve() {
  const database = await db()
  startBackground()
  startExecutor()
  const endAudit = keepAudit(database)
  const end = () => endAudit().finally(() => database.close())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void Promise.race([end(), wait(5_000)]).finally(() => process.exit(0)))
}
