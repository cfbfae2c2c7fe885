import { Random } from '@/lib/demo/random'
import type { Known, Try } from '@/lib/services/alerts/figures'
import type { Kind } from '@/lib/services/alerts/schema'

/** Traffic at a sign-in with a known truth: people with their mistakes, and what is planted among them. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BROWSERS = Array.from({ length: 14 }, (_, n) => `Browser ${n}`)

type Person = { name: string; ip: string; agent: string }
export type Town = { random: Random; people: Person[]; familiar: ReadonlySet<string> }

const address = (random: Random, first: number) => `${first}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`

/** People with homes, and offices where many share one address. */
export function makeTown(random: Random, size = 1_200): Town {
  const offices = Array.from({ length: 6 }, () => address(random, 81))
  const people = Array.from({ length: size }, (_, n) => ({ name: `account-${n}`, ip: random.chance(0.35) ? random.pick(offices) : address(random, 82), agent: random.pick(BROWSERS) }))
  return { random, people, familiar: new Set(people.map(({ ip }) => ip)) }
}

const tryOf = (more: Partial<Try> & { at: number }): Try => ({ ok: false, throttled: false, name: null, account: true, ip: null, agent: null, ...more })

/** One person signs in: mostly at once, sometimes after mistakes, now and then not at all or under a mistyped name, one in seven from elsewhere. */
function visit({ random, people }: Town, at: number): Try[] {
  const person = random.pick(people)
  const ip = random.chance(0.14) ? address(random, 90) : person.ip
  const base = { name: person.name, ip, agent: person.agent }
  const tries: Try[] = []
  let when = at
  if (random.chance(0.01)) tries.push(tryOf({ ...base, at: when, name: `typo-${random.hex(6)}`, account: false }))
  const slips = random.chance(0.07) ? random.int(1, random.chance(0.1) ? 9 : 3) : 0
  for (let n = 0; n < slips; n += 1) tries.push(tryOf({ ...base, at: (when += random.int(4_000, 40_000)) }))
  if (slips === 0 || random.chance(0.8)) tries.push(tryOf({ ...base, at: (when += random.int(4_000, 40_000)), ok: true }))
  return tries
}

/** A stretch of ordinary traffic, busier by day. */
export function ordinary(town: Town, from: number, until: number, perHour: number): Try[] {
  const tries: Try[] = []
  for (let at = from; at < until; at += (-Math.log(1 - town.random.next()) * HOUR) / (perHour * rhythm(at))) tries.push(...visit(town, at))
  return tries.filter((one) => one.at < until)
}
const rhythm = (at: number) => {
  const hour = (at / HOUR) % 24
  return hour < 6 ? 0.1 : hour < 8 ? 0.6 : hour < 10 ? 1.8 : hour < 18 ? 1.1 : 0.5
}

type Plant = (town: Town, from: number, until: number) => Try[]
const between = (random: Random, low: number, high: number) => low * (high / low) ** random.next()
const nobody = (random: Random) => `nobody-${random.hex(8)}`

/** Times from one to another, `gap` milliseconds apart, varied by a share of the gap. */
function* beats(random: Random, from: number, until: number, gap: number, wobble: number): Generator<number> {
  for (let at = from + random.next() * gap; at < until; at += Math.max(20, gap * (1 + wobble * (2 * random.next() - 1)))) yield at
}

/** Addresses of an attacker: a few of one range, or many all over, never of anybody here. */
function strangers(random: Random): () => string {
  if (random.chance(0.5)) {
    const range = `198.51.${random.int(0, 255)}`
    const many = random.int(1, 12)
    return () => `${range}.${random.int(1, many)}`
  }
  const bots = Array.from({ length: random.int(60, 900) }, () => address(random, random.int(101, 180)))
  return () => random.pick(bots)
}
function programmes(random: Random): () => string {
  const few = random.chance(0.6) ? ['python-requests/2.31'] : BROWSERS.slice(0, random.int(2, 14))
  return () => random.pick(few)
}

/** Leaked pairs of name and password: most names are not here, few passwords still fit. */
const stuffing: Plant = ({ random, people }, from, until) => {
  const [ip, agent, here, right] = [strangers(random), programmes(random), between(random, 0.06, 0.45), between(random, 0.001, 0.02)]
  return [...beats(random, from, until, between(random, 250, 8_000), 0.9)].map((at) => {
    const account = random.chance(here)
    return tryOf({ at, account, name: account ? random.pick(people).name : nobody(random), ip: ip(), agent: agent(), ok: account && random.chance(right) })
  })
}
/** One password over the names of the company, slowly, each name once a round. */
const spray: Plant = ({ random, people }, from, until) => {
  const [ip, agent, stale] = [strangers(random), programmes(random), random.next() * 0.25]
  // Some on the list have left the company.
  const list = random.sample(people, random.int(300, 1_000)).map(({ name }) => (random.chance(stale) ? { name: nobody(random), account: false } : { name, account: true }))
  return [...beats(random, from, until, between(random, 700, 20_000), random.next())].map((at, n) => {
    const { name, account } = list[n % list.length] ?? { name: null, account: false }
    return tryOf({ at, account, name, ip: ip(), agent: agent(), ok: account && random.chance(0.002) })
  })
}
/** A wordlist against one account, or a handful. */
const bruteForce: Plant = ({ random, people }, from, until) => {
  const [ip, agent] = [strangers(random), programmes(random)]
  const victims = random.sample(people, random.chance(0.8) ? 1 : random.int(2, 4))
  return [...beats(random, from, until, between(random, 300, 12_000), random.next())].map((at) => tryOf({ at, name: random.pick(victims).name, ip: ip(), agent: agent() }))
}
/** Requests without number, under made-up names or none. */
const flood: Plant = ({ random }, from, until) => {
  const [ip, agent, named] = [strangers(random), programmes(random), random.chance(0.7)]
  return [...beats(random, from, Math.min(until, from + 8 * MINUTE), between(random, 60, 170), 0.9)].map((at) => tryOf({ at, account: false, name: named ? nobody(random) : null, ip: ip(), agent: agent(), throttled: random.chance(0.5) }))
}
/** A phone or a script with the password of before, where its owner sits. */
const staleClient: Plant = ({ random, people }, from, until) => {
  const owner = random.pick(people)
  return [...beats(random, from, until, between(random, 15_000, 270_000), random.next() * 0.15)].filter(() => !random.chance(0.03)).map((at) => tryOf({ at, name: owner.name, ip: owner.ip, agent: 'MailClient/7' }))
}
/** Everybody of an office, or everybody, behind one address that a limit holds back. */
const sharedProxy: Plant = ({ random, people, familiar }, from, until) => {
  const ip = random.pick([...familiar])
  const crowd = random.sample(people, random.int(15, 200))
  return [...beats(random, from, until, between(random, 2_000, 20_000), 0.9)].map((at) => {
    const person = random.pick(crowd)
    const throttled = random.chance(0.7)
    return tryOf({ at, name: person.name, ip, agent: person.agent, throttled, ok: !throttled && random.chance(0.85) })
  })
}
/** What is no attack and not one of the two faults: a release refuses the passwords of many, or a busy morning. */
const mistakes: Plant = ({ random, people }, from, until) => {
  if (random.chance(0.5)) return []
  // Each tries some times, then asks for help: nobody goes on for an hour.
  const hit = random.sample(people, random.int(20, 300))
  return hit.flatMap(({ name, ip, agent }) => {
    let at = from + random.next() * (until - from)
    return Array.from({ length: random.int(1, 9) }, () => tryOf({ at: (at += random.int(3_000, 90_000)), name, ip, agent }))
  }).filter(({ at }) => at < until)
}

export const PLANTS: Readonly<Record<Kind, Plant>> = { stuffing, spray, brute_force: bruteForce, flood, stale_client: staleClient, shared_proxy: sharedProxy, ordinary: mistakes }

export type Scene = { tries: Try[]; known: Known; from: number; until: number }

/** A little over an hour of traffic of a company of any size, with one thing planted in it some minutes in. */
export function makeScene(kind: Kind, seed: string): Scene {
  const random = new Random(`${kind}/${seed}`)
  const town = makeTown(random.fork('town'))
  const start = Date.UTC(2026, 10, 24, random.int(0, 22))
  const until = start + 75 * MINUTE
  const from = start + random.int(3, 14) * MINUTE
  const perHour = between(random, 40, 900)
  const tries = [...ordinary(town, start, until, perHour), ...PLANTS[kind](town, from, until)].sort((a, b) => a.at - b.at)
  return { tries, known: { familiar: town.familiar, usual: null }, from, until }
}
