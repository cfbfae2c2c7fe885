import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { questions } from '@/lib/questions'
import { causes } from '.'

const HOUSE = ['define', 'index', 'references', 'example']
const files = readdirSync('lib/causes')
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => name.replace(/\.ts$/, ''))
  .filter((name) => !HOUSE.includes(name))

describe('the causes', () => {
  it('are listed as they stand in the folder', () => {
    expect(causes.map(({ slug }) => slug)).toEqual([...files].sort())
  })

  it('are at least thirty-five', () => {
    expect(causes.length).toBeGreaterThanOrEqual(35)
  })
})

describe.each(causes.map((cause) => [cause.slug, cause] as const))('%s', (slug, cause) => {
  it('says what, why, what to do and how to see that it took', () => {
    for (const text of [cause.title, cause.what, cause.why, cause.confirm, cause.prevention, cause.reply, cause.fix.summary, ...cause.fix.steps]) {
      expect(text).toMatch(/^[A-Z].{3,}/s)
    }
    expect(cause.references.length).toBeGreaterThan(0)
    for (const { url } of cause.references) expect(url).toMatch(/^https:\/\//)
  })

  it('names only causes that are known', () => {
    const known = new Set([...causes.map((other) => other.slug), 'public-url-misconfigured', 'login-flood'])
    expect(cause.mistakenFor.filter((other) => !known.has(other.cause))).toEqual([])
  })

  it('weighs each sign once', () => {
    const ids = cause.signs.map(({ sign }) => sign.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(cause.prior).toBeLessThan(0)
  })

  it('tells the customer nothing of the inside', () => {
    // Drafted before anything is done: what a recovery brings, its own words say.
    expect(cause.reply).not.toMatch(/(?<!\b(?:once|until) )\bwe (?:have|had) |\bagain now\b/i)
    expect(cause.reply).not.toMatch(/bcrypt|argon|hash|totp|saml|jwt|certificate|rollback|locked|expired account|\d+\.\d+\.\d+/i)
  })

  it('has an example and a counter-example', () => {
    expect(cause.examples.some(({ expect: wanted }) => wanted === 'this')).toBe(true)
    expect(cause.examples.some(({ expect: wanted }) => wanted === 'other')).toBe(true)
  })

  it.each(cause.examples.map((example) => [example.name, example] as const))('judges: %s', (_name, example) => {
    const verdict = judge({ causes, questions }, readCase(example.case, readLine))
    if (example.expect === 'this') expect(verdict.cause).toBe(slug)
    else expect(verdict.cause).not.toBe(slug)
  })
})
