import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Database, Transaction } from '@/lib/db/client'

/** Whom the browser binds a passkey to: the host, and the origin that it must be used from. */
export type RelyingParty = { id: string; origin: string }

const text = z.string().max(20_000)
const shared = { id: text.min(1), rawId: text, type: z.literal('public-key'), clientExtensionResults: z.record(z.string(), z.unknown()), authenticatorAttachment: z.enum(['cross-platform', 'platform']).optional() }
/** What a browser sends back; the library checks what it means. */
const registration = z.object({ ...shared, response: z.object({ clientDataJSON: text, attestationObject: text, transports: z.array(z.string().max(40)).max(10).optional() }) })
const authentication = z.object({ ...shared, response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.optional() }) })

type Person = { id: string; email: string; name: string }
type Bound = { credentialId: string | null; transports: string[] }

const known = (bound: readonly Bound[]) => bound.flatMap(({ credentialId, transports }) => (credentialId ? [{ id: credentialId, transports: transports as AuthenticatorTransport[] }] : []))

/** The passkeys that an agent may use now. */
export const boundPasskeys = (db: Database, agentId: string) =>
  db.prisma.agentFactor.findMany({ where: { agentId, kind: 'passkey', removedAt: null, disabledAt: null }, select: { credentialId: true, transports: true }, take: 20 })

/** What the browser is asked in order to make a passkey. It must check the person (touch, face, PIN): then it is two factors in one. */
export const registrationOptions = (rp: RelyingParty, person: Person, bound: readonly Bound[]) =>
  generateRegistrationOptions({
    rpName: 'Latchkey', rpID: rp.id, userID: new TextEncoder().encode(person.id), userName: person.email, userDisplayName: person.name,
    attestationType: 'none', excludeCredentials: known(bound), authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })

/** What the browser is asked in order to show one of these passkeys. */
export const authenticationOptions = (rp: RelyingParty, bound: readonly Bound[]) =>
  generateAuthenticationOptions({ rpID: rp.id, allowCredentials: known(bound), userVerification: 'required' })

export type NewPasskey = { credentialId: string; publicKey: Uint8Array<ArrayBuffer>; counter: bigint; transports: string[] }

/** The passkey that a browser made for this challenge, or null. */
export async function readRegistration(rp: RelyingParty, challenge: string, given: unknown): Promise<NewPasskey | null> {
  const parsed = registration.safeParse(given)
  if (!parsed.success) return null
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: parsed.data as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: rp.origin, expectedRPID: rp.id, requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }))
  if (!verified || !registrationInfo) return null
  const { id, publicKey, counter, transports } = registrationInfo.credential
  return { credentialId: id, publicKey: new Uint8Array(publicKey), counter: BigInt(counter), transports: [...(transports ?? [])] }
}

/**
 * Checks a browser's answer against the agent's passkeys and moves the signature counter in the same statement. Null when
 * it proves nothing: another challenge, origin, agent or key, no check of the person, or a counter that went backwards.
 */
export async function spendPasskey(tx: Transaction, rp: RelyingParty, agentId: string, challenge: string, given: unknown, now: Date): Promise<string | null> {
  const parsed = authentication.safeParse(given)
  if (!parsed.success) return null
  const factor = await tx.agentFactor.findUnique({ where: { credentialId: parsed.data.id } })
  if (!factor || factor.agentId !== agentId || factor.removedAt || factor.disabledAt || !factor.credentialId || !factor.publicKey) return null
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: parsed.data as AuthenticationResponseJSON, expectedChallenge: challenge, expectedOrigin: rp.origin, expectedRPID: rp.id, requireUserVerification: true,
    credential: { id: factor.credentialId, publicKey: factor.publicKey, counter: Number(factor.counter), transports: factor.transports as AuthenticatorTransport[] },
  }).catch(() => ({ verified: false as const, authenticationInfo: undefined }))
  if (!verified || !authenticationInfo) return null
  const counter = BigInt(authenticationInfo.newCounter)
  const { count } = await tx.agentFactor.updateMany({
    where: { id: factor.id, removedAt: null, counter: counter === 0n ? 0n : { lt: counter } },
    data: { counter, lastUsedAt: now },
  })
  return count === 1 ? factor.id : null
}
