import { linkReadByMachine } from '@/lib/signs/mail'
import { clickedAtOnce, linkFetchedBefore, linkScanned, linkUsed } from '@/lib/signs/sign-in-flow'
import { stopsAtPassword } from '@/lib/signs/answers'
import { textMagicLink } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { timesOfTwoUnits } from '@/lib/signs/tokens'
import { textNotVerified, textState } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { OWASP_AUTHENTICATION, OWASP_FORGOT } from './references'

export default defineCause({
  slug: 'magic-link-consumed',
  title: 'Sign-in link was used before',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'A scanner opened the link before the person did, and it works once.',
  why: 'Mail protection follows links from a data centre within seconds of delivery.',
  prior: -17,
  signs: [
    { sign: linkReadByMachine, for: 9, against: 0 },
    { sign: timesOfTwoUnits, for: -6, against: 0 },
    { sign: linkUsed, for: 12, against: 0 },
    { sign: linkScanned, for: 7, against: 0 },
    { sign: linkFetchedBefore, for: 12, against: 0 },
    { sign: clickedAtOnce, for: 4, against: 0 },
    { sign: textState, for: -8, against: 0 },
    { sign: textMagicLink, for: 11, against: 0 },
    { sign: reasonIs('magic_link_invalid'), for: 14, against: -6 },
    { sign: textNotVerified, for: -3, against: 0 },
    { sign: stopsAtPassword, for: -3, against: 1 },
  ],
  fix: {
    summary: 'Ask for a click on our page before the link is used up.',
    steps: [
      'Look who used the link first: address, agent, seconds after sending.',
      'Show a page with a button, or send a code to type.',
      'Send a new link; copied as text it is not opened by the scanner.',
    ],
  },
  confirm: 'A mailbox behind link protection gets in with the link.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'A new link is sent. Where mail is scanned it may be used up again.' },
  ],
  prevention: 'Never let a GET request use a link up.',
  mistakenFor: [
    { cause: 'token-expired', because: 'It was refused seconds after it was sent.' },
    { cause: 'login-state-lost', because: 'The link was used, not opened in another browser.' },
  ],
  reply:
    'The link had been used before you opened it, most likely by a program that checks your mail. We ' +
    'send you another way to sign in. We never ask for your password or a code.',
  references: [OWASP_FORGOT, OWASP_AUTHENTICATION],
  examples: [
    isThis('a scanner was first', { experience: { message: 'This sign-in link is no longer valid', variation: 'only mailboxes with Safe Links' }, logs: [failure('magic_link_invalid')] }),
    isOther('a token of an API', { logs: [failure('token_expired', { hop: 'api' })], pattern: onePerson }),
  ],
})
