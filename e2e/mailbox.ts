import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'

const FOLDER = path.join('test-results', `mail-${process.env.E2E_PORT ?? 4790}`)

const decode = (raw: string) =>
  Buffer.from(raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8')

const received = () =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as { to: string[]; raw: string })

/** The messages that the mail server of the journeys took, the oldest first. */
export const allMails = (): string[] => received().map(({ raw }) => decode(raw))

/** Those for one address. */
export const mailsTo = (address: string): string[] => received().filter(({ to }) => to.includes(address)).map(({ raw }) => decode(raw))

/** Waits for a message to an address that fits, and returns its text. */
export async function mailTo(address: string, words: RegExp): Promise<string> {
  await expect.poll(() => mailsTo(address).filter((mail) => words.test(mail)).length, { timeout: 20_000 }).toBeGreaterThan(0)
  return mailsTo(address).findLast((mail) => words.test(mail)) ?? ''
}
