import { shownByProvider } from '@/lib/signs/answers'
import { mfaPolicyChanged } from '@/lib/signs/changes'
import { geoRule } from '@/lib/signs/networks'
import { accessPolicy, ownDevice } from '@/lib/signs/policies'
import { reasonIs } from '@/lib/signs/reason'
import { textConditional } from '@/lib/signs/words'
import { challengePage } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { ENTRA_CODES } from './references'

export default defineCause({
  slug: 'conditional-access-block',
  title: 'Provider’s access policy refuses',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The password is right; the provider’s own policy refuses the device, place or way.',
  why: 'A condition of the organisation is not met: a managed device, a location, an approved app.',
  prior: -15,
  signs: [
    { sign: challengePage, for: -4, against: 0 },
    { sign: reasonIs('conditional_access_block'), for: 14, against: -5 },
    { sign: textConditional, for: 7, against: 0 },
    { sign: shownByProvider, for: 4, against: -5 },
    { sign: mfaPolicyChanged, for: 3, against: 0 },
    { sign: reasonIs('risk_blocked'), for: 2, against: 0 },
    { sign: accessPolicy, for: 12, against: 0 },
    { sign: ownDevice, for: 4, against: 0 },
    { sign: geoRule, for: -15, against: 0 },
  ],
  fix: {
    summary: 'Meet the condition, or let its owner change it.',
    steps: [
      'Read the provider’s code: which policy, which condition.',
      'Use a managed device, or ask the administrators of the organisation.',
    ],
  },
  confirm: 'The provider lets the person through.',
  recoveries: [],
  prevention: 'Test policies in report-only mode first.',
  mistakenFor: [
    { cause: 'user-not-assigned', because: 'The person is assigned; a condition is not met.' },
    { cause: 'wrong-password', because: 'The password was accepted.' },
  ],
  reply:
    'Your organisation’s rules did not allow this sign-in. Please use your work device, or ask your ' +
    'administrators.',
  references: [ENTRA_CODES],
  examples: [
    isThis('an unmanaged device', { experience: { message: 'AADSTS53000: Device is not in required device state' }, logs: [failure('conditional_access_block', { hop: 'idp', code: 'AADSTS53000' })], pattern: onePerson }),
    isOther('not assigned', { logs: [failure('user_not_assigned', { code: 'AADSTS50105' })], pattern: onePerson }),
  ],
})
