import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { idAt } from '@/lib/core/ids'
import { maskEmail } from '@/lib/core/mask'
import type { Transaction } from '@/lib/db/client'
import type { Effect } from './define'
import type { RecordState } from './state'
import { DAY_MS, HOUR_MS, LINKS_AN_HOUR, LINK_HOURS } from './words'

export type Purpose = 'reset' | 'verify' | 'bypass'

/** One mailbox and nothing else: no list, no quoted part, no line end. */
const mailbox = z.email().max(320)
const page = z.url({ protocol: /^https?$/ })

/** Links and codes of a purpose that still work. */
export const openLinks = (state: RecordState, purpose: Purpose) => state.links.filter((link) => link.purpose === purpose && !link.usedAt && !link.revokedAt && link.expiresAt > state.now)

/** Why no link can be sent, or null. */
export function linkRefusal(state: RecordState, purpose: Purpose): string | null {
  const { account, directory, links, now } = state
  const target = purpose === 'reset' ? directory.resetUrl : directory.verifyUrl
  if (account.deletedAt) return 'The account is deleted'
  if (purpose !== 'bypass' && !page.safeParse(target).success) return `No ${purpose === 'reset' ? 'reset' : 'verification'} page is set for this directory`
  if (!mailbox.safeParse(account.email).success) return 'The address on file cannot be used'
  const recent = links.filter((link) => link.purpose === purpose && link.createdAt.getTime() > now.getTime() - HOUR_MS)
  return recent.length >= LINKS_AN_HOUR ? `${LINKS_AN_HOUR} links went out within the hour` : null
}

/** What sending a link changes, in words. */
export function linkEffects(state: RecordState, purpose: Purpose): Effect[] {
  const count = openLinks(state, purpose).length
  const before = count === 0 ? 'none open' : `${count} open`
  return [
    { label: purpose === 'reset' ? 'Reset link' : 'Verification link', before, after: `one new, valid ${LINK_HOURS} h${count ? ', older ones dead' : ''}` },
    { label: 'Goes to', before: '–', after: `${maskEmail(state.account.email)}, on file` },
  ]
}

export const linkDepends = (state: RecordState, purpose: Purpose) => openLinks(state, purpose).map(({ id }) => id)

/** Ends the older links of this purpose and makes one. Returns its address: it goes into the message and nowhere else. */
export async function makeLink(tx: Transaction, state: RecordState, purpose: Exclude<Purpose, 'bypass'>): Promise<string> {
  const secret = newSecret()
  const url = new URL((purpose === 'reset' ? state.directory.resetUrl : state.directory.verifyUrl) ?? '')
  url.searchParams.set('token', secret)
  await replaceToken(tx, state, purpose, hashSecret(secret), (LINK_HOURS / 24) * DAY_MS)
  return url.href
}

/** Letters and digits that nobody confuses when reading them off a page: 32 of them, 5 bits each. */
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** 80 bits: NIST SP 800-63B-4, 4.2.1.1 asks for 64 and more. */
const CODE_LENGTH = 16

/** A code to type, in groups of four. Older ones of the purpose end. It goes into the message and nowhere else. */
export async function makeCode(tx: Transaction, state: RecordState, purpose: 'bypass', minutes: number): Promise<string> {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
  await replaceToken(tx, state, purpose, hashSecret(letters), minutes * 60_000)
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

async function replaceToken(tx: Transaction, { account, now }: RecordState, purpose: Purpose, tokenHash: string, validMs: number): Promise<void> {
  await tx.linkToken.updateMany({ where: { accountId: account.id, purpose, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
  await tx.linkToken.create({ data: { id: idAt(now.getTime()), accountId: account.id, purpose, tokenHash, createdAt: now, expiresAt: new Date(now.getTime() + validMs) }, select: { id: true } })
}
