/** Escape sequences of terminals (ECMA-48 CSI and OSC); the lengths are bounded so that the scan stays linear. */
const ANSI = /\u001b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,512}(?:\u0007|\u001b\\)?|[@-Z\\-_])/g
/** Line ends of every kind: a record must not be able to start a line of its own. */
const BREAKS = /[\r\n\t\u000b\u000c\u0085\u2028\u2029]+/g
/** Control characters, and the marks that turn the direction of text (Unicode TR 36, 2.5; CVE-2021-42574). */
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const LONE_SURROGATES = /\p{Surrogate}/gu

/** Printable ASCII has nothing to clean: most values of most records. */
const PLAIN = /^[\x20-\x7e]*$/

/**
 * A text from outside made inert: one line, no control, terminal or direction marks, whole characters only, at most
 * `max` UTF-16 units (a longer one ends in …). Linear in `max`.
 */
export function cleanText(text: string, max: number): string {
  if (text.length <= max && PLAIN.test(text)) return text.trim()
  const cut = text.length > max * 4 ? text.slice(0, max * 4) : text
  const plain = cut.replace(ANSI, '').replace(BREAKS, ' ').replace(CONTROLS, '').replace(LONE_SURROGATES, '\ufffd').trim()
  if (plain.length <= max && cut.length === text.length) return plain
  return `${plain.slice(0, Math.max(0, max - 1)).replace(LONE_SURROGATES, '')}…`
}
