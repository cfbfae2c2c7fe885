import { maskText } from './mask'
import { cleanText } from './text'

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LEVELS)[number]

let threshold: LogLevel = 'info'

/** Sets from which level on lines are written. */
export function setLogLevel(level: LogLevel): void {
  threshold = level
}

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>

function write(level: LogLevel, event: string, fields: Fields = {}) {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(threshold)) return
  const clean = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? cleanText(maskText(value), 1000) : value]))
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...clean })
  if (level === 'error') console.error(line)
  else console.log(line)
}

/** One JSON object a line. `event` is a fixed name; no secret goes into the fields, and what is personal is masked. */
export const log = {
  debug: (event: string, fields?: Fields) => write('debug', event, fields),
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, fields?: Fields) => write('error', event, fields),
}
