import { describe, expect, it } from 'vitest'
import { causes } from '@/lib/causes'
import { REASONS } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { diagnoseCase } from '../diagnosis/diagnose-case'
import type { Gathered } from './gather-ticket'
import { draftNote, draftReply } from './write-texts'

/** The parts of what was gathered that the texts read. */
const gathered = (more: { reporterName?: string | null; alike?: Partial<NonNullable<Gathered['alike']>> | null; attempt?: string | null } = {}) =>
  ({
    ticket: { reporterName: 'reporterName' in more ? more.reporterName : 'Maya Okafor', attempt: more.attempt ?? null },
    alike: more.alike ?? null,
    course: { lastFailed: { trace_id: '4bf92f35' } },
    // Only these parts are read; the rest of a gathered ticket is of no concern here.
  }) as unknown as Gathered

/** Codes of one plain word, such as "success", are words of everyday too. */
const CODES = REASONS.filter((reason) => reason.includes('_'))

describe('the reply', () => {
  it.each(causes.map((cause) => [cause.slug, cause] as const))('of %s tells nothing of the inside', (slug, cause) => {
    const reply = draftReply(gathered(), cause, true)
    for (const code of [...CODES, slug]) expect(reply).not.toContain(code)
    expect(reply).not.toMatch(/\d+\.\d+\.\d+|\b\d{1,3}(\.\d{1,3}){3}\b|\b[45]\d\d\b|_[a-z]|[A-Z]{2,}_/)
    expect(reply).toMatch(/^Hello Maya,\n\n/)
  })

  it('says what was done once it was done, each thing once', () => {
    const cause = causes.find(({ slug }) => slug === 'account-locked') ?? null
    const told = recoveryOf('unlock_account').told
    expect(draftReply(gathered(), cause, true)).not.toContain(told)
    expect(draftReply(gathered(), cause, true, ['unlock_account', 'unlock_account']).split(told)).toHaveLength(2)
  })

  it('names no cause while nothing is sure', () => {
    const cause = causes[0]
    if (!cause) throw new Error('no causes')
    expect(draftReply(gathered(), cause, false)).not.toContain(cause.reply)
    expect(draftReply(gathered({ reporterName: null }), null, false)).toMatch(/^Hello,\n/)
  })
})

describe('the note', () => {
  const verdict = diagnoseCase({ version: 1, account: { lockedUntil: '2026-11-25T00:00:00Z', failedAttempts: 3 }, reportedAt: '2026-11-24T12:00:00Z' })
  const cause = causes.find(({ slug }) => slug === verdict.cause) ?? null
  const note = (alike: Parameters<typeof gathered>[0]) => draftNote(gathered(alike), verdict, cause)

  it('says cause, evidence, reach, trace and fix', () => {
    const text = note({ alike: { people: 43, signature: 'x', since: '2026-11-23T09:00:00.000Z' } })
    expect(text).toContain(cause?.title)
    expect(text).toContain('43 people fail in this way since 2026-11-23 09:00 UTC.')
    expect(text).toContain('Trace 4bf92f35.')
    expect(text).toContain(`Fix: ${verdict.fix.summary}`)
  })

  it.each([
    [null, 'is not known'],
    [{ people: 1, signature: null }, 'Nobody else'],
    [{ people: 98, signature: null }, '98 people fail in this way, no more than usual'],
  ])('says of the reach what is known: %j', (alike, words) => expect(note({ alike })).toContain(words))

  it('names the attempt that was picked', () => expect(note({ attempt: 'picked' })).toContain('Trace picked.'))
})
