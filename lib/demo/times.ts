export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** Days of history that the demo holds. */
export const HISTORY_DAYS = 45

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Weekday (0 = Sunday) and minute of the day in London, where the company sits. */
export function inLondon(ms: number): { weekday: number; minute: number } {
  const parts = Object.fromEntries(london.formatToParts(ms).map((part) => [part.type, part.value]))
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(parts.weekday ?? '')
  return { weekday, minute: Number(parts.hour) * 60 + Number(parts.minute) }
}

/** The latest time at `minute` of a day in London that lies at least `ago` ms before `now`, on `weekday` where given. */
export function lastAt(now: number, minute: number, ago: number, weekday?: number): number {
  const latest = Math.floor((now - ago) / MINUTE) * MINUTE
  for (let days = 0; days < 9; days++) {
    const there = inLondon(latest - days * DAY)
    // Summer time may move the guess by an hour: settle it with a second look.
    let at = latest - days * DAY - (there.minute - minute) * MINUTE
    at -= (inLondon(at).minute - minute) * MINUTE
    if (at <= latest && (weekday === undefined || inLondon(at).weekday === weekday)) return at
  }
  throw new Error('No such time within nine days.')
}

/** The Monday 09:00 at which the wave began: an hour or more ago, so that it always has people in it. */
export const waveStart = (now: number) => lastAt(now, 9 * 60, HOUR, 1)

export const iso = (ms: number) => new Date(ms).toISOString()
