/** What those share who fail in the same way: where, for which reason, by which rule, at which provider. */
export type Signature = { environment: string; reason: string; rule: string | null; provider: string | null }

/** A signature as one text: what ties tickets and patterns together. */
export const signatureOf = ({ environment, reason, rule, provider }: Signature) => [environment, reason, rule ?? '', provider ?? ''].join('|')

/** A signature in words, as a heading of what many fail with. */
export const signatureWords = ({ environment, reason, rule, provider }: Signature) => [environment, reason.replaceAll('_', ' '), rule?.replaceAll('_', ' '), provider].filter(Boolean).join(', ')

/**
 * The condition for events of a signature, with the parameters $1 to $4 in the order of `signatureValues`. A failure of no
 * provider stands for all of them.
 */
export const sameSignature = ({ rule }: Pick<Signature, 'rule'>) =>
  // Said in two ways, because an index knows no IS NOT DISTINCT FROM.
  `environment = $1 AND reason = $2 AND outcome = 'failure' AND ${rule === null ? 'rule IS NULL AND $3::text IS NULL' : 'rule = $3'} AND ($4::text IS NULL OR provider = $4)`
export const signatureValues = ({ environment, reason, rule, provider }: Signature) => [environment, reason, rule, provider]
