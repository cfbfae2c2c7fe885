import { REASONS, type Reason } from '@/lib/evidence/vocabulary'
import { absent, defineSign, present, unknown, type Sign } from './define'
import { explained, logSource, once, type SeenEvent } from './look'

const WORDS = new Map<Reason, string>(REASONS.map((reason) => [reason, reason.replaceAll('_', ' ')]))
const reasonWords = (reason: Reason) => WORDS.get(reason) ?? reason
const made = new Map<string, Sign>()

/** How often a reason is given, and where last. */
type Given = { count: number; at: number; event: SeenEvent }

/** The reasons of the explained failures, counted once for all the signs that look for one. */
const reasonsIn = once((evidence): ReadonlyMap<Reason, Given> => {
  const given = new Map<Reason, Given>()
  explained(evidence).forEach((event, at) => given.set(event.reason, { count: (given.get(event.reason)?.count ?? 0) + 1, at, event }))
  return given
})

/** What every reason that is not given answers with. */
const otherReason = once((evidence) => {
  const last = explained(evidence).at(-1)
  return last ? absent(`The log says ${reasonWords(last.reason)} instead.`, logSource(last)) : unknown
})

/**
 * The log gives one of these reasons for a failure. The same reasons give the same sign, so that causes which share
 * them weigh one and the same finding.
 */
export function reasonIs(...reasons: Reason[]): Sign {
  const id = `reason-${reasons.join('-or-').replaceAll('_', '-')}`
  const known = made.get(id)
  if (known) return known
  const words = reasons.map(reasonWords).join(' or ')
  const sign = defineSign({
    id,
    says: `The log gives the reason “${words}”.`,
    ask: `Does the log say “${words}”?`,
    step: 'logs',
    needs: ['events'],
    unless: { parts: reasons.map((reason) => `reason.${reason}` as const), answer: otherReason },
    look: (evidence) => {
      const given = reasonsIn(evidence)
      if (!reasons.some((reason) => given.has(reason))) return otherReason(evidence)
      const hits = reasons.flatMap((reason) => given.get(reason) ?? [])
      const last = hits.reduce<Given | null>((latest, one) => (latest === null || one.at > latest.at ? one : latest), null)?.event
      const count = hits.reduce((sum, one) => sum + one.count, 0)
      return last ? present(`The log says ${reasonWords(last.reason)}${last.code && last.code !== last.reason ? ` (${last.code})` : ''}, ${count} of ${explained(evidence).length} failures.`, logSource(last)) : unknown
    },
  })
  made.set(id, sign)
  return sign
}
