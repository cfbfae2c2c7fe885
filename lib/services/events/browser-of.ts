import type { EventRow } from './event-row'

// The order counts: nearly every browser also calls itself Chrome, Safari and Mozilla.
const FAMILIES: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
/** Programs put their own name first. */
const PROGRAM = /^([A-Za-z][\w.-]{1,40})\//

/** The browser or program that an attempt came from, as people call it; null where the record does not say. */
export function browserOf({ details, user_agent: agent }: Pick<EventRow, 'details' | 'user_agent'>): string | null {
  if (details.browser) return details.browser
  if (!agent) return null
  const family = FAMILIES.find(([pattern]) => pattern.test(agent))?.[1]
  if (family) return family
  const program = PROGRAM.exec(agent)?.[1]
  return program && program !== 'Mozilla' ? program : null
}
