import { describe, expect, it } from 'vitest'
import type { Verdict } from '@/lib/evidence/verdict'
import { diagnoseCase } from '@/lib/services/diagnosis/diagnose-case'
import { score, scoreOne } from './score'

const EMPTY = diagnoseCase({ version: 1 })
const said = (cause: string | null, confidence: number, more: Partial<Verdict> = {}): Verdict => ({ ...EMPTY, cause, confidence, bucket: 'policy', nature: 'fault', alternatives: [], ...more })
const truth = { cause: 'account-locked', buckets: ['policy'], nature: 'fault' }

describe('a score', () => {
  it('finds the place of the true cause among those named', () => {
    const other = { cause: 'account-locked', bucket: 'policy' as const, confidence: 0.2 }
    expect(scoreOne('a', truth, said('account-locked', 0.9)).place).toBe(1)
    expect(scoreOne('a', truth, said('wrong-password', 0.7, { alternatives: [other] })).place).toBe(2)
    expect(scoreOne('a', truth, said('wrong-password', 0.7)).place).toBeNull()
  })

  it('takes any bucket of the truth, and any at all where the truth has none', () => {
    expect(scoreOne('a', truth, said('account-locked', 0.9, { bucket: 'credential' })).bucketRight).toBe(false)
    expect(scoreOne('a', { ...truth, buckets: [] }, said('account-locked', 0.9, { bucket: 'undetermined' })).bucketRight).toBe(true)
  })

  it('is perfect for verdicts that are sure and right', () => {
    const result = score([scoreOne('a', truth, said('account-locked', 1)), scoreOne('b', truth, said('account-locked', 1))])
    expect(result).toMatchObject({ cases: 2, top1: 1, bucket: 1, brier: 0, calibrationError: 0, sure: { cases: 2, right: 1 }, confusions: [] })
  })

  it('shows a verdict that is sure and wrong', () => {
    const result = score([scoreOne('a', truth, said('wrong-password', 1)), scoreOne('b', truth, said('account-locked', 1))])
    expect(result).toMatchObject({ top1: 0.5, brier: 0.5, calibrationError: 0.5, sure: { cases: 2, right: 0.5 }, confusions: [{ truth: 'account-locked', said: 'wrong-password', cases: 1 }] })
  })

  it('is calibrated where six of ten are right that were stated with 60%', () => {
    const scored = Array.from({ length: 10 }, (_, index) => scoreOne(`${index}`, truth, said(index < 6 ? 'account-locked' : 'wrong-password', 0.6)))
    expect(score(scored).calibrationError).toBeCloseTo(0, 10)
  })

  it('of nothing is no error', () => {
    expect(score([])).toMatchObject({ cases: 0, top1: 0, brier: 0 })
  })
})
