import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown } from './define'
import { failures, logSource } from './look'

const VERIFY_KEY = /(hash|password|pwd)[._-]?.*verif|verif.*(hash|password)|password_hash(ers|_verify)|hashers/i

/** The algorithms that the running version says it verifies, from configuration or from the log. */
function verifiers(evidence: Evidence): { list: string[]; source: string; by: string } | null {
  const logged = failures(evidence).findLast(({ details }) => details.verifiers !== undefined)
  if (logged?.details.verifiers) return { list: logged.details.verifiers, source: logSource(logged), by: [logged.service, logged.version].filter(Boolean).join(' ') || 'The service' }
  const index = evidence.config.findIndex(({ key, value, environment }) => VERIFY_KEY.test(key) && value !== null && (environment === null || evidence.environment === null || environment === evidence.environment))
  const entry = evidence.config[index]
  if (!entry?.value) return null
  return { list: entry.value.split(/[\s,;]+/).filter(Boolean), source: `config[${index}]`, by: entry.service ?? 'The service' }
}

/** The record's hash against what the running version can read. */
export const hashUnreadable = defineSign({
  id: 'hash-unreadable',
  says: 'The running version cannot verify the kind of hash that the record holds.',
  ask: 'Which hash algorithms does the running version verify?',
  step: 'changes',
  or: ['detail.verifiers', 'config'],
  look: (evidence) => {
    const algorithm = evidence.account?.passwordHashAlgorithm ?? failures(evidence).findLast(({ details }) => details.hashAlgorithm)?.details.hashAlgorithm
    const known = verifiers(evidence)
    if (!algorithm || !known) return unknown
    const reads = known.list.some((name) => name.toLowerCase() === algorithm.toLowerCase())
    return reads
      ? absent(`The hash is ${algorithm}; ${known.by} verifies ${known.list.join(', ')}.`, known.source)
      : present(`The hash is ${algorithm}; ${known.by} verifies only ${known.list.join(', ')}.`, known.source)
  },
})

export const noVerifierFired = defineSign({
  id: 'log-no-verifier',
  says: 'The rule that refused had no verifier for the hash; the password was never compared.',
  ask: 'Which rule refused the attempt?',
  step: 'logs',
  or: ['rule', 'reason.no_verifier'],
  look: (evidence) => {
    const hit = failures(evidence).findLast(({ rule, reason }) => reason === 'no_verifier' || /no[_-]?verifier|hash[_-]?(unknown|unsupported)/.test(rule ?? ''))
    if (hit) return present('The rule that fired had no verifier for the hash.', logSource(hit))
    const other = failures(evidence).findLast(({ rule }) => rule)
    return other ? absent(`The rule that fired was ${other.rule}.`, logSource(other)) : unknown
  },
})
