/** The cause that most of the tickets were given, and the best confidence in it. */
export function leadingCause(tickets: readonly { cause: string | null; confidence: number | null }[]): { slug: string; confidence: number } | null {
  const best = new Map<string, { count: number; confidence: number }>()
  for (const { cause, confidence } of tickets) {
    if (!cause || confidence === null) continue
    const known = best.get(cause) ?? { count: 0, confidence: 0 }
    best.set(cause, { count: known.count + 1, confidence: Math.max(known.confidence, confidence) })
  }
  const [first] = [...best].sort((a, b) => b[1].count - a[1].count || b[1].confidence - a[1].confidence)
  return first ? { slug: first[0], confidence: first[1].confidence } : null
}
