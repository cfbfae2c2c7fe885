import { AppError } from '@/lib/core/errors'
import { db } from '@/lib/db/client'
import { DirectoryInUse } from '@/lib/db/directory-lock'
import { toAppError } from '@/lib/http/problem'
import type { ServiceContext } from '@/lib/services/context'

/** What whoever typed the command can mend says so itself: a file that is not there, an unknown option. */
const isOfTheCaller = (error: unknown): error is Error =>
  error instanceof AppError || (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(ENOENT|EACCES|EISDIR|ERR_PARSE_ARGS_.*)$/.test(error.code))

/** Runs a command on the database of the environment as the console itself. Says plainly what went wrong and exits 1. */
export async function withDatabase(work: (ctx: ServiceContext) => Promise<void>): Promise<void> {
  try {
    const database = await db()
    try {
      await work({ db: database, actor: { kind: 'system', id: null, name: 'command line' }, now: new Date(), requestId: null, ip: null })
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof DirectoryInUse) console.error(`${error.message}\nWhile the console runs on the embedded database, use its pages under Settings and its API instead.`)
    else console.error(isOfTheCaller(error) ? error.message : toAppError(error).message)
    process.exit(1)
  }
}
