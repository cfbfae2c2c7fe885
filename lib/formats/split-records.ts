import { spreadEnd } from './spread'

/** One record of a body, or what was wrong with it. `index` counts from 0. */
export type SplitRecord = { index: number; value: string | object } | { index: number; problem: string }

type Options = {
  /** The sender said that the body is JSON (application/json, application/x-ndjson): a broken record is then a problem. */
  json?: boolean
}

/** Lines that can go on with a JSON object that an earlier line opened. */
const GOES_ON = /^(?:[\s}\]",]|$)/

/**
 * Splits a body into records: a JSON array, one JSON object over one or more lines, a JSON object a line, plain lines, or
 * a mix of the latter. An indented line belongs to the plain line before it, and the lines of a record that a viewer shows
 * over several belong together. Linear in the body's length.
 */
export function splitRecords(body: string, options: Options = {}): SplitRecord[] {
  const text = body.replace(/^\ufeff/, '').trim()
  if (text === '') return []
  if (text.startsWith('[') || text.startsWith('{')) {
    const whole = parse(text)
    if (Array.isArray(whole)) return whole.map((item: unknown, index) => itemOf(item, index))
    if (isRecord(whole)) return [{ index: 0, value: whole }]
  }
  return fromLines(text.split(/\r\n|\n|\r/), options.json === true).map((record, index) => ({ index, ...record }))
}

function itemOf(item: unknown, index: number): SplitRecord {
  if (isRecord(item)) return { index, value: item }
  if (typeof item === 'string' && item.trim() !== '') return { index, value: item }
  return { index, problem: 'An element of the array is neither an object nor a text' }
}

type Part = { value: string | object } | { problem: string }

function fromLines(lines: readonly string[], json: boolean): Part[] {
  const parts: Part[] = []
  let plain: string[] = []
  const flush = () => {
    if (plain.length > 0) parts.push(textPart(plain, json))
    plain = []
  }
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    if (line.startsWith('{')) {
      flush()
      const whole = line.endsWith('}') ? parse(line) : undefined
      if (isRecord(whole)) {
        parts.push({ value: whole })
        at++
        continue
      }
      const end = objectEnd(lines, at)
      parts.push(objectPart(lines.slice(at, end.line).join('\n'), end.closed, json))
      at = end.line
      continue
    }
    const spread = spreadEnd(lines, at)
    if (spread > at) {
      flush()
      parts.push(textPart(lines.slice(at, spread), json))
      at = spread
      continue
    }
    const continued = plain.length > 0 && /^[ \t]+\S/.test(line)
    if (!continued) flush()
    if (line.trim() !== '') plain.push(line)
    at++
  }
  flush()
  return parts
}

function textPart(lines: readonly string[], json: boolean): Part {
  const text = lines.join('\n').trim()
  const parsed = text.startsWith('"') ? parse(text) : undefined
  if (typeof parsed === 'string' && parsed.trim() !== '') return { value: parsed }
  return json ? { problem: 'A line is not a JSON object' } : { value: text }
}

function objectPart(text: string, closed: boolean, json: boolean): Part {
  const parsed = closed ? parse(text) : undefined
  if (isRecord(parsed)) return { value: parsed }
  return json ? { problem: 'A line that begins an object is not valid JSON' } : { value: text.trim() }
}

/**
 * The line after the one that closes the object. Counts the brackets outside of texts once per line and stops before a
 * line that cannot go on with it, so that a broken object costs its own lines and no more.
 */
function objectEnd(lines: readonly string[], start: number): { line: number; closed: boolean } {
  const state = { depth: 0, inText: false }
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (at > start && !GOES_ON.test(line)) return { line: at, closed: false }
    count(line, state)
    if (state.depth <= 0) return { line: at + 1, closed: true }
  }
  return { line: lines.length, closed: false }
}

function count(line: string, state: { depth: number; inText: boolean }): void {
  for (let at = 0; at < line.length; at++) {
    const char = line[at]
    if (char === '"') state.inText = !state.inText
    else if (state.inText) at += char === '\\' ? 1 : 0
    else if (char === '{' || char === '[') state.depth++
    else if (char === '}' || char === ']') state.depth--
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
