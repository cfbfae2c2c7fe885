import { environmentName } from '@/lib/core/environment-name'
import { AppError } from '@/lib/core/errors'
import { caseFileSchema, isLine, type CaseFile } from './case'
import type { BlockFacts, ChangeFacts, ConfigFact, Evidence, ProviderFacts } from './evidence'
import type { EventFacts } from './event'
import { readAccount } from './read-account'
import { byName, isObject, objectsOf, textOf, textsOf, timeOf } from './values'

/** Turns one log record into facts; handed in, since the formats stand above this room. */
export type ReadLine = (line: string | object) => { format: string; facts: EventFacts } | null

/** Bounds that keep any case linear and small: beyond them the oldest lines go first. */
const MAX_LINES = 20_000
const MAX_TEXT = 256 * 1024
/** Up to this many changes somebody picked them, and their words count as said; more are an inventory of the window. */
const PICKED_CHANGES = 3
/** The same for settings. */
const PICKED_SETTINGS = 25

/**
 * Parses an outside value as a case file. Throws AppError('invalid') that names what is wrong.
 */
export function parseCase(input: unknown): CaseFile {
  if (!isObject(input)) throw new AppError('invalid', 'A case is a JSON object with "version": 1.')
  const parsed = caseFileSchema.safeParse(withoutBrokenParts(input))
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new AppError('invalid', `This is no case file: ${fields.map(({ path, message }) => `${path}: ${message}`).join('; ')}`, { fields })
}

/** Numbers written as text, and lines that are objects without "raw", are common in tickets of other tools. */
function withoutBrokenParts(input: Record<string, unknown>): Record<string, unknown> {
  const experience = withoutBrokenStatus(input.experience)
  const logs = Array.isArray(input.logs) && !input.logs.every(isLine) ? input.logs.map((line: unknown) => (isLine(line) ? line : { raw: line })) : input.logs
  return experience === input.experience && logs === input.logs ? input : { ...input, experience, logs }
}

function withoutBrokenStatus(experience: unknown): unknown {
  if (!isObject(experience) || (experience.statusCode ?? null) === null || Number.isInteger(experience.statusCode)) return experience
  const status = Number(textOf(experience.statusCode) ?? Number.NaN)
  return { ...experience, statusCode: Number.isInteger(status) ? status : null }
}

const rawOf = (line: NonNullable<CaseFile['logs']>[number]): string | object => {
  const raw = typeof line === 'string' ? line : line.raw
  return typeof raw === 'string' ? raw : isObject(raw) ? raw : JSON.stringify(raw ?? null)
}

/** What a recognised record says in words: its ids, addresses and numbers would be taken for words of a message. */
const saidBy = ({ message, code, rule }: EventFacts) => [message, code, rule].filter(Boolean).join(' ')

type Event = Evidence['events'][number]

/** Field by field: a spread costs several times as much, and a long log has thousands. */
const eventOf = (facts: EventFacts, line: number, format: string): Event =>
  ({
    line,
    format,
    at: facts.at,
    ms: timeOf(facts.at),
    sourceId: facts.sourceId,
    environment: facts.environment,
    service: facts.service,
    version: facts.version,
    hop: facts.hop,
    host: facts.host,
    traceId: facts.traceId,
    durationMs: facts.durationMs,
    outcome: facts.outcome,
    reason: facts.reason,
    code: facts.code,
    rule: facts.rule,
    message: facts.message,
    attempted: facts.attempted,
    accountId: facts.accountId,
    client: facts.client,
    clientVersion: facts.clientVersion,
    provider: facts.provider,
    ip: facts.ip,
    userAgent: facts.userAgent,
    details: facts.details,
  }) satisfies Record<keyof Event, unknown> // so that none is forgotten

function readLogs(file: CaseFile, readLine: ReadLine): Pick<Evidence, 'events' | 'unrecognised'> & { texts: string[] } {
  const events: Evidence['events'][number][] = []
  const unrecognised: Evidence['unrecognised'][number][] = []
  const texts: string[] = []
  const logs = file.logs ?? []
  const from = Math.max(0, logs.length - MAX_LINES)
  for (const [index, entry] of logs.slice(from).entries()) {
    const line = from + index
    const raw = rawOf(entry)
    const read = readLine(raw)
    if (read) {
      texts.push(saidBy(read.facts))
      events.push(eventOf(read.facts, line, read.format))
      continue
    }
    const text = typeof raw === 'string' ? raw : JSON.stringify(raw)
    texts.push(text)
    unrecognised.push({ line, raw: text.slice(0, 4000) })
  }
  events.sort((a, b) => (a.ms ?? 0) - (b.ms ?? 0) || a.line - b.line)
  return { events, unrecognised, texts }
}

function readChange(change: NonNullable<CaseFile['changes']>[number]): ChangeFacts {
  return {
    id: textOf(change.id, 100),
    ms: timeOf(change.at),
    kind: change.kind ?? null,
    service: textOf(change.service, 100),
    environment: environmentName(textOf(change.environment, 60), null),
    from: textOf(change.from, 200),
    to: textOf(change.to, 200),
    summary: textOf(change.summary) ?? '',
    beforeFirstFailure: change.beforeFirstFailure ?? null,
    suspect: change.suspect === true,
  }
}

/** Whether a change may be of an environment: what belongs to another one moved nothing here. */
const isHere = (own: string | null) => ({ environment }: ChangeFacts) => own === null || environment === null || environment === own

function readProvider(record: Record<string, unknown>): ProviderFacts {
  const look = byName(record)
  const mapping = look('groupMapping')
  return {
    name: textOf(look('name', 'id'), 200) ?? 'unknown',
    protocol: textOf(look('protocol', 'type'), 20),
    issuer: textOf(look('issuer', 'entityId'), 500),
    audience: textOf(look('audience', 'clientId'), 500),
    certificates: objectsOf(look('certificates'), 20).map((certificate) => ({
      fingerprint: textOf(certificate.fingerprint, 200) ?? '',
      notAfter: timeOf(certificate.notAfter),
    })),
    groupMapping: isObject(mapping) ? Object.fromEntries(Object.entries(mapping).map(([from, to]) => [from, textOf(to, 200) ?? ''])) : {},
    expectedClaims: textsOf(look('expectedClaims')) ?? [],
  }
}

function readBlock(record: Record<string, unknown>): BlockFacts {
  const look = byName(record)
  return {
    id: textOf(look('id'), 100),
    kind: textOf(look('kind', 'type'), 20) ?? 'unknown',
    value: textOf(look('value', 'address', 'ip', 'cidr', 'account'), 100) ?? '',
    since: timeOf(look('since', 'createdAt')),
    until: timeOf(look('until', 'expiresAt')),
    reason: textOf(look('reason', 'rule'), 300),
  }
}

function readConfig(entry: NonNullable<CaseFile['config']>[number]): ConfigFact[] {
  const key = textOf(entry.key, 200)
  if (key === null) return []
  const value = isObject(entry.value) || Array.isArray(entry.value) ? JSON.stringify(entry.value) : textOf(entry.value)
  return [{ service: textOf(entry.service, 100), environment: environmentName(textOf(entry.environment, 60), null), key, value, fingerprint: textOf(entry.fingerprint, 200) }]
}

/** The same value with its keys in order: a database that stores a case may put them into another. Deep values stay as they are. */
function inOrder(value: unknown, depth = 0): unknown {
  if (depth > 8 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => inOrder(item, depth + 1))
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, inOrder((value as Record<string, unknown>)[key], depth + 1)])) // an object that is no array
}

const bounded = (parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join('\n').slice(0, MAX_TEXT).toLowerCase()

/**
 * Reads a case file into evidence: the one door to the engine. Any value gets evidence or AppError('invalid'), in time
 * linear in its size.
 */
export function readCase(input: unknown, readLine: ReadLine): Evidence {
  const file = parseCase(input)
  const experience = file.experience ?? {}
  const { events, unrecognised, texts } = readLogs(file, readLine)
  const changes = (file.changes ?? []).slice(0, 1000).map(readChange)
  const config = (file.config ?? []).slice(0, 2000).flatMap(readConfig)
  const environment = environmentName(textOf(file.environment, 60), null)
  const account = isObject(file.account) && Object.keys(file.account).length > 0 ? readAccount(file.account) : null
  return {
    reportedAt: timeOf(file.reportedAt),
    environment,
    experience: {
      message: textOf(experience.message),
      statusCode: experience.statusCode ?? null,
      url: textOf(experience.url),
      symptom: textOf(experience.symptom),
      scope: experience.scope ?? null,
      lastWorked: textOf(experience.lastWorked),
      lastWorkedAt: timeOf(experience.lastWorkedAt),
      variation: textOf(experience.variation),
    },
    answers: experience.answers ?? {},
    account,
    accountSought: file.accountSought === true || account !== null,
    elsewhere: objectsOf(file.elsewhere, 20).map(readAccount),
    providers: objectsOf(file.providers, 50).map(readProvider),
    blocks: objectsOf(file.blocks, 100).map(readBlock),
    changes,
    config,
    events,
    unrecognised,
    pattern: file.pattern ?? null,
    words: bounded([experience.message, experience.symptom, experience.variation, experience.lastWorked, experience.url]),
    logText: bounded(texts),
    changeText: changes.length <= PICKED_CHANGES ? bounded(changes.filter(isHere(account?.environment ?? environment)).map(({ summary }) => summary)) : '',
    recordText: account ? bounded([JSON.stringify(inOrder(file.account))]) : '',
    settingsText: config.length <= PICKED_SETTINGS ? bounded(config.map(({ service, key, value }) => `${service ?? ''} ${key}=${value ?? ''}`)) : '',
  }
}
