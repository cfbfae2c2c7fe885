import { expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { toState } from './action'

it('a refused form gets back what was typed, lists line by line, and no secret', () => {
  const fields = { name: 'shipper', scopes: ['events:write', 'diagnose'], stepUpProof: 'p-1', stepUpCode: '123456', password: 'four chairs', tokens: ['lk_1'] }
  expect(toState(new AppError('forbidden', 'No.'), null, fields).values).toEqual({ name: 'shipper', scopes: 'events:write\ndiagnose', stepUpProof: 'p-1' })
})
