import { maskIdentifier } from '@/lib/core/mask'
import type { ServiceContext } from '../context'
import { findCrowds, sameness } from './find-crowds'
import { LEAST } from './figures'
import { raiseAlert } from './raise-alert'
import { failingEnvironments, readKnown, readTries } from './read-tries'

const MINUTE = 60_000

/**
 * Looks at the tries of the last minutes and raises an alert for each crowd of failures that is an attack, or a fault that
 * looks like one. Ten minutes show what is loud, an hour what is patient. Reads nothing but the rollup where little fails.
 * Returns how many alerts are new.
 */
export async function detectAttacks(ctx: ServiceContext, minutes: number): Promise<number> {
  const { db, now } = ctx
  const from = new Date(now.getTime() - minutes * MINUTE)
  let raised = 0
  for (const environment of await failingEnvironments(db, from, LEAST.name)) {
    const tries = await readTries(db, environment, from, now)
    const known = await readKnown(db, environment, tries, from, now)
    for (const crowd of findCrowds(tries, known)) {
      const { group, figures, reading } = crowd
      const accountId = group.scope === 'name' && group.tries[0]?.account ? group.subject : null
      const subject = group.scope === 'name' ? maskedName(group.subject, accountId) : group.subject
      if (await raiseAlert(ctx, { sameness: sameness(crowd, environment), kind: reading.kind, environment, subject, accountId, figures, because: reading.because })) raised += 1
    }
  }
  return raised
}

/** An account is named by its id, beside the alert; of a name that belongs to nobody only the mask is kept. */
const maskedName = (name: string | null, accountId: string | null) => (name === null || accountId !== null ? null : maskIdentifier(name))
