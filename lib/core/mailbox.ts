/** RFC 5321, 4.5.3.1.3: a path of 256 octets, of which two are its brackets. */
const LONGEST = 254
/** One plain mailbox: no quoted part, no comment, no list, no route, no control character. */
const MAILBOX = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/

/**
 * The address that a message may go to, or null. It is taken exactly as it is on file or not at all: a text that Unicode
 * would turn into another one (NFKC, such as a full-width @), several addresses, quoted parts and line ends are refused,
 * since mail software may read them otherwise (CVE-2023-7028, GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4).
 */
export function mailboxOf(onFile: unknown): string | null {
  if (typeof onFile !== 'string' || onFile.length > LONGEST || onFile.normalize('NFKC') !== onFile) return null
  return MAILBOX.test(onFile) && onFile.indexOf('@') <= 64 ? onFile : null
}
