/**
 * Words and runs that the lists of breached passwords are made of. With at least 15 characters nearly everything on those
 * lists is a row of these, so a password that is nothing but them is refused (OWASP ASVS 5.0, 6.2.4 and 6.2.12).
 */
const WORDS = (
  'password passwort passw pass word admin administrator root user login welcome letmein master hello monkey dragon sunshine princess football baseball basketball soccer hockey ' +
  'iloveyou love lovely trust no me secret shadow superman batman spiderman starwars pokemon michael jordan jennifer jessica ashley daniel charlie thomas george william robert andrew anthony ' +
  'qwertyuiop qwertyuio qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn qazwsx qazwsxedc qweasd qweasdzxc abcdefghijklmnopqrstuvwxyz abcdefgh abcdef abcd abc test testing temp changeme change ' +
  'default guest access summer winter spring autumn january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday ' +
  'company support helpdesk help desk service latchkey console team office computer internet server system security google apple microsoft windows liverpool chelsea arsenal london england ' +
  'orange yellow purple silver golden blue green black white red flower cheese chocolate cookie pepper ginger killer hunter freedom whatever forever mustang ferrari harley corvette the my is in it you are i am new one two three and for'
).split(' ')

const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')
const unleet = (text: string) => letters([...text.toLowerCase()].map((char) => LEET[char] ?? char).join(''))

/** Whether a text is a row of known words and nothing else. Linear in its length: each place is looked at once. */
function isRowOfWords(text: string, words: readonly string[]): boolean {
  const reached = new Set([0])
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue
    for (const word of words) if (text.startsWith(word, at)) reached.add(at + word.length)
  }
  return reached.has(text.length)
}

/** One short piece again and again: "abcabcabcabcabc". */
const isRepeated = (text: string) => /^(.{1,6}?)\1+.{0,5}$/su.test(text) || new Set(text).size <= 4

/** Why a password is too easy to guess, or null. `about`: the person's name and address, which are words like the others. */
export function weaknessOf(password: string, about: readonly string[] = []): string | null {
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u)).map(letters).filter((word) => word.length > 2)
  if (isRepeated(password.toLowerCase())) return 'the same few characters again and again'
  if ([letters(password), unleet(password)].some((text) => isRowOfWords(text, [...WORDS, ...own]))) return 'only words that are tried first, or your own name'
  return null
}
