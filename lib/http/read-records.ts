import { AppError } from '@/lib/core/errors'
import { splitRecords, type SplitRecord } from '@/lib/formats/split-records'
import { readBody } from './read-body'

const JSON_TYPES = /^application\/(x-ndjson|ndjson|jsonl|json|cloudevents\+json)$/
/** Above this a body is too many records for one transaction to be short. */
const MAX_RECORDS = 50_000
/** Lines and values of a body: 20 MiB of ordinary records have a third of it; beyond, taking it apart is the attack. */
const MAX_PIECES = 1_500_000
const NEWLINE = 0x0a
const COMMA = 0x2c

const mediaType = (request: Request) => (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

function countPieces(body: Buffer): number {
  let pieces = 0
  for (let at = 0; at < body.length; at += 1) if (body[at] === NEWLINE || body[at] === COMMA) pieces += 1
  return pieces
}

async function readText(request: Request): Promise<string> {
  const body = await readBody(request)
  if (body.length > MAX_PIECES && countPieces(body) > MAX_PIECES) throw new AppError('too_large', 'The body has too many lines or values. Send it in parts.')
  return body.toString('utf8')
}

/** The text of a JSON body. Throws AppError. */
export async function readJsonText(request: Request): Promise<string> {
  if (!/^application\/(json|[\w.-]{1,40}\+json)$/.test(mediaType(request))) throw new AppError('unsupported_media', 'Send application/json.')
  return readText(request)
}

export type RequestRecords = { records: SplitRecord[]; environment: string | undefined }

/**
 * The records of a body (NDJSON, a JSON array, one object; for logs plain lines as well) and the environment that the
 * address names for records that name none. Throws AppError.
 */
export async function readRequestRecords(request: Request, lines: 'json' | 'any'): Promise<RequestRecords> {
  const type = mediaType(request)
  const json = JSON_TYPES.test(type)
  if (!json && !(lines === 'any' && (type === '' || type === 'text/plain'))) {
    throw new AppError('unsupported_media', `Send application/x-ndjson or application/json${lines === 'any' ? ', or text/plain for log lines' : ''} (curl: -H "Content-Type: application/x-ndjson").`)
  }
  const records = splitRecords(await readText(request), { json: json && lines === 'json' })
  if (records.length > MAX_RECORDS) throw new AppError('too_large', `More than ${MAX_RECORDS} records. Send them in parts.`)
  return { records, environment: new URL(request.url).searchParams.get('environment') ?? undefined }
}
