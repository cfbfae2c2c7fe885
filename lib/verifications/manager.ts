import { defineVerification } from './define'

export default defineVerification({
  method: 'manager',
  kind: 'colleague',
  title: 'Their manager confirms',
  settledBy: 'colleague',
  how: 'Ask somebody of this console who knows the person. They speak with them, not with you, and answer under Approvals.',
  limits: 'Shows that a colleague believes it. Voices can be copied: they should see the person, or meet them.',
  minutes: 60,
  offer: ({ colleagues }) => ({ options: colleagues.map(({ id, name, role }) => ({ id, label: name, detail: role })), because: colleagues.length ? null : 'Nobody else has an account here' }),
  source: 'Okta, guidance to help desks, 31 Aug 2023: the line manager approves. NIST SP 800-63B-4, 3.2.3.2: a voice is never compared.',
  examples: [
    { name: 'two colleagues', facts: {}, offers: ['Dana Whitfield', 'Tomasz Reuter'] },
    { name: 'nobody else', facts: { colleagues: [] }, offers: [] },
  ],
})
