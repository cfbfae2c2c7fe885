import { causes } from '@/lib/causes'
import type { Verdict } from '@/lib/evidence/verdict'
import type { FrozenEvidence } from '../approvals/schema'

/** Lines that are kept with a request: the heaviest, for and against. */
const KEPT_LINES = 5

/** Where the evidence points, in short: a second person decides by what was there when it was asked for. */
export function evidenceOf({ bucket, cause, confidence, evidence }: Verdict): FrozenEvidence {
  const lines = [...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const title = causes.find(({ slug }) => slug === cause)?.title ?? null
  return { cause: title, confidence, bucket, of: lines.length, lines: lines.slice(0, KEPT_LINES).map(({ weight, because, source }) => ({ weight, text: because, step: source })) }
}
