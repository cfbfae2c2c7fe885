import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { AppError } from '@/lib/core/errors'
import { splitRecords } from '@/lib/formats/split-records'
import { consoleKey } from '@/lib/http/console-key'
import type { ServiceContext } from '@/lib/services/context'
import { ingestAccounts } from '@/lib/services/ingest/ingest-accounts'
import { ingestChanges } from '@/lib/services/ingest/ingest-changes'
import { ingestConfig } from '@/lib/services/ingest/ingest-config'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'
import type { IngestResult } from '@/lib/services/ingest/schema'
import { withDatabase } from './with-database'

// npm run import -- [--kind events|changes|accounts|config] [--environment NAME] FILE…      .gz is read as well

const KINDS = ['events', 'changes', 'accounts', 'config'] as const
type Kind = (typeof KINDS)[number]
const LINES = 5_000

type Total = Omit<IngestResult, 'problems'>

async function ingest(ctx: ServiceContext, kind: Kind, lines: string[], environment: string | undefined): Promise<IngestResult> {
  const records = splitRecords(lines.join('\n'), { json: kind !== 'events' })
  if (kind === 'events') return ingestEvents(ctx, { records, environment })
  if (kind === 'changes') return ingestChanges(ctx, { records, environment, key: consoleKey() })
  return kind === 'accounts' ? ingestAccounts(ctx, { records, environment }) : ingestConfig(ctx, { records, environment, key: consoleKey() })
}

function bar(done: number, size: number, file: string) {
  if (!process.stderr.isTTY) return
  const share = size ? Math.min(1, done / size) : 1
  process.stderr.write(`\r${'█'.repeat(Math.round(share * 30)).padEnd(30, '░')} ${Math.round(share * 100)}% ${file}`)
}

/** Reads one file in parts, so that its size does not matter. A JSON array or object over several lines is read whole. */
async function importFile(ctx: ServiceContext, file: string, kind: Kind, environment: string | undefined, total: Total) {
  const size = statSync(file).size
  const raw = createReadStream(file)
  const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  let lines: string[] = []
  let whole = false
  const flush = async () => {
    if (lines.length === 0) return
    const result = await ingest(ctx, kind, lines, environment)
    for (const key of ['received', 'stored', 'duplicate', 'rejected'] as const) total[key] += result[key]
    for (const { index, detail } of result.problems.slice(0, 5)) console.error(`\n${file}, record ${index}: ${detail}`)
    lines = []
  }
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (lines.length === 0 && /^\s*(\[|\{\s*$)/.test(line)) whole = true
    lines.push(line)
    if (!whole && lines.length >= LINES) {
      await flush()
      bar(raw.bytesRead, size, file)
    }
  }
  await flush()
  bar(size, size, file)
  if (process.stderr.isTTY) process.stderr.write('\n')
}

/** zlib's errors do not name the file that is no gzip, or ends too early. */
const sayWhich = (file: string) => (error: unknown) => {
  throw error instanceof Error && 'code' in error && /^Z_/.test(String(error.code)) ? new AppError('invalid', `${file}: ${error.message}`, { cause: error }) : error
}

await withDatabase(async (ctx) => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { kind: { type: 'string', default: 'events' }, environment: { type: 'string' } } })
  const kind = KINDS.find((one) => one === values.kind)
  if (!kind || positionals.length === 0) throw new AppError('invalid', `Usage: npm run import -- [--kind ${KINDS.join('|')}] [--environment NAME] FILE…`)
  const total: Total = { received: 0, stored: 0, duplicate: 0, rejected: 0 }
  for (const file of positionals) await importFile(ctx, file, kind, values.environment, total).catch(sayWhich(file))
  console.log(JSON.stringify(total))
})
