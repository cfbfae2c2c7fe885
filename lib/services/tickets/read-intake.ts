import { isIP } from 'node:net'
import { cleanText, REDACTED } from '@/lib/core/redact'
import type { EventFacts } from '@/lib/evidence/event'
import { readLine } from '@/lib/formats/recognise'
import { spreadEnd } from '@/lib/formats/spread'
import { splitRecords } from '@/lib/formats/split-records'
import { redactSaid } from './redact-said'

export const RECOGNISED = ['message', 'email', 'account_id', 'url', 'status', 'code', 'address', 'time'] as const
export type RecognisedKind = (typeof RECOGNISED)[number]

/** One thing read out of a pasted text: what it is, as what it was read, and in which line. */
export type Recognised = { kind: RecognisedKind; value: string; line: number; by: string }

export type Intake = {
  items: Recognised[]
  /** Log lines with what they say, as attempts. */
  events: { line: number; format: string; reason: string; code: string | null; at: string | null }[]
  /** The text without its secrets. */
  text: string
  /** How many secrets were dropped before anything was kept. */
  dropped: number
  /** The environment whose host stands in the text. */
  environment: string | null
  unread: number
}

const MAX_LINES = 500
const MAX_LINE = 4000

// Bounded repetitions keep every pattern linear on any line.
const PATTERNS: readonly [RecognisedKind, RegExp, string][] = [
  ['url', /https?:\/\/[^\s"'<>)\]]{3,500}/gi, 'an address'],
  ['email', /[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/gi, 'an e-mail'],
  ['account_id', /\b(?:usr|user|acct|acc)_[a-z0-9]{4,40}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'an id'],
  ['status', /\b(?:HTTP\/[\d.]{1,3} |status(?: code)?[ :=]{1,3}|error )([45]\d\d)\b|\b(4(?:0[0-9]|1[0-9]|2[0-9]|31|51)|50[0-4])\b(?= [A-Z])|(?:, |\()(40[0-9]|42[29]|50[0-4])(?=[.,;)]|\s*$)/g, 'a status'],
  ['code', /\bAADSTS\d{5,7}\b|\bIDX\d{5}\b|\b(?:invalid_[a-z_]{3,40}|access_denied|login_required|redirect_uri_mismatch|unauthorized_client|user_not_found|account_locked|bad_password)\b/g, 'a code'],
  ['time', /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g, 'a time'],
  ['address', /\b(?:\d{1,3}\.){3}\d{1,3}\b/g, 'an address of a network'],
]
/** A line of a record that is printed over several. */
const PART_OF_JSON = /^\s*(?:[{}[\]]|"[^"]{1,100}"\s*:)/
const QUOTED = /["“„«]([^"”“»]{6,200})["”»]/
const MESSAGE = /\b(?:invalid|incorrect|wrong|expired|denied|locked|too many|not found|failed|forbidden|unauthori[sz]ed|went wrong|blocked|mismatch)\b/i

function readPatterns(text: string, line: number): Recognised[] {
  return PATTERNS.flatMap(([kind, pattern, by]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = (match[1] ?? match[2] ?? match[3] ?? match[0]).replace(/[.,;:]+$/, '')
      return kind === 'address' && isIP(value) === 0 ? [] : [{ kind, value, line, by }]
    }),
  )
}

function fromEvent(facts: EventFacts, line: number, format: string): Recognised[] {
  const items: [RecognisedKind, string | null | undefined][] = [
    ['email', facts.attempted?.includes('@') ? facts.attempted : null],
    ['code', facts.code],
    ['address', facts.ip],
    ['time', facts.at],
    ['status', facts.details.statusCode?.toString()],
    ['message', facts.outcome === 'failure' ? facts.message : null],
  ]
  return items.flatMap(([kind, value]) => (value ? [{ kind, value, line, by: `a ${format} log line` }] : []))
}

/** The words on the screen: a quotation first, else a short line that reads like a refusal. */
function messageOf(lines: readonly { line: number; text: string }[]): Recognised | null {
  for (const { line, text } of lines) {
    const quoted = QUOTED.exec(text)?.[1]
    if (quoted && MESSAGE.test(quoted)) return { kind: 'message', value: quoted.trim(), line, by: 'a quotation' }
  }
  const short = lines.find(({ text }) => text.length < 160 && MESSAGE.test(text))
  return short ? { kind: 'message', value: short.text.trim(), line: short.line, by: 'a line that reads like a refusal' } : null
}

type Read = NonNullable<ReturnType<typeof readLine>>

const eventOf = (line: number, { format, facts }: Read): Intake['events'][number] => ({ line, format, reason: facts.reason, code: facts.code ?? null, at: facts.at })

/** Records that are spread over several lines, as a console or a viewer prints them, with the line in which each begins. */
function spreadRecords(text: string, lines: readonly string[]): { line: number; event: Read }[] {
  const opening = lines.flatMap((content, line) => (/^\s*[{[]/.test(content) && !content.trim().endsWith('}') ? [line] : []))
  if (opening.length === 0) return []
  const oneLine = new Set(lines.filter((content) => content.startsWith('{')).map((content) => content.trim()))
  const records = splitRecords(text).flatMap((record) => ('value' in record && typeof record.value === 'object' && !oneLine.has(JSON.stringify(record.value)) ? [record.value] : []))
  return records.slice(0, MAX_LINES).flatMap((value, index) => {
    const event = readLine(value)
    return event ? [{ line: opening[index] ?? opening.at(-1) ?? 0, event }] : []
  })
}

/** The lines that say something; those of a record that a viewer shows over several count as one. */
function together(lines: readonly string[]): { line: number; content: string }[] {
  const all: { line: number; content: string }[] = []
  for (let line = 0; line < lines.length; ) {
    const end = Math.max(spreadEnd(lines, line), line + 1)
    const content = lines.slice(line, end).join('\n')
    if (content.trim() !== '') all.push({ line, content })
    line = end
  }
  return all
}

function environmentOf(items: readonly Recognised[], environments: readonly { name: string; hosts: readonly string[] }[]): string | null {
  for (const { value } of items.filter(({ kind }) => kind === 'url')) {
    const host = URL.canParse(value) ? new URL(value).hostname : null
    const found = environments.find(({ hosts }) => host !== null && hosts.includes(host))
    if (found) return found.name
  }
  return null
}

/**
 * Reads what can be read out of anything pasted: addresses, identifiers, codes, times, log lines of every known format.
 * Secrets are dropped before anything is looked at. Pure, and linear in the text.
 */
export function readIntake(pasted: string, environments: readonly { name: string; hosts: readonly string[] }[]): Intake {
  const text = redactSaid(pasted)
  const dropped = text.split(REDACTED).length - pasted.split(REDACTED).length
  const lines = text.split(/\r?\n/).slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE))
  const spread = spreadRecords(text, lines)
  const found: Recognised[] = spread.flatMap(({ line, event }) => fromEvent(event.facts, line, event.format))
  const events: Intake['events'] = spread.map(({ line, event }) => eventOf(line, event))
  const said: { line: number; text: string }[] = []
  let unread = 0
  for (const { line, content } of together(lines)) {
    const event = readLine(content)
    const items = event ? fromEvent(event.facts, line, event.format) : readPatterns(content, line)
    if (event) events.push(eventOf(line, event))
    else if (!PART_OF_JSON.test(content)) said.push({ line, text: content })
    if (items.length === 0 && !event) unread += 1
    found.push(...items)
  }
  const message = messageOf(said)
  const items = unique([...(message ? [message] : []), ...found].map((item) => ({ ...item, value: cleanText(item.value, 300) })))
  return { items, events, text, dropped: Math.max(0, dropped), environment: environmentOf(items, environments), unread }
}

function unique(items: readonly Recognised[]): Recognised[] {
  const seen = new Set<string>()
  return items.filter(({ kind, value }) => {
    const key = `${kind}:${value.toLowerCase()}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** What a person wrote of a pasted text: the lines that no program did. */
export function proseOf(text: string): string {
  const lines = together(text.split(/\r?\n/).slice(0, MAX_LINES))
  return lines.flatMap(({ content }) => (PART_OF_JSON.test(content) || readLine(content.slice(0, MAX_LINE)) ? [] : [content])).join('\n')
}

/** The first thing of a kind, to fill a field of the form with. */
export const firstOf = (intake: Intake, kind: RecognisedKind) => intake.items.find((item) => item.kind === kind)?.value ?? ''
