/** Marks of browser families, most special first: every Chromium browser also says Chrome and Safari. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\/\d/, 'Edge'],
  [/\b(?:OPR|OPiOS|Opera)\/\d/, 'Opera'],
  [/\bSamsungBrowser\/\d/, 'Samsung Internet'],
  [/\bVivaldi\/\d/, 'Vivaldi'],
  [/\bYaBrowser\/\d/, 'Yandex'],
  [/\bDuckDuckGo\/\d/, 'DuckDuckGo'],
  [/\b(?:Firefox|FxiOS)\/\d/, 'Firefox'],
  [/; wv\)/, 'Android WebView'],
  [/\b(?:Chrome|CriOS|Chromium)\/\d/, 'Chrome'],
  [/\b(?:MSIE \d|Trident\/\d)/, 'Internet Explorer'],
  [/\bSafari\/\d/, 'Safari'],
]
const NAMES = ['Edge', 'Opera', 'Samsung', 'Vivaldi', 'Firefox', 'Chrome', 'Internet Explorer', 'Safari'] as const

/**
 * The family of the browser that sent a user agent, or undefined for programs and unknown ones. Only the family: versions
 * are frozen or made up in many browsers, and Brave says that it is Chrome. Reads the first 1,000 characters.
 */
export function browserOf(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined) return undefined
  const text = userAgent.slice(0, 1000)
  return FAMILIES.find(([mark]) => mark.test(text))?.[1]
}

/** The family from a vendor's own word for a browser: `CHROME`, `Chrome Mobile 120.0.1`, `Rich Client 4`. */
export function browserFromName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const text = name.slice(0, 100).toLowerCase()
  return NAMES.find((family) => text.includes(family.toLowerCase()))
}
