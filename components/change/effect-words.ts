import { percent } from '@/components/ui/probability'
import { number } from '@/lib/core/number'
import type { EffectItem, ReviewState } from '@/lib/services/changes/schema'

/** "1 in 40,000": the chance in words, to one figure. */
export function oneIn(p: number): string {
  if (p <= 1e-6) return 'under 1 in a million'
  const times = 1 / p
  const power = 10 ** Math.floor(Math.log10(times))
  return `1 in ${number(Math.floor(times / power) * power)}`
}

/** "13 times", "1.4 times", "from none". */
export function times({ ratio }: Pick<EffectItem, 'ratio'>): string {
  if (ratio === null) return 'none on either side'
  if (!Number.isFinite(ratio)) return 'from none'
  return `${ratio >= 10 ? number(Math.round(ratio)) : ratio.toFixed(1)} times`
}

/** What the test says, in a few words. */
export function effectWords(effect: EffectItem): string {
  if (effect.finding === 'few') return effect.by === 'sign-ins' ? `Too few to tell: ${number(effect.after.signIns)} ${effect.after.signIns === 1 ? 'sign-in' : 'sign-ins'} since` : 'Too few to tell'
  if (effect.finding === 'chance') return 'Within chance'
  const words = times(effect)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}, not chance: ${oneIn(effect.p)}`
}

/** "8.2 to 21", the 95% interval of the ratio. */
export function interval({ interval: given, ratio }: Pick<EffectItem, 'interval' | 'ratio'>): string {
  if (ratio === null || given === null) return '–'
  const one = (value: number) => (value >= 10 ? number(Math.round(value)) : value.toFixed(1))
  return Number.isFinite(given.high) ? `${one(given.low)} to ${one(given.high)}` : `${one(given.low)} or more`
}

/** A share of sign-ins that failed: "1.2%", "100%". */
export function shareOf({ failures, signIns }: EffectItem['before']): string {
  const share = signIns ? failures / signIns : 0
  return share > 0 && share < 0.095 && share >= 0.001 ? `${(share * 100).toFixed(1)}%` : percent(share)
}

export const REVIEW_WORDS: Readonly<Record<ReviewState | 'open', string>> = { open: 'To review', reviewed: 'Reviewed', suspect: 'Suspect', cleared: 'Cleared' }

/** What is said of a trait: a rise sets those apart who have it only where the others fail less. */
export function traitWords(item: EffectItem & { apart: boolean }): string {
  if (item.finding === 'few') return 'Too few to tell'
  if (item.finding === 'chance' && !item.apart && item.after.failures * item.before.signIns > 2 * item.before.failures * item.after.signIns) return 'As for those without it'
  if (item.finding === 'rise' && item.before.signIns === 0) return `Not seen before, not chance: ${oneIn(item.p)}`
  return effectWords(item)
}
