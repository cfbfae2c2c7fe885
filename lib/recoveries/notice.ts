import { quote, when } from './words'
import type { Message } from './define'
import type { RecordState } from './state'

const WARNING = 'If you did not ask for this, tell our support at once and do not answer anybody who calls you about it. We never ask for your password or a code.'

/** A message to the person about what was done. Its subject is fixed text; nothing in it was typed by anybody but the record. */
export function tell(state: RecordState, kind: Message['kind'], subject: string, lines: readonly string[]): Message {
  const body = [`Hello ${quote(state.account.name)},`, ...lines, `This was done on ${when(state.now)}.`, WARNING].join('\n\n')
  return { kind, subject, body }
}
