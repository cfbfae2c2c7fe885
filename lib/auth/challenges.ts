import { z } from 'zod'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import type { Database, Transaction } from '@/lib/db/client'
import { seal, unseal } from './seal'

/** A challenge is answered at once or never: NIST SP 800-63B-4, 3.1.3.2 allows 10 minutes. */
export const CHALLENGE_SECONDS = 10 * 60
/** How long spent and expired ones are kept. */
const KEEP_MS = 24 * 60 * 60 * 1000

export type Purpose = 'passkey_enrol' | 'passkey_sign_in' | 'passkey_step_up' | 'sso'
/** Who alone may answer: a session, or the browser that holds a secret. */
type Owner = { agentId: string; sessionId: string } | { agentId: null; sessionId: null }

/** Puts a question that may be answered once within ten minutes. Returns its id and a secret for a browser without a session. */
export async function openChallenge(db: Database, purpose: Purpose, owner: Owner, value: string, now: Date): Promise<{ id: string; secret: string }> {
  const [id, secret] = [newId(), newSecret()]
  await db.prisma.signInChallenge.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - KEEP_MS) } } })
  await db.prisma.signInChallenge.create({
    data: {
      id, purpose, ...owner, tokenHash: owner.sessionId ? null : hashSecret(secret), sealed: seal(`${purpose}:${id}`, value),
      createdAt: now, expiresAt: new Date(now.getTime() + CHALLENGE_SECONDS * 1000),
    },
  })
  return { id, secret }
}

type Claim = { purpose: Purpose; now: Date } & ({ id: string; sessionId: string } | { secret: string })

/** Takes the question back for its answer: its value once, null for whoever comes second, too late, or is somebody else. */
export async function takeChallenge(db: Database | { prisma: Transaction }, claim: Claim): Promise<string | null> {
  const { purpose, now } = claim
  if ('id' in claim && !z.uuid().safeParse(claim.id).success) return null
  const whose = 'secret' in claim ? { tokenHash: hashSecret(claim.secret) } : { id: claim.id, sessionId: claim.sessionId }
  const [row] = await db.prisma.signInChallenge.updateManyAndReturn({
    where: { ...whose, purpose, spentAt: null, expiresAt: { gt: now } },
    data: { spentAt: now },
    select: { id: true, sealed: true },
  })
  return row ? unseal(`${purpose}:${row.id}`, row.sealed) : null
}
