const DAY_MS = 86_400_000
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })

/** Days for which a contact must have been on file: an attacker who changed it is out of patience by then (Mandiant on UNC3944, 2025: a registered number; the days are ours). */
export const CONTACT_DAYS = 30
/** An address may be younger, yet not one that was changed in the window in which takeovers happen. */
export const ADDRESS_HOURS = 72

export const olderThan = (since: Date, now: Date, ms: number) => now.getTime() - since.getTime() >= ms
export const days = (count: number) => count * DAY_MS

/** "since 2021", or "since 3 Nov 2026" for what is younger than a year. */
export function sinceWords(since: Date, now: Date): string {
  if (olderThan(since, now, days(365))) return `on file since ${since.getUTCFullYear()}`
  return `on file since ${since.getUTCDate()} ${MONTH.format(since)} ${since.getUTCFullYear()}`
}
