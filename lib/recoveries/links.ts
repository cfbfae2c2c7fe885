import { z } from 'zod'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { idAt } from '@/lib/core/ids'
import { maskEmail } from '@/lib/core/mask'
import type { Transaction } from '@/lib/db/client'
import type { Effect } from './define'
import type { RecordState } from './state'
import { DAY_MS, HOUR_MS, LINKS_AN_HOUR, LINK_HOURS } from './words'

export type Purpose = 'reset' | 'verify'

/** One mailbox and nothing else: no list, no quoted part, no line end. */
const mailbox = z.email().max(320)
const page = z.url({ protocol: /^https?$/ })

const open = (state: RecordState, purpose: Purpose) => state.links.filter((link) => link.purpose === purpose && !link.usedAt && !link.revokedAt && link.expiresAt > state.now)

/** Why no link can be sent, or null. */
export function linkRefusal(state: RecordState, purpose: Purpose): string | null {
  const { account, directory, links, now } = state
  const target = purpose === 'reset' ? directory.resetUrl : directory.verifyUrl
  if (account.deletedAt) return 'The account is deleted'
  if (!page.safeParse(target).success) return `No ${purpose === 'reset' ? 'reset' : 'verification'} page is set for this directory`
  if (!mailbox.safeParse(account.email).success) return 'The address on file cannot be used'
  const recent = links.filter((link) => link.purpose === purpose && link.createdAt.getTime() > now.getTime() - HOUR_MS)
  return recent.length >= LINKS_AN_HOUR ? `${LINKS_AN_HOUR} links went out within the hour` : null
}

/** What sending a link changes, in words. */
export function linkEffects(state: RecordState, purpose: Purpose): Effect[] {
  const count = open(state, purpose).length
  const before = count === 0 ? 'none open' : `${count} open`
  return [
    { label: purpose === 'reset' ? 'Reset link' : 'Verification link', before, after: `one new, valid ${LINK_HOURS} h${count ? ', older ones dead' : ''}` },
    { label: 'Goes to', before: '–', after: `${maskEmail(state.account.email)}, on file` },
  ]
}

export const linkDepends = (state: RecordState, purpose: Purpose) => open(state, purpose).map(({ id }) => id)

/** Ends the older links of this purpose and makes one. Returns its address: it goes into the message and nowhere else. */
export async function makeLink(tx: Transaction, state: RecordState, purpose: Purpose): Promise<string> {
  const { account, directory, now } = state
  const secret = newSecret()
  const url = new URL((purpose === 'reset' ? directory.resetUrl : directory.verifyUrl) ?? '')
  url.searchParams.set('token', secret)
  await tx.linkToken.updateMany({ where: { accountId: account.id, purpose, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
  await tx.linkToken.create({
    data: { id: idAt(now.getTime()), accountId: account.id, purpose, tokenHash: hashSecret(secret), createdAt: now, expiresAt: new Date(now.getTime() + (LINK_HOURS / 24) * DAY_MS) },
  })
  return url.href
}
