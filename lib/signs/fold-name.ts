const ASCII = /^[\x00-\x7f]*$/

/** A name without what people take for the same: case, blanks, forms of Unicode (NFKC), and the dots before the @ of an address. */
export function foldName(name: string): string {
  const folded = (ASCII.test(name) ? name : name.normalize('NFKC')).toLowerCase().replace(/\s+/g, '')
  const host = folded.lastIndexOf('@')
  return host < 0 ? folded : folded.slice(0, host).replaceAll('.', '') + folded.slice(host)
}
