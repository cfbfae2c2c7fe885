const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span of milliseconds in words: "18 min", "1 h 12", "3 days". */
export function span(ms: number): string {
  const length = Math.abs(ms)
  if (length < MINUTE) return `${Math.round(length / 1000)} s`
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`
  if (length < DAY) {
    const minutes = Math.floor((length % HOUR) / MINUTE)
    return minutes ? `${Math.floor(length / HOUR)} h ${String(minutes).padStart(2, '0')}` : `${Math.floor(length / HOUR)} h`
  }
  const days = Math.floor(length / DAY)
  return days === 1 ? '1 day' : `${days} days`
}

/** Where a time lies from now: "in 18 min", "3 days ago". */
export function distance(at: string | Date, now: string | Date): string {
  const ms = new Date(at).getTime() - new Date(now).getTime()
  return ms >= 0 ? `in ${span(ms)}` : `${span(ms)} ago`
}
