import { readFileSync } from 'node:fs'
import type pg from 'pg'

/** A statement as the console sent it. */
export type Statement = { text: string; values: unknown[] }

const isBytes = (value: unknown): value is { type: 'Buffer'; data: number[] } => typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
const revived = (value: unknown) => (isBytes(value) ? Buffer.from(value.data) : value)

/** What record-statements.mjs wrote, a list for each time it was asked. */
export function readStatements(file: string): Statement[][] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => (JSON.parse(line) as Statement[]).map(({ text, values }) => ({ text, values: values.map(revived) })))
}

/** Only what reads: a page that writes (a session that was seen) would not find the same again. */
export const reading = (statements: readonly Statement[]) => statements.filter(({ text }) => /^\s*(SELECT|WITH)\b/i.test(text) && !/\b(FOR UPDATE|INSERT|UPDATE|DELETE|pg_advisory)\b/.test(text))

/** Milliseconds that statements take one after another, with nothing around them. Each is prepared, as the console's are. */
export async function replay(client: pg.PoolClient, statements: readonly Statement[]): Promise<number> {
  const started = performance.now()
  for (const { text, values } of statements) await client.query(text, values)
  return performance.now() - started
}
