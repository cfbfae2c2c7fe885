import { REASONS, type Reason } from '@/lib/evidence/vocabulary'
import { absent, defineSign, present, unknown, type Sign } from './define'
import { explained, hasReason, logSource } from './look'

const WORDS = new Map<Reason, string>(REASONS.map((reason) => [reason, reason.replaceAll('_', ' ')]))
const reasonWords = (reason: Reason) => WORDS.get(reason) ?? reason
const made = new Map<string, Sign>()

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
    look: (evidence) => {
      const events = explained(evidence)
      const hits = events.filter((event) => hasReason(event, reasons))
      const last = hits.at(-1)
      if (last) return present(`The log says ${reasonWords(last.reason)}${last.code && last.code !== last.reason ? ` (${last.code})` : ''}, ${hits.length} of ${events.length} failures.`, logSource(last))
      const other = events.at(-1)
      return other ? absent(`The log says ${reasonWords(other.reason)} instead.`, logSource(other)) : unknown
    },
  })
  made.set(id, sign)
  return sign
}
