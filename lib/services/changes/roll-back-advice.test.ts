import { describe, expect, it } from 'vitest'
import type { ChangeKind } from '@/lib/evidence/vocabulary'
import { rollBackAdvice } from './roll-back-advice'

const step = (kind: ChangeKind, more: { from?: string; to?: string; keys?: string[]; summary?: string } = {}) => ({ id: 'x', at: new Date(0), kind, from: null, to: null, keys: [], summary: 'Of that day', ...more })

describe('roll-back advice', () => {
  it.each([
    ['names the version before', step('deploy', { from: '4.11', to: '4.12' }), [], [], 'Going back would lead to 4.11', /depends on it, as far as the sources tell/],
    ['finds it in the deploy before', step('deploy', { to: '4.12' }), [step('config'), step('deploy', { to: '4.11' })], [], 'Going back would lead to 4.11', /No later change/],
    ['says where none is known', step('deploy', { to: '4.12' }), [], [], 'Going back would lead to the version before, which no source told', /No later change/],
    ['names versions on top of it', step('deploy', { from: '4.11', to: '4.12' }), [], [step('deploy', { from: '4.12', to: '4.13' })], 'Going back to 4.11 would touch what came later', /deploy 4\.13/],
    ['names a later change of the same settings', step('config', { keys: ['LIMIT'] }), [], [step('config', { keys: ['LIMIT'], summary: 'Limit 60' })], 'Going back to the settings before would touch what came later', /“Limit 60”/],
    ['leaves out a later change of other settings', step('config', { keys: ['LIMIT'] }), [], [step('config', { keys: ['OTHER'] })], 'Going back would lead to the settings before', /No later change/],
    ['warns of a migration since', step('deploy', { from: '4.11', to: '4.12' }), [], [step('migration', { summary: 'Drop column' })], 'Going back to 4.11 would touch what came later', /may not read it/],
    ['of a migration is to go forward', step('migration'), [], [], 'Roll forward rather than back', /repair forward/],
    ['of a key keeps both', step('key_rotation'), [], [], 'Going back would lead to the state before', /Trust both/],
    ['of a rollback is to think of what it undid', step('rollback', { from: '4.12', to: '4.11' }), [], [], 'Going forward again would lead to 4.12', /meant to undo/],
  ] as const)('%s', (_, change, before, later, title, point) => {
    const advice = rollBackAdvice(change, before, later)
    expect(advice.title).toBe(title)
    expect(advice.points.join(' ')).toMatch(point)
  })

  it('says that it was done already', () => {
    expect(rollBackAdvice(step('deploy', { from: '4.11', to: '4.12' }), [], [step('rollback', { from: '4.12', to: '4.11' })])).toEqual({ title: 'It was rolled back to 4.11 already', points: [], previous: '4.11' })
  })
})
