import { around, AROUND, USUAL, usualEffects, type Usual } from './around'
import { benjaminiHochberg, LEVEL } from './compare-rates'
import { HOUR, type Hours } from './hours'
import type { EffectItem } from './schema'

type About = { id: string; at: Date; environment: string; service: string }

/**
 * What followed each change of a list: the reason that rose most surely, else all reasons. What is as good as the best of
 * one change is adjusted once more for all changes looked at. From whole hours: the hour of a change is left out. Changes
 * that lie before the counts, which reach back nine days further than the list, are not among them. Pure.
 */
export function effectOfEach(hours: Hours, changes: readonly About[], now: Date): Map<string, EffectItem> {
  const usual = new Map<string, Usual>()
  const first = hours.start + AROUND * HOUR
  const found = changes
    .filter(({ at }) => at.getTime() >= first && at <= now)
    .map((change) => {
      const known = usual.get(change.environment) ?? usualEffects(hours.series.filter(({ environment }) => environment === change.environment), 0, USUAL)
      usual.set(change.environment, known)
      const { all, reasons } = around(hours, change, now, null, known)
      const rise = reasons.find(({ finding }) => finding === 'rise')
      return { id: change.id, item: rise ?? all, p: rise?.p ?? reasons[0]?.p ?? 1 }
    })
  const adjusted = benjaminiHochberg(found.map(({ p }) => p))
  return new Map(
    found.map(({ id, item }, index) => {
      const p = adjusted[index] ?? 1
      if (item.finding !== 'rise') return [id, item]
      return [id, { ...item, p, finding: p <= LEVEL ? 'rise' : 'chance' }]
    }),
  )
}
