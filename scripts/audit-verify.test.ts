import { createHash, generateKeyPairSync, randomInt, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { chainChecker, readAnchors, textOf, type Columns, type Fault, type Head, type Row } from './audit-verify.mjs'

/** How many tamperings; a seed repeats a run. */
const TAMPERINGS = Number(process.env.TAMPERINGS ?? 100_000)
const SEED = Number(process.env.SEED ?? randomInt(2 ** 31))
const ENTRIES = 24
const ANCHORED = [8, 16, 22]
const GENESIS = '0'.repeat(64)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const link = (prev: string, text: string) => sha256(`latchkey-audit-1\n${prev}\n${text}`)

/** Numbers from a seed (mulberry32). */
function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { int: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)), pick: <T,>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T, yes: () => next() < 0.5 }
}
type Random = ReturnType<typeof randomFrom>

type Entry = Row & { columns: Record<string, string | null> }
type Log = { rows: Entry[]; head: Head }

function columnsOf(n: number): Record<string, string | null> {
  return {
    id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, at: `2026-11-27T10:00:${String(n).padStart(2, '0')}.000Z`, actor_kind: 'agent', actor_id: `agent-${n % 3}`, actor_name: 'Ines "I." Duarte', session_id: null,
    strength: n % 2 ? 'totp' : 'passkey', step_up_id: null, on_behalf_of: null, action: 'recover:unlock_account', outcome: n % 5 ? 'done' : 'denied', target_kind: 'account', target_id: `account-${n}`, target_name: 'Maya Okafor\u2026',
    ticket_id: null, reason: `Called back, ${n}`, before: '{"Soft lock": "until 09:34"}', after: '{"Soft lock": "none"}', approvals: null, ip: '198.51.100.7', request_id: `req-${n}`, app_version: '0.1.0',
  }
}

function chained(seq: number, prev: string, columns: Record<string, string | null>): Entry {
  const text = textOf(seq, columns)
  return { seq, prev, hash: link(prev, text), text, columns }
}

function build(count: number): Log {
  const rows: Entry[] = []
  for (let seq = 1; seq <= count; seq += 1) rows.push(chained(seq, rows.at(-1)?.hash ?? GENESIS, columnsOf(seq)))
  return { rows, head: headOf(rows) }
}

const headOf = (rows: readonly Entry[]): Head => ({ seq: rows.at(-1)?.seq ?? 0, hash: rows.at(-1)?.hash ?? GENESIS })
const copy = ({ rows, head }: Log): Log => ({ rows: rows.map((row) => ({ ...row, columns: { ...row.columns } })), head: { ...head } })
const row = ({ rows }: Log, seq: number): Entry => {
  const found = rows[seq - 1]
  if (!found) throw new Error('no such entry')
  return found
}

/** Chains everything from an entry on anew, as somebody would who can write every table but has no key. */
function rechain(log: Log, from: number) {
  for (let index = from - 1; index < log.rows.length; index += 1) log.rows[index] = chained(index + 1, log.rows[index - 1]?.hash ?? GENESIS, log.rows[index]?.columns ?? {})
  log.head = headOf(log.rows)
}

/** What was done, and the span of entries of which one must be named. */
type Done = { from: number; to: number }
const COLUMNS = Object.keys(columnsOf(1))
const anchorsAround = (seq: number) => ({ from: Math.max(0, ...ANCHORED.filter((each) => each < seq)) + 1, to: Math.min(...ANCHORED.filter((each) => each >= seq)) })

const changed = (value: string | null, column: string) => (value === null ? (column === 'approvals' ? '[]' : 'x') : ['before', 'after'].includes(column) ? '{"Soft lock": "none at all"}' : `${value} `)

const CLASSES: Record<string, (log: Log, random: Random) => Done> = {
  'an edited column'(log, random) {
    const seq = random.int(1, ENTRIES)
    const entry = row(log, seq)
    const column = random.pick([...COLUMNS, 'prev', 'hash', 'text'])
    if (column === 'prev' || column === 'hash') entry[column] = sha256(`forged ${random.int(0, 1e9)}`)
    else if (column === 'text') entry.text = entry.text.replace('"v":1', '"v": 1')
    else entry.columns[column] = changed(entry.columns[column] ?? null, column)
    // Half of the forgers also mend the text, some the hash; whoever mends both rewrites one entry.
    if (COLUMNS.includes(column) && random.yes()) {
      entry.text = textOf(seq, entry.columns)
      if (seq <= 22 && random.yes()) {
        entry.hash = link(entry.prev, entry.text)
        return ANCHORED.includes(seq) ? anchorsAround(seq) : { from: seq, to: seq }
      }
    }
    return { from: seq, to: seq }
  },
  'a deleted entry'(log, random) {
    const seq = random.int(1, ENTRIES)
    log.rows.splice(seq - 1, 1)
    // Some close the gap in the numbers, or the link across it.
    if (random.yes() && seq < ENTRIES) {
      for (const entry of log.rows.slice(seq - 1)) entry.seq -= 1
      if (random.yes()) row(log, seq).prev = log.rows[seq - 2]?.hash ?? GENESIS
    }
    return { from: seq, to: seq }
  },
  'an inserted entry'(log, random) {
    const seq = random.int(1, ENTRIES)
    const before = log.rows[seq - 2]?.hash ?? GENESIS
    const forged = chained(seq, before, { ...columnsOf(seq), id: `00000000-0000-7000-9000-${String(seq).padStart(12, '0')}`, outcome: 'denied', actor_name: 'Somebody' })
    if (random.yes()) {
      // Beside the true one of its number: before or after it.
      log.rows.splice(random.yes() ? seq : seq - 1, 0, forged)
      return { from: Math.max(1, seq - 1), to: seq }
    }
    log.rows.splice(seq - 1, 0, forged)
    for (const entry of log.rows.slice(seq)) entry.seq += 1
    return { from: seq, to: seq + 1 }
  },
  'two swapped entries'(log, random) {
    const one = random.int(1, ENTRIES - 1)
    const other = random.int(one + 1, ENTRIES)
    const [a, b] = [row(log, one), row(log, other)]
    const keepNumbers = random.yes()
    const keepLinks = keepNumbers && random.yes()
    log.rows[one - 1] = { ...b, ...(keepNumbers ? { seq: one } : {}), ...(keepLinks ? { prev: a.prev, hash: a.hash } : {}) }
    log.rows[other - 1] = { ...a, ...(keepNumbers ? { seq: other } : {}), ...(keepLinks ? { prev: b.prev, hash: b.hash } : {}) }
    return { from: one, to: keepNumbers ? one : other }
  },
  'a cut tail'(log, random) {
    const kept = random.int(0, ENTRIES - 1)
    log.rows.length = kept
    // With the head moved back only an anchor can tell: it does, up to the last one.
    if (kept < 22 && random.yes()) log.head = headOf(log.rows)
    return { from: kept + 1, to: kept + 1 }
  },
  'a whole rewrite'(log, random) {
    const seq = random.int(1, 22)
    const entry = row(log, seq)
    const column = random.pick(COLUMNS)
    entry.columns[column] = changed(entry.columns[column] ?? null, column)
    rechain(log, seq)
    return anchorsAround(seq)
  },
  'a fork'(log, random) {
    const seq = random.int(1, 22)
    const length = random.int(seq, ENTRIES + 6)
    log.rows.length = seq - 1
    for (let next = seq; next <= length; next += 1) log.rows.push(chained(next, log.rows.at(-1)?.hash ?? GENESIS, { ...columnsOf(next), reason: `Another story, ${random.int(0, 1e9)}` }))
    log.head = headOf(log.rows)
    const around = anchorsAround(seq)
    return length < around.to ? { from: length + 1, to: length + 1 } : around
  },
}

const truth = build(ENTRIES)
const UNTOUCHED = JSON.stringify(truth.rows.map(({ columns: _, ...each }) => each))
const anchors = ANCHORED.map((seq) => ({ seq, hash: row(truth, seq).hash }))

function check({ rows, head }: Log, form: 'database' | 'export' = 'database'): Fault | null {
  const checker = chainChecker(anchors)
  for (const { columns, ...each } of rows) {
    const fault = checker.add(form === 'database' ? { ...each, columns } : each)
    if (fault) return fault
  }
  return checker.end(form === 'database' ? head : null)
}

/** An export has the hashed texts only, and no head: its seal tells of a cut, so here every other class must show. */
const showsInExport = (log: Log, name: string) => name !== 'a cut tail' && JSON.stringify(log.rows.map(({ columns: _, ...each }) => each)) !== UNTOUCHED && log.rows.length >= ENTRIES

describe('the verifier', () => {
  it('finds nothing wrong with what is whole, of any length', () => {
    expect(check(truth)).toBeNull()
    for (const count of [0, 1, 2, 50]) {
      const log = build(count)
      const checker = chainChecker([])
      expect(log.rows.map(checker.add).filter(Boolean)).toEqual([])
      expect(checker.end(log.head)).toBeNull()
    }
  })

  it(`finds and places each of ${TAMPERINGS.toLocaleString('en-GB')} tamperings in seven classes (seed ${SEED})`, { timeout: 600_000 }, () => {
    const random = randomFrom(SEED)
    const names = Object.keys(CLASSES)
    const missed: string[] = []
    const counts = new Map<string, number>()
    for (let index = 0; index < TAMPERINGS; index += 1) {
      const name = names[index % names.length] ?? ''
      const log = copy(truth)
      const done = CLASSES[name]?.(log, random)
      const fault = check(log, index % 2 && showsInExport(log, name) ? 'export' : 'database')
      const placed = fault && done && fault.from <= done.to && fault.to >= done.from && fault.seq === fault.from
      if (placed) counts.set(name, (counts.get(name) ?? 0) + 1)
      else missed.push(`${index} ${name}: done at ${JSON.stringify(done)}, found ${JSON.stringify(fault)}`)
    }
    expect(missed.slice(0, 5)).toEqual([])
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(TAMPERINGS)
  })

  it('says so when it cannot know: what was written after the last anchor can be written anew', () => {
    const log = copy(truth)
    row(log, 23).columns.reason = 'Another story'
    rechain(log, 23)
    expect(check(log)).toBeNull()
  })

  it('believes no anchor that the console signed over what was written anew', () => {
    const log = copy(truth)
    row(log, 20).columns.reason = 'Another story'
    rechain(log, 20)
    const checker = chainChecker([...anchors, { seq: 22, hash: row(log, 22).hash }])
    expect(log.rows.map(checker.add).find(Boolean)).toMatchObject({ from: 17, to: 22 })
  })

  it('names the column that was changed', () => {
    const log = copy(truth)
    row(log, 5).columns.actor_name = 'Somebody else'
    expect(check(log)).toEqual({ seq: 5, from: 5, to: 5, why: 'its column actor_name is not what was hashed' })
  })
})

describe('the anchors', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const stranger = generateKeyPairSync('ed25519')
  const sealed = (texts: readonly object[]) => texts.map((each) => JSON.stringify(each)).map((text) => ({ text, signature: sign(null, Buffer.from(text), privateKey).toString('base64') }))
  const chain = () => {
    let previous = GENESIS
    return anchors.map(({ seq, hash }, index) => {
      const anchor = { latchkey: 'audit-anchor', v: 1, n: index + 1, seq, hash, at: '2026-11-27T10:00:00.000Z', previous }
      previous = sha256(JSON.stringify(anchor))
      return anchor
    })
  }

  it('are read where every one is signed and follows the one before', () => {
    const { anchors: read, fault } = readAnchors(sealed(chain()), publicKey)
    expect(fault).toBeNull()
    expect(read.map(({ n, seq, hash }) => ({ n, seq, hash }))).toEqual(anchors.map((each, index) => ({ n: index + 1, ...each })))
  })

  it.each([
    ['another key', (lines: ReturnType<typeof sealed>) => readAnchors(lines, stranger.publicKey), 0, 'anchor 1 is not signed by this key'],
    ['a changed number', (lines: ReturnType<typeof sealed>) => readAnchors(lines.map((line, index) => (index === 1 ? { ...line, text: line.text.replace('"seq":16', '"seq":15') } : line)), publicKey), 1, 'anchor 2 is not signed by this key'],
    ['one taken out', (lines: ReturnType<typeof sealed>) => readAnchors(lines.toSpliced(1, 1), publicKey), 1, 'anchor 2 is missing: number 3 stands in its place'],
    ['one of another chain', () => readAnchors(sealed(chain().map((each, index) => (index === 2 ? { ...each, previous: GENESIS } : each))), publicKey), 2, 'anchor 3 does not follow the one before'],
    ['one that says less', () => readAnchors(sealed(chain().map((each, index, all) => (index === 1 ? { ...each, seq: 3, previous: sha256(JSON.stringify(all[0])) } : each))), publicKey), 1, 'anchor 2 says less than the one before'],
    ['a signed text of another kind', () => readAnchors(sealed([{ latchkey: 'audit-export', v: 1, n: 1, previous: GENESIS }]), publicKey), 0, 'anchor 1 is no anchor'],
  ])('are read up to %s', (_name, read, kept, why) => {
    const { anchors: found, fault } = read(sealed(chain()))
    expect(fault).toBe(why)
    expect(found.length).toBe(kept)
  })
})

// What a column holds reaches the text as PostgreSQL writes it; the database's own texts are compared in lib/services/audit.
describe('the canonical text', () => {
  it('is the one of docs/audit.md', () => {
    const columns: Columns = { id: 'i', at: 'a', actor_name: 'say "hi"\n', before: '{"a": 1}' }
    expect(textOf(7, columns)).toBe(
      '{"v":1,"seq":7,"id":"i","at":"a","actorKind":null,"actorId":null,"actorName":"say \\"hi\\"\\n","sessionId":null,"strength":null,"stepUpId":null,"onBehalfOf":null,"action":null,"outcome":null,"targetKind":null,"targetId":null,"targetName":null,"ticketId":null,"reason":null,"before":{"a": 1},"after":null,"approvals":null,"ip":null,"requestId":null,"appVersion":null}',
    )
  })
})
