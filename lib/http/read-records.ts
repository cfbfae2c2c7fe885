import { AppError } from '@/lib/core/errors'
import { splitRecords, type SplitRecord } from '@/lib/formats/split-records'
import { readBody } from './read-body'

const JSON_TYPES = /^application\/(x-ndjson|ndjson|jsonl|json|cloudevents\+json)$/
/** Above this a body is too many records for one transaction to be short. */
const MAX_RECORDS = 50_000

/** The records of a body: NDJSON, a JSON array, one object; for logs plain lines as well. Throws AppError. */
export async function readRequestRecords(request: Request, lines: 'json' | 'any'): Promise<SplitRecord[]> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const json = JSON_TYPES.test(type)
  if (!json && !(lines === 'any' && (type === '' || type === 'text/plain'))) {
    throw new AppError('unsupported_media', `Send application/x-ndjson or application/json${lines === 'any' ? ', or text/plain for log lines' : ''}.`)
  }
  const body = (await readBody(request)).toString('utf8')
  const records = splitRecords(body, { json: json && lines === 'json' })
  if (records.length > MAX_RECORDS) throw new AppError('too_large', `More than ${MAX_RECORDS} records. Send them in parts.`)
  return records
}
