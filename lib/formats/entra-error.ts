import { errorText, isRecord } from './error-text'
import { judgeError } from './entra-code'
import { isEntraSignIn } from './entra-sign-in'
import { folded, textOf } from './json'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Line } from './define'

const CODE = /\bAADSTS(\d{4,8})\b/
const CODES = /\bAADSTS(\d{4,8})\b/g
/** Numbers that only open a sentence; a second number in it says more. */
const GENERAL = new Set(['50000', '70000', '70002', '90023'])

/** Whether a line is an error answer or a log line with an AADSTS code, and no record of another system. */
export function isEntraError(line: Line): boolean {
  if (isRecord(line) || isEntraSignIn(line.json)) return false
  return line.json === null ? CODE.test(line.text) : CODE.test(errorText(line) ?? '')
}

/** The facts of such an answer: number, time and ids stand in its text or beside it. */
export function entraError(line: Line): EventFactsInput {
  const text = line.json === null ? line.text : (errorText(line) ?? '')
  const json = folded(line.json)
  const number = mainNumber(text)
  const judged = judgeError(Number(number), text)
  const sentence = sentenceOf(text, number)
  const status = /\b(?:status code|HTTP)\D{1,40}([45]\d{2})\b/i.exec(text)?.[1]
  return {
    at: readTime(textOf(json.timestamp) ?? /Timestamp: {0,2}([0-9T:. -]{16,30}Z?)/.exec(text)?.[1]),
    hop: 'idp',
    traceId: textOf(json.correlation_id) ?? /Correlation ID: {0,2}([\w.-]{4,64})/i.exec(text)?.[1],
    outcome: judged.outcome,
    reason: judged.reason,
    code: `AADSTS${number}`,
    message: sentence,
    attempted: /\buser(?: account)? '([^'{}]{1,320}@[^'{}]{1,255})'/i.exec(sentence)?.[1],
    client: /\bapplication(?: with identifier)?,? '([^']{1,200})'/i.exec(sentence)?.[1],
    details: {
      ...redirectOf(sentence, number),
      statusCode: status === undefined ? undefined : Number(status),
    },
  }
}

function mainNumber(text: string): string {
  const numbers = Array.from(text.slice(0, 8000).matchAll(CODES), (match) => match[1] ?? '')
  return numbers.find((number) => !GENERAL.has(number)) ?? numbers[0] ?? CODE.exec(text)?.[1] ?? ''
}

/** From the code to the ids behind the sentence. */
function sentenceOf(text: string, number: string): string {
  const start = text.indexOf(`AADSTS${number}`)
  const rest = text.slice(Math.max(start, 0), Math.max(start, 0) + 2000)
  const end = /,?(?:\\r|\\n|\s){0,40}Trace ID:|\\?"[,}]/.exec(rest)?.index
  return rest.slice(0, end)
}

function redirectOf(sentence: string, number: string): EventFactsInput['details'] {
  if (number !== '50011') return {}
  const actual = /(?:redirect URI|reply URL|reply address) '([^']{1,500})'/i.exec(sentence)?.[1]
  return { compared: 'redirect_uri', actual }
}
