import type { ChangeKind } from '@/lib/evidence/vocabulary'

type Step = { id: string; at: Date; kind: ChangeKind; from: string | null; to: string | null; summary: string; keys: readonly string[] }

export type Advice = {
  title: string
  /** What speaks for and against, one sentence each. */
  points: string[]
  /** What the service would go back to, where it is known. */
  previous: string | null
}

const named = ({ kind, to, summary }: Step) => `${kind.replace('_', ' ')} ${to ?? `“${summary}”`}`
const list = (steps: readonly Step[]) => steps.slice(0, 3).map(named).join(', ') + (steps.length > 3 ? ` and ${steps.length - 3} more` : '')

/**
 * What going back would mean, in words: to which version, what came later and would go with it or be left without its
 * ground, and what going back cannot undo. Only advice: the console rolls nothing back. `before` and `later` are changes
 * of the same service and environment, the nearest first. Pure.
 */
export function rollBackAdvice(change: Step, before: readonly Step[], later: readonly Step[]): Advice {
  const previous = change.from ?? before.find(({ kind, to }) => to !== null && (kind === 'deploy' || kind === 'rollback'))?.to ?? null
  const deploys = change.kind === 'deploy' || change.kind === 'rollback'
  const undone = later.find(({ kind, to }) => kind === 'rollback' && deploys && to !== null && to === previous)
  if (undone) return { title: `It was rolled back to ${previous} already`, points: [], previous }
  const points: string[] = []
  const above = later.filter(({ kind }) => deploys && (kind === 'deploy' || kind === 'rollback'))
  const shared = later.filter((one) => !above.includes(one) && one.keys.some((key) => change.keys.includes(key)))
  const migrations = later.filter(({ kind }) => kind === 'migration')
  if (above.length) points.push(`Later versions run on top of it: ${list(above)}. Going back takes them away as well.`)
  if (shared.length) points.push(`Changed again since: ${list(shared)}. It touches the same settings; look at them first.`)
  if (migrations.length) points.push(`Since then the data was migrated: ${list(migrations)}. An older version may not read it.`)
  if (change.kind === 'migration') points.push('A migration of data is rarely undone by going back. Plan a repair forward.')
  if (change.kind === 'key_rotation' || change.kind === 'certificate') points.push('What was signed or trusted since then would be refused once the old key is back. Trust both for a while instead.')
  if (change.kind === 'rollback') points.push('It went back itself: going forward again brings back what it was meant to undo.')
  if (points.length === 0) points.push('No later change of this service in this environment depends on it, as far as the sources tell.')
  return { title: titleOf(change, previous, deploys, above.length + shared.length + migrations.length > 0), points, previous }
}

function titleOf({ kind, keys }: Step, previous: string | null, deploys: boolean, depended: boolean): string {
  const to = deploys ? (previous ? `to ${previous}` : 'to the version before, which no source told') : keys.length ? 'to the settings before' : 'to the state before'
  if (kind === 'migration') return 'Roll forward rather than back'
  if (kind === 'rollback') return `Going forward again would lead ${to}`
  return depended ? `Going back ${to} would touch what came later` : `Going back would lead ${to}`
}
