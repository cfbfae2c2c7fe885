import { maskIp } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/text'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** NIST SP 800-63B-4, 4.2.1.2: a recovery link sent by e-mail is valid for 24 hours at most. */
export const LINK_HOURS = 24
/** Links of one purpose to one person within an hour: enough for a lost mail, too few to flood a mailbox. */
export const LINKS_AN_HOUR = 3
/** NIST SP 800-63B-4, 3.2.2: after 100 failures in a row the password is disabled and must be bound anew; no unlock. */
export const HARD_LIMIT = 100
/** How long a bypass code works, once: enough to sign in and enrol another factor (Entra's temporary pass lasts 10 minutes to 30 days). */
export const BYPASS_MINUTES = 60
/** How long a re-enabled account whose validity had ended stays valid. */
export const REVIVED_DAYS = 7

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "24 Nov 2026, 09:34:31 UTC": the same words whoever reads, so that a preview can be compared. */
export function when(time: Date): string {
  const clock = time.toISOString().slice(11, 19)
  return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}, ${clock} UTC`
}

/** The end of the day that lies `days` ahead, in UTC: it does not move between preview and execution. */
export function endOfDay(now: Date, days: number): Date {
  const day = new Date(now.getTime() + days * DAY_MS)
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 23, 59, 59))
}

/** The address or range of a block: a single address loses its last part, a range is nobody's own. */
export const blockAddress = (address: string) => (/\/(?!32$|128$)\d+$/.test(address) ? address : maskIp(address.replace(/\/\d+$/, '')))

export const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

/** A text of the record inside a sentence: one line, bounded. */
export const quote = (text: string, max = 80) => cleanText(text, max)
