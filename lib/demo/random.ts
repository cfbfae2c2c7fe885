/**
 * Pseudo-random numbers from a seed (sfc32, Chris Doty-Humphrey's PractRand), so that the same seed gives the same
 * company. Never for secrets.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private d = 1

  constructor(readonly seed: string) {
    let hash = 2166136261
    for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619)
    this.a = hash >>> 0
    this.b = Math.imul(hash, 2654435761) >>> 0
    this.c = (hash ^ 0x9e3779b9) >>> 0
    for (let i = 0; i < 12; i++) this.next()
  }

  /** A stream of its own: what one story draws never moves what another gets. */
  fork(label: string): Random {
    return new Random(`${this.seed}/${label}`)
  }

  /** From 0 up to 1, 1 excluded. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + sum) | 0
    return (sum >>> 0) / 4294967296
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new Error('Nothing to pick from.')
    return item
  }

  /** `count` different items, in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    const rest = [...items]
    const taken: T[] = []
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(this.int(0, rest.length - 1), 1))
    return taken
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += ((this.next() * 0x100000000) >>> 0).toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
}
