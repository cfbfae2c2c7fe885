import { randomBytes } from 'node:crypto'
import { hashSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'

const COUNT = 10
/** 120 bits: above the 112 from which OWASP ASVS 5.0, 6.5.2 asks for no password hash; NIST SP 800-63B-4, 4.2.1.1 asks for 64. */
const BYTES = 15
/** Crockford's base32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function newCode(): string {
  const bits = [...randomBytes(BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('')
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** The code as it is hashed: case, blanks and hyphens do not count, and letters that look like digits are read as such. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(letters) ? letters : null
}

const hashOf = (code: string) => hashSecret(`recovery:${code.replaceAll('-', '')}`)

/** Makes a new set of ten and ends every older one. Returned this once; the rows hold hashes. */
export async function replaceRecoveryCodes(tx: Transaction, agentId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode)
  await revokeRecoveryCodes(tx, agentId, now)
  await tx.agentRecoveryCode.createMany({ data: codes.map((code) => ({ id: newId(), agentId, codeHash: hashOf(code), createdAt: now })) })
  return codes
}

export const revokeRecoveryCodes = (tx: Transaction, agentId: string, now: Date) =>
  tx.agentRecoveryCode.updateMany({ where: { agentId, usedAt: null, revokedAt: null }, data: { revokedAt: now } })

/** Spends a code: true for one of any number of parallel tries. */
export async function spendRecoveryCode(tx: Transaction, agentId: string, code: string, now: Date): Promise<boolean> {
  const { count } = await tx.agentRecoveryCode.updateMany({ where: { agentId, codeHash: hashOf(code), usedAt: null, revokedAt: null }, data: { usedAt: now } })
  return count === 1
}
