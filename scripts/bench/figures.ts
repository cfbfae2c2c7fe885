import { seeded } from '@/lib/testing/seeded'

/** The value below which a share (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Draws of a bootstrap: enough for a 95% interval (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993). */
const DRAWS = 1_000

/**
 * The 95% interval of a figure of some samples: what it is over samples drawn anew from them, with replacement (Efron and
 * Tibshirani's percentile interval). So seen a p95 of a hundred requests is known to some tens of percent only.
 */
export function interval(samples: readonly (readonly number[])[], figure: (drawn: readonly (readonly number[])[]) => number): { low: number; high: number } {
  const next = seeded(1)
  const figures = Array.from({ length: DRAWS }, () => figure(samples.map((one) => one.map(() => one[Math.floor(next() * one.length)] ?? Number.NaN))))
  return { low: percentile(figures, 0.025), high: percentile(figures, 0.975) }
}

export const ms = (value: number) => `${value.toFixed(1)} ms`

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
