/** A stretch of time as it is said: "2.4 s", "4 min 5 s". Never shorter than its tenth of a second. */
export function stretch(ms: number): string {
  const seconds = Math.max(0.1, Math.round(Math.abs(ms) / 100) / 10)
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`
}

export type Apart = { clock: string; offsetMs: number; known: { against: string; uncertaintyMs: number; attempts: number } | null }

/** "auth-2’s clock is 2.4 s ahead of edge-1’s, ±0.1 s, from 64 attempts". */
export function apartWords({ clock, offsetMs, known }: Apart): string {
  const way = `${stretch(offsetMs)} ${offsetMs > 0 ? 'ahead' : 'behind'}`
  return known ? `${clock}’s clock is ${way}${offsetMs > 0 ? ' of' : ''} ${known.against}’s, ±${stretch(Math.ceil(known.uncertaintyMs / 100) * 100)}, from ${known.attempts} attempts` : `${clock}’s clock is ${way}, by this attempt alone`
}
