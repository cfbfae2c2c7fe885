import { laterWorks } from '@/lib/signs/answers'
import { botsSignUp, floodRate, inventedNames, messagesPumped } from '@/lib/signs/attacks'
import { authDeployed, infraChanged } from '@/lib/signs/changes'
import { headersOverLimit } from '@/lib/signs/cookies'
import { protocolError } from '@/lib/signs/combined'
import { cryptoRefused } from '@/lib/signs/crypto'
import { mailRefused } from '@/lib/signs/mail'
import { noChange, openSessionsFine, otherWaysWork, ownPartDown, partMaintained, providerFails, providerTransient, replicaLags, retryWorks, saysComesAndGoes, saysSuddenly, serverError, storeException, textOverload, textTimedOut } from '@/lib/signs/outages'
import { everyone, many } from '@/lib/signs/pattern'
import { browserReaches, noWayToProvider, providerSilent, providerTls } from '@/lib/signs/provider-calls'
import { vendorChanged } from '@/lib/signs/releases'
import { backendLoginRefused } from '@/lib/signs/secrets'
import { lostAtRestart, newLoginCures, startedAnew } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { settingUnset } from '@/lib/signs/settings'
import { saysDeploy } from '@/lib/signs/topics'
import { saysNever, textStore, textUnreachable } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'dependency-outage',
  title: 'A store behind the sign-in fails',
  bucket: 'undetermined',
  also: [],
  nature: 'outage',
  what: 'The user store, session store or directory behind the sign-in is down, full or slow.',
  why: 'Sign-ins fail by chance or for all; the same try may work later.',
  prior: -15,
  signs: [
    { sign: partMaintained, for: 9, against: 0 },
    { sign: ownPartDown, for: 8, against: 0 },
    { sign: lostAtRestart, for: -7, against: 0 },
    { sign: startedAnew, for: -4, against: 0 },
    { sign: mailRefused, for: -6, against: 0 },
    { sign: storeException, for: 8, against: 0 },
    { sign: vendorChanged, for: 5, against: 0 },
    { sign: cryptoRefused, for: -10, against: 0 },
    { sign: backendLoginRefused, for: -5, against: 0 },
    { sign: floodRate, for: -14, against: 0 },
    { sign: messagesPumped, for: -8, against: 0 },
    { sign: botsSignUp, for: -6, against: 0 },
    { sign: inventedNames, for: -14, against: 0 },
    { sign: otherWaysWork, for: -4, against: 0 },
    { sign: openSessionsFine, for: 1, against: 0 },
    { sign: retryWorks, for: 7, against: 0 },
    { sign: replicaLags, for: 11, against: 0 },
    { sign: providerTransient, for: -8, against: 0 },
    { sign: providerFails, for: -7, against: 0 },
    { sign: headersOverLimit, for: -14, against: 0 },
    { sign: newLoginCures, for: -8, against: 0 },
    { sign: saysDeploy, for: -5, against: 0 },
    { sign: authDeployed, for: -4, against: 1 },
    { sign: saysNever, for: -8, against: 0 },
    { sign: settingUnset, for: -4, against: 0 },
    { sign: protocolError, for: -5, against: 0 },
    { sign: serverError, for: 6, against: -1 },
    { sign: textTimedOut, for: 3, against: 0 },
    { sign: textOverload, for: 11, against: 0 },
    { sign: saysSuddenly, for: 4, against: 0 },
    { sign: saysComesAndGoes, for: 3, against: 0 },
    { sign: noChange, for: 3, against: 0 },
    { sign: textStore, for: 6, against: 0 },
    { sign: reasonIs('service_error', 'directory_unreachable'), for: 9, against: -4 },
    { sign: textUnreachable, for: 4, against: 0 },
    { sign: laterWorks, for: 5, against: -3 },
    { sign: everyone, for: 4, against: -5 },
    { sign: many, for: 2, against: -4 },
    { sign: infraChanged, for: 2, against: 0 },
    { sign: providerSilent, for: -9, against: 0 },
    { sign: providerTls, for: -8, against: 0 },
    { sign: noWayToProvider, for: -4, against: 0 },
    { sign: browserReaches, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Bring the store back.',
    steps: [
      'See which call fails in the trace, and since when.',
      'Restore it; let the sign-in answer “try again” meanwhile.',
    ],
  },
  confirm: 'The calls succeed and the failures stop.',
  recoveries: [],
  prevention: 'Watch each store from the sign-in service; keep sessions readable when one is down.',
  mistakenFor: [
    { cause: 'bad-release', because: 'No release stands at its beginning.' },
  ],
  reply: 'Our sign-in has a disturbance. It is not your account; please try again in some minutes.',
  references: [OWASP_SESSIONS],
  examples: [
    isThis('the directory does not answer', { experience: { scope: 'everyone', statusCode: 503 }, logs: [failure('directory_unreachable'), 'ldap connection refused: ECONNREFUSED'] }),
    isOther('one wrong password', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})
