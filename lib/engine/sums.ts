/** FNV-1a, 32 bits (G. Fowler, L. C. Noll and K.-P. Vo; RFC 9923), and beside it a second sum with another prime: two texts that meet in one do not meet in both. */
const [OFFSET, PRIME] = [0x811c9dc5, 0x01000193]
const [OTHER_OFFSET, OTHER_PRIME] = [0x9747b28c, 0x85ebca6b]

/** What tells one text from another at a glance, as two numbers of 32 bits. */
export type Sums = { sum: number; check: number }

/** Makes sums those of a text from one place to before another. */
export function sumUp(sums: Sums, text: string, from = 0, to = text.length): Sums {
  let [sum, check] = [OFFSET, OTHER_OFFSET]
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at)
    sum = Math.imul(sum ^ code, PRIME)
    check = Math.imul(check ^ code, OTHER_PRIME)
  }
  sums.sum = sum
  sums.check = check
  return sums
}

export const sumsOf = (text: string): Sums => sumUp({ sum: 0, check: 0 }, text)
