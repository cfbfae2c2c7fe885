import { rememberLast } from '@/lib/core/remember-last'
import { findWithin } from './codes/code'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { readRow, rowOf, type Hit, type Row } from './rows'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Hop } from '@/lib/evidence/vocabulary'
import type { Code, Line } from './define'

/** How a system that writes sentences is read. */
export type Sentences = {
  hop: Hop
  /** Sentences with values in them; they are looked for first. */
  rows?: readonly Row[]
  /** Sentences word for word; the longest that the line holds counts. */
  table?: Readonly<Record<string, Code>>
  /** Sentences of the table that any system might write: they count only where `mark` stands in the line as well. */
  common?: ReadonlySet<string>
  /** Words that show whose line it is. Without `common` every sentence counts by itself. */
  mark?: RegExp
  /** Every sentence needs the mark. */
  always?: boolean
}

const MESSAGE_MAX = 1_000

/** One for all, so that its order is known once. */
const NO_TABLE: Readonly<Record<string, Code>> = {}
const isMarked = (mark: RegExp | undefined, { text }: Line) => mark?.test(text) ?? false

function hitOf({ rows = [], table = NO_TABLE, common, mark, always = false }: Sentences, line: Line): { text: string; hit: Hit } | null {
  if (isRecord(line)) return null
  const text = spokenText(line)
  if (always && !isMarked(mark, line)) return null
  const hit = rowOf(rows, text)
  if (hit) return { text, hit }
  const found = findWithin(table, text, (key) => !common?.has(key) || isMarked(mark, line))
  return found && { text, hit: { row: { says: /(?:)/, reason: found.code.reason, code: found.key, outcome: OUTCOMES[found.code.reason] ?? 'failure' }, groups: {} } }
}

const OUTCOMES: Partial<Record<string, 'success' | 'info' | 'challenge'>> = { success: 'success', interrupt: 'info', mfa_required: 'challenge' }

/** `recognise` and `read` of a format whose lines are known by their sentences. */
export function bySentences(sentences: Sentences): { recognise: (line: Line) => boolean; read: (line: Line) => EventFactsInput } {
  // A line that is recognised is read next: what was found is kept for that long.
  const find = rememberLast((line: Line) => hitOf(sentences, line))
  return {
    recognise: (line) => find(line) !== null,
    read: (line) => {
      const known = { ...envelopeOf(line), hop: sentences.hop }
      const found = find(line)
      return found ? { ...readRow(found.hit, known), message: found.text.slice(0, MESSAGE_MAX) } : known
    },
  }
}
