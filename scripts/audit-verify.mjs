// npm run audit:verify: checks the audit and names the first entry that is wrong. Imports nothing of the console:
// whoever does not trust the console reads these lines and docs/audit.md instead.
//   npm run audit:verify                          the database of DATABASE_URL, or the embedded one under DATA_DIR (stop the console first)
//   npm run audit:verify -- audit.ndjson          an export; "-" reads standard input
//   … --anchors DIR --key public.pem --json       where the anchors are, whose key counts, and the result for a program
// Exit code: 0 whole, 1 not whole, 2 could not be checked.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { cpSync, createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const GENESIS = '0'.repeat(64)
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')
const hashOf = (prev, text) => sha256(`latchkey-audit-1\n${prev}\n${text}`)

// ---------- one entry ----------

/** The names of the text, in its order, with the columns that they come from. Columns that are JSON stand as they are. */
const FIELDS = [
  ['id', 'id'], ['at', 'at'], ['actorKind', 'actor_kind'], ['actorId', 'actor_id'], ['actorName', 'actor_name'], ['sessionId', 'session_id'], ['strength', 'strength'],
  ['stepUpId', 'step_up_id'], ['onBehalfOf', 'on_behalf_of'], ['action', 'action'], ['outcome', 'outcome'], ['targetKind', 'target_kind'], ['targetId', 'target_id'],
  ['targetName', 'target_name'], ['ticketId', 'ticket_id'], ['reason', 'reason'], ['before', 'before'], ['after', 'after'], ['approvals', 'approvals'], ['ip', 'ip'],
  ['requestId', 'request_id'], ['appVersion', 'app_version'],
]
const RAW = new Set(['before', 'after', 'approvals'])

/** The canonical text of an entry from its columns, each a text or null. */
export function textOf(seq, columns) {
  const parts = FIELDS.map(([name, column]) => {
    const value = columns[column] ?? null
    return `"${name}":${value === null ? 'null' : RAW.has(name) ? value : JSON.stringify(value)}`
  })
  return `{"v":1,"seq":${seq},${parts.join(',')}}`
}

const numberIn = (text) => Number(/^\{"v":1,"seq":(\d{1,15}),/.exec(text)?.[1] ?? Number.NaN)

/** The first column that is not what the text says. */
function differing(columns, text) {
  try {
    const said = JSON.parse(text)
    for (const [name, column] of FIELDS) {
      const value = columns[column] ?? null
      const shown = value !== null && RAW.has(name) ? JSON.parse(value) : value
      if (JSON.stringify(said[name]) !== JSON.stringify(shown)) return column
    }
  } catch {
    return 'text'
  }
  return 'text'
}

/** What is wrong with an entry taken by itself, or null. */
function ownFault({ seq, prev, hash, text, columns }) {
  const said = numberIn(text)
  if (Number.isNaN(said)) return 'its text is not what was written'
  if (said !== seq) return `its text is that of entry ${said}`
  if (columns && textOf(seq, columns) !== text) return `its column ${differing(columns, text)} is not what was hashed`
  if (hashOf(prev, text) !== hash) return 'its hash is not that of its text'
  return null
}

// ---------- the chain ----------

/**
 * Checks entries one after another. `anchors` are proved ones ({ seq, hash }), by seq; `gaps` allows missing entries, as
 * in an export under filters.
 * `add` and `end` return the first fault as { seq, why, from, to }: the wrong entry, or the span in which it lies.
 */
export function chainChecker(anchors, { gaps = false } = {}) {
  // Two anchors that say different things of one entry: at most one can be right, so neither is believed.
  const hashAt = new Map()
  for (const { seq, hash } of anchors) hashAt.set(seq, (hashAt.get(seq) ?? hash) === hash ? hash : 'disputed')
  const newest = anchors.at(-1)
  let last = { seq: 0, hash: GENESIS }
  let anchored = 0
  let count = 0
  const at = (seq, why, from = seq, to = seq) => ({ seq, why, from, to })
  const add = (row) => {
    const { seq, prev, hash } = row
    const expected = last.seq + 1
    if (seq < expected) return at(seq, seq === last.seq ? 'two entries have this number' : 'it stands out of order')
    if (seq > expected && !gaps) return at(expected, seq === expected + 1 ? 'it is missing' : `entries ${expected} to ${seq - 1} are missing`, expected, seq - 1)
    const fault = ownFault(row)
    if (fault) return at(seq, fault)
    if (seq === expected && prev !== last.hash) return last.seq === 0 ? at(seq, 'it does not begin the chain') : at(last.seq, `it was written anew: entry ${seq} carries another hash of it`)
    const promised = hashAt.get(seq)
    if (promised !== undefined && promised !== hash) return at(anchored + 1, `entries ${anchored + 1} to ${seq} were written anew: the anchor at ${seq} says otherwise`, anchored + 1, seq)
    if (promised !== undefined) anchored = seq
    last = { seq, hash }
    count += 1
    return null
  }
  /** `head` is what the database says of its end, if there is one. */
  const end = (head) => {
    if (newest && last.seq < newest.seq && !gaps) return at(last.seq + 1, `entries ${last.seq + 1} to ${newest.seq} are missing: the anchor at ${newest.seq} saw them`, last.seq + 1, newest.seq)
    if (head && head.seq !== last.seq) return head.seq > last.seq ? at(last.seq + 1, `entries ${last.seq + 1} to ${head.seq} are missing at the end`, last.seq + 1, head.seq) : at(head.seq + 1, 'it is not known to the head of the chain', head.seq + 1, last.seq)
    if (head && head.hash !== last.hash) return at(last.seq, 'it is not what the head of the chain says')
    return null
  }
  return { add, end, state: () => ({ count, seq: last.seq, hash: last.hash, anchored }) }
}

// ---------- the anchors ----------

/**
 * Checks signed lines ({ text, signature }) as a chain of their own. Returns the anchors ({ n, seq, hash, at }) up to the
 * first that is wrong, and what is wrong with that one.
 */
export function readAnchors(lines, publicKey) {
  const anchors = []
  let before = GENESIS
  for (const { text, signature } of lines) {
    const n = anchors.length + 1
    const wrong = (why) => ({ anchors, fault: `anchor ${n} ${why}` })
    if (!verifySignature(null, Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64'))) return wrong('is not signed by this key')
    const anchor = JSON.parse(text)
    if (anchor.latchkey !== 'audit-anchor' || anchor.v !== 1) return wrong('is no anchor')
    if (anchor.n !== n) return wrong(`is missing: number ${anchor.n} stands in its place`)
    if (anchor.previous !== before) return wrong('does not follow the one before')
    if (anchor.seq < (anchors.at(-1)?.seq ?? 0)) return wrong('says less than the one before')
    anchors.push({ n, seq: anchor.seq, hash: anchor.hash, at: anchor.at })
    before = sha256(text)
  }
  return { anchors, fault: null }
}

/** The anchors kept outside, and those of the database where one was read: both must tell the same. */
function compareAnchors(kept, inside, publicKey) {
  if (!publicKey) return { anchors: [], fault: inside?.length ? 'the database has anchors, but there is no public key to check them with' : null }
  const outside = readAnchors(kept, publicKey)
  if (outside.fault) return { anchors: outside.anchors, fault: `${outside.fault} (in the folder of the anchors)` }
  if (!inside) return outside
  const other = readAnchors(inside, publicKey)
  if (other.fault) return { anchors: outside.anchors, fault: `${other.fault} (in the database)` }
  const differing = kept.findIndex(({ text }, index) => inside[index]?.text !== text)
  if (differing >= 0) return { anchors: outside.anchors, fault: `anchor ${differing + 1} is ${inside[differing] ? 'another' : 'missing'} in the database` }
  // What the database has beyond the folder is signed all the same: the console may have ended between the two.
  return other
}

const parseLines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line))

// ---------- where entries come from: { rows, head, anchors } ----------

const COLUMNS = FIELDS.map(([name, column]) =>
  name === 'at' ? `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at` : name === 'ip' ? 'abbrev(ip) AS ip' : `${column}::text AS ${column}`,
).join(', ')
const PAGE = 2000

/** Entries of a database by key, so that none is held twice; two of one number are told apart by their id. */
async function* rowsOf(query) {
  let key = ['-9223372036854775808', '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const rows = await query(`SELECT seq::text, prev, hash, text, ${COLUMNS} FROM public.audit_entry WHERE (seq, id) > ($1::bigint, $2::uuid) ORDER BY audit_entry.seq, audit_entry.id LIMIT ${PAGE}`, key)
    for (const { seq, prev, hash, text, ...columns } of rows) yield { seq: Number(seq), prev, hash, text, columns }
    if (rows.length < PAGE) return
    key = [rows.at(-1).seq, rows.at(-1).id]
  }
}

async function fromDatabase(query) {
  const [head] = await query('SELECT seq::text, hash FROM public.audit_head', [])
  const anchors = await query('SELECT text, signature FROM public.audit_anchor ORDER BY n', [])
  return { rows: rowsOf(query), head: head ? { seq: Number(head.seq), hash: head.hash } : { seq: 0, hash: 'missing' }, anchors }
}

async function openPostgres(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  return { ...(await fromDatabase(async (text, values) => (await client.query(text, values)).rows)), close: () => client.end() }
}

/** Whether a running console holds the folder: on Linux by its socket, elsewhere by its pid file. */
async function inUse(directory) {
  if (process.platform === 'linux') {
    const socket = connect(`\0latchkey-${sha256(directory).slice(0, 40)}`)
    return new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('close', () => {})
    }).finally(() => socket.destroy())
  }
  try {
    process.kill(Number(readFileSync(path.join(directory, 'latchkey.pid'), 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

/** The embedded database is read from a copy: opening it would write to it, and it is evidence. */
async function openEmbedded(directory) {
  if (!existsSync(path.join(directory, 'pglite', 'PG_VERSION'))) throw new Error(`There is no embedded database in ${directory}. Set DATA_DIR or DATABASE_URL, or name an export.`)
  if (await inUse(directory)) throw new Error(`The console is using ${directory}. Stop it first, or press "Check now" on its audit page.`)
  const copy = mkdtempSync(path.join(tmpdir(), 'latchkey-audit-'))
  cpSync(path.join(directory, 'pglite'), path.join(copy, 'pglite'), { recursive: true })
  const [{ PGlite }, { pg_trgm }] = await Promise.all([import('@electric-sql/pglite'), import('@electric-sql/pglite/contrib/pg_trgm')])
  const database = await PGlite.create(path.join(copy, 'pglite'), { extensions: { pg_trgm } })
  const close = async () => {
    await database.close()
    rmSync(copy, { recursive: true, force: true })
  }
  return { ...(await fromDatabase(async (text, values) => (await database.query(text, values)).rows)), close }
}

/**
 * An export: one entry a line, at its end a signed line that says how many there are. The console itself sends its
 * entries with their columns, and first the head and the anchors in place of a seal.
 */
async function openLines(file) {
  const found = { head: null, anchors: null, seal: null, count: 0, digest: createHash('sha256') }
  const input = file === '-' ? process.stdin : createReadStream(file)
  async function* rows() {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line === '') continue
      const { seal, head, anchors, ...row } = JSON.parse(line)
      if (seal) {
        found.seal = seal
        continue
      }
      if (head) {
        Object.assign(found, { head, anchors })
        continue
      }
      if (found.seal) throw new Error('There are lines after the seal.')
      found.count += 1
      found.digest.update(`${line}\n`)
      yield { ...row, seq: Number(row.seq) }
    }
  }
  return { rows: rows(), found, close: async () => {} }
}

/** What is wrong with the signed end of an export, or null. */
function sealFault({ seal, count, digest }, { seq, hash }, publicKey) {
  if (!seal) return 'the export has no seal at its end: it may have been cut'
  if (!publicKey) return null
  if (!verifySignature(null, Buffer.from(seal.text, 'utf8'), publicKey, Buffer.from(seal.signature, 'base64'))) return 'the seal of the export is not signed by this key'
  const said = JSON.parse(seal.text)
  if (said.latchkey !== 'audit-export' || said.v !== 1) return 'the seal is none of an export'
  if (said.count !== count) return `the seal speaks of ${said.count} entries, here are ${count}`
  if (Object.keys(said.filters).length === 0 && said.count !== seq) return 'entries are missing in an export that names no filter'
  if (count > 0 && (said.last.seq !== seq || said.last.hash !== hash)) return 'the last entry is not the one of the seal'
  if (said.sha256 !== digest.digest('hex')) return 'the entries are not those of the seal'
  return null
}

// ---------- the command ----------

/** Reads everything. `source` is a database (rows, head, anchors) or lines (rows, and what was `found` between them). */
async function check(source, kept, publicKey) {
  const { found } = source
  const told = () => found ?? source
  let proved
  let checker
  const begin = () => {
    proved = compareAnchors(kept, told().anchors, publicKey)
    checker = chainChecker(proved.anchors, { gaps: told().head === null })
  }
  let fault = null
  for await (const row of source.rows) {
    if (!checker) begin()
    fault = checker.add(row)
    if (fault) break
  }
  if (!checker) begin()
  fault ??= checker.end(told().head)
  const state = checker.state()
  const seal = !fault && found && found.head === null ? sealFault(found, state, publicKey) : null
  const faults = [proved.fault, seal].filter(Boolean)
  return { whole: !fault && faults.length === 0, ...state, fault, faults, anchors: proved.anchors.length, lastAnchor: proved.anchors.at(-1) ?? null }
}

function report(result, publicKey) {
  const { whole, count, seq, hash, anchored, fault, faults, anchors, lastAnchor } = result
  if (fault) console.log(`NOT WHOLE. The first wrong entry is ${fault.seq}${fault.to > fault.from ? ` (or lies in ${fault.from} to ${fault.to})` : ''}: ${fault.why}.`)
  for (const each of faults) console.log(`NOT WHOLE. ${each[0].toUpperCase()}${each.slice(1)}.`)
  console.log(`${whole ? 'Whole: ' : 'Checked until there: '}${count} entries${count ? `, up to ${seq} ${hash}` : ''}.`)
  console.log(lastAnchor ? `${anchors} anchors, the last of ${lastAnchor.at} at entry ${lastAnchor.seq}; proved up to entry ${anchored}.` : 'No anchors were found: that nothing was written anew or cut off at the end cannot be shown.')
  if (publicKey) console.log(`Key ${sha256(publicKey.export({ type: 'spki', format: 'der' }).toString('base64')).slice(0, 16)}: compare it with the one you noted.`)
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { anchors: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean' } } })
  if (existsSync('.env')) process.loadEnvFile('.env')
  const directory = path.resolve(process.env.DATA_DIR || '.data')
  const anchorDir = values.anchors ?? (process.env.AUDIT_ANCHOR_DIR || path.join(directory, 'anchors'))
  const [anchorFile, keyFile] = [path.join(anchorDir, 'anchors.ndjson'), values.key ?? path.join(anchorDir, 'public.pem')]
  const publicKey = existsSync(keyFile) ? createPublicKey(readFileSync(keyFile)) : null
  const kept = publicKey && existsSync(anchorFile) ? parseLines(readFileSync(anchorFile, 'utf8')) : []
  const [file] = positionals
  const url = process.env.DATABASE_URL
  const source = file ? await openLines(file) : url ? await openPostgres(url) : await openEmbedded(directory)
  try {
    const result = await check(source, kept, publicKey)
    if (values.json) console.log(JSON.stringify(result))
    else report(result, publicKey)
    process.exitCode = result.whole ? 0 : 1
  } finally {
    await source.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(`Could not be checked. ${error.message}`)
    process.exitCode = 2
  })
}
