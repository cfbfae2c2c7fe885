import { describe, expect, it } from 'vitest'
import { redactSaid } from './redact-said'

describe('what a person said', () => {
  it.each([
    ['my password is hunter2 and it fails', 'my password is [redacted] and it fails'],
    ['Password: Sommer!Tag', 'Password: [redacted]'],
    ['the passcode was “swordfish”', 'the passcode was “[redacted]”'],
    ['the SMS code was 482913, too late', 'the SMS code was [redacted], too late'],
    ['pin is 4711', 'pin is [redacted]'],
  ])('loses its secret: %s', (said, kept) => {
    expect(redactSaid(said)).toBe(kept)
    expect(redactSaid(kept)).toBe(kept)
  })

  it.each([
    'my password is right, I am sure of it',
    'the password was changed on Thursday',
    'the password is case-sensitive',
    'the password is argon2id since Thursday',
    'It says the password is incorrect.',
    'error code is 50126, status code is 401',
    'That code is not valid.',
  ])('keeps what is none: %s', (said) => {
    expect(redactSaid(said)).toBe(said)
  })
})
