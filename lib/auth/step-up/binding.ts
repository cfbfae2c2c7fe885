import { createHash } from 'node:crypto'

/** What a proof is for: this action, on this target, with these parameters, and nothing else. */
export type StepUpBinding = { action: string; targetId: string; params: unknown }

/** JSON with one spelling: keys sorted, what is undefined left out. Throws on what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`Parameters of a step-up must be JSON, not ${typeof value}.`)
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** SHA-256 over the parameters: what a proof keeps of them. */
export const hashParams = (params: unknown) => createHash('sha256').update(canonicalJson(params ?? null)).digest('hex')
