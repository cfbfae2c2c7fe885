const FAMILIES = [
  ['edge', /\bEdgA?\//],
  ['opera', /\bOPR\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /(?:Chrome|CriOS|Chromium)\//],
  ['safari', /\bSafari\//],
] as const

/** The make of a browser without its version, which changes while a session lasts. */
export function browserFamily(userAgent: string): string {
  return FAMILIES.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other'
}
