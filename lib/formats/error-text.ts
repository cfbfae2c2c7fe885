import { rememberLast } from '@/lib/core/remember-last'
import { firstText, folded, isObject } from './json'
import type { Line } from './define'

/** Marks of whole log records: an error text inside one belongs to the format of the record, not to that of the text. */
const RECORD_TEXT = /org\.keycloak|KC-SERVICES\d|\brealmId=/
const RECORD_KEYS = ['latchkey', 'hop', 'eventtype', 'log_id', 'loggername', 'log.logger', 'category', 'realmid', 'data']
const DESCRIPTION = /error_?description\\{0,4}["']?\s{0,4}[:=]\s{0,4}\\{0,4}["']?/i
const PREFIX = /^(?:(?:Uncaught )?[\w.$-]{0,80}(?:Error|Exception)\s{0,4}:\s{0,4})/

/** Whether a line is a log record of its own, whatever texts it quotes. Found out once for all formats that ask. */
export const isRecord = rememberLast((line: Line): boolean => {
  if (line.json === null) return RECORD_TEXT.test(line.text)
  const keys = folded(line.json)
  return RECORD_KEYS.some((key) => key in keys)
})

/**
 * The sentence of an OAuth or API error wherever it stands: the body of an answer, such a body quoted within a text, or
 * the bare sentence, also behind the name of an exception. Null for log records. At most 4,000 characters.
 */
export function errorText(line: Line): string | null {
  if (isRecord(line)) return null
  const text = line.json === null ? fromText(line.text) : fromJson(line.json)
  return text?.slice(0, 4000) ?? null
}

function fromJson(json: Readonly<Record<string, unknown>>): string | undefined {
  const keys = folded(json)
  const inner = isObject(keys.error) ? folded(keys.error) : {}
  return firstText(
    keys.error_description,
    keys.errordescription,
    keys.errormessage,
    keys.errorsummary,
    inner.message,
    keys.error,
    keys.message,
    keys.msg,
  )
}

function fromText(text: string): string {
  const found = DESCRIPTION.exec(text)
  if (found !== null) return text.slice(found.index + found[0].length, found.index + found[0].length + 4000)
  return text.slice(0, 4200).replace(PREFIX, '')
}
