import { hkdfSync } from 'node:crypto'
import { seal as sealUnder, unseal as unsealUnder } from '@/lib/core/seal'
import { consoleSecret } from './secret'

const PURPOSE = 'sign-in'

/**
 * Encrypts a text under the console's secret for one use, such as `totp:<agent>:<factor>`. It opens for no other, so a value
 * that is copied from row to row in the database is worth nothing.
 */
export const seal = (use: string, text: string): string => sealUnder(consoleSecret(), PURPOSE, use, text)

/** What was sealed for this use, or null: another use, another secret of the console, or changed bytes. */
export const unseal = (use: string, sealed: string): string | null => unsealUnder(consoleSecret(), PURPOSE, use, sealed)

/** Bytes that follow from the console's secret and a use alone: the same again tomorrow, unknown to everybody else. */
export const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', consoleSecret(), 'latchkey', `derive:${use}`, bytes))
