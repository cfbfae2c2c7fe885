import { notMine } from '@/lib/signs/answers'
import { countedAttack } from '@/lib/signs/attacks'
import { mfaPolicyChanged } from '@/lib/signs/changes'
import { strangeSource } from '@/lib/signs/details'
import { textRisk } from '@/lib/signs/messages'
import { geoRule } from '@/lib/signs/networks'
import { attackShape, many, unknownNamesTried } from '@/lib/signs/pattern'
import { riskHarmless, riskMarked, riskRuleChanged, sinceSwitchedOn } from '@/lib/signs/policies'
import { reasonIs } from '@/lib/signs/reason'
import { challengePage } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { account, failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'risk-policy-false-positive',
  title: 'Risk engine is mistaken',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'A risk engine blocks sign-ins that are good.',
  why: 'A vendor’s list, a new rule or a shared address marks many at once.',
  prior: -17,
  signs: [
    { sign: challengePage, for: 9, against: 0 },
    { sign: countedAttack, for: -6, against: 0 },
    { sign: unknownNamesTried, for: -12, against: 0 },
    { sign: reasonIs('risk_blocked'), for: 13, against: -5 },
    { sign: textRisk, for: 4, against: 0 },
    { sign: many, for: 4, against: -2 },
    { sign: attackShape, for: -8, against: 1 },
    { sign: strangeSource, for: -5, against: 0 },
    { sign: mfaPolicyChanged, for: 3, against: 0 },
    { sign: notMine, for: -6, against: 0 },
    { sign: riskMarked, for: 9, against: 0 },
    { sign: riskHarmless, for: 6, against: 0 },
    { sign: riskRuleChanged, for: 6, against: 0 },
    { sign: sinceSwitchedOn, for: 4, against: 0 },
    { sign: geoRule, for: -12, against: 0 },
  ],
  fix: {
    summary: 'Confirm that the sign-ins were their own and dismiss the risk.',
    steps: [
      'Look for sign-ins from places that are not theirs: there must be none.',
      'Dismiss the risk for those hit, not for everybody.',
      'Tell the vendor, or set the rule to report only.',
    ],
  },
  confirm: 'Those hit get in, and no new marks appear.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'A safe step while it is unclear. They sign in again.' },
  ],
  prevention: 'Run a new rule in report mode first.',
  mistakenFor: [
    { cause: 'credential-stuffing', because: 'No wave of failed tries precedes it.' },
    { cause: 'conditional-access-block', because: 'A score decided, not a fixed rule.' },
  ],
  reply:
    'A security check held your sign-in back. We are looking at it and tell you when to try again. We ' +
    'never ask for your password or a code.',
  references: [{ title: 'Microsoft Entra ID Protection, risk detections', url: 'https://learn.microsoft.com/en-us/entra/id-protection/concept-identity-protection-risks' }],
  examples: [
    isThis('many at once', { experience: { message: 'Your account is at risk', symptom: 'Half of us are marked as risky users with leaked credentials since a vendor feature came on', scope: 'several_users' }, logs: [failure('risk_blocked', { hop: 'idp' })] }),
    isOther('an attack', { pattern: { people: 300, usual: 2, failures: 2300, successes: 12, sources: 6, unknownNames: 1500 }, logs: [failure('bad_password')], account: account() }),
  ],
})
