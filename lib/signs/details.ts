import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown, type Finding, type Sign } from './define'
import type { Part } from './parts'
import { counted, failures, lastFailure, logSource, shareOf, successes, type SeenEvent } from './look'

const logSign = (id: string, says: string, ask: string, needs: Part, look: (evidence: Evidence) => Finding): Sign => defineSign({ id, says, ask, step: 'logs', needs: [needs], look })

export const ageConstant = logSign('log-age-constant', 'The failures come at a page age equal to the token’s lifetime.', 'How old is the page when it fails?', 'detail.pageAgeSeconds', (evidence) => {
  const aged = failures(evidence).filter(({ details }) => details.pageAgeSeconds !== undefined && details.tokenLifetimeSeconds !== undefined)
  const last = aged.at(-1)
  if (!last) return unknown
  const near = shareOf(aged, ({ details }) => Math.abs((details.pageAgeSeconds ?? 0) - (details.tokenLifetimeSeconds ?? 0)) <= 30)
  const minutes = Math.round((last.details.tokenLifetimeSeconds ?? 0) / 60)
  if (near >= 0.6) return present(`${counted(Math.round(near * aged.length), aged.length)} come at ${minutes} min of page age, the token’s lifetime.`, logSource(last))
  return absent('The failures come at any page age.', logSource(last))
})

export const notRefreshed = logSign('log-not-refreshed', 'The client did not call for a new token in between.', 'Does the client refresh its token?', 'detail.refreshed', (evidence) => {
  const told = failures(evidence).filter(({ details }) => details.refreshed !== undefined)
  const last = told.at(-1)
  if (!last) return unknown
  return shareOf(told, ({ details }) => details.refreshed === false) >= 0.6 ? present('No refresh call stands between page load and failure.', logSource(last)) : absent('The client refreshed before it failed.', logSource(last))
})

export const codesOff = defineSign({
  id: 'log-codes-off',
  says: 'The codes are off by a constant number of steps.',
  ask: 'By how many steps are the codes off?',
  step: 'logs',
  needs: ['offsets'],
  look: (evidence) => {
    const logged = evidence.events.flatMap(({ details }) => (details.totpOffsetSteps === undefined ? [] : [details.totpOffsetSteps]))
    const offsets = logged.length ? logged : (evidence.account?.factors?.flatMap((factor) => factor.offsets) ?? [])
    if (offsets.length === 0) return unknown
    const off = offsets.filter((steps) => Math.abs(steps) >= 2)
    const sameSide = off.every((steps) => steps > 0) || off.every((steps) => steps < 0)
    const shown = offsets.slice(-6).map((steps) => (steps > 0 ? `+${steps}` : `${steps}`.replace('-', '−'))).join(', ')
    return off.length >= 2 && sameSide ? present(`The last codes were off by ${shown} steps of 30 s.`, 'logs') : absent(`The last codes were off by ${shown} steps.`, 'logs')
  },
})

export const deliveredLate = logSign('log-delivered-late', 'The code arrived after it had run out.', 'How long did the code take to arrive?', 'detail.deliverySeconds', (evidence) => {
  const timed = evidence.events.filter(({ details }) => details.deliverySeconds !== undefined && details.validitySeconds !== undefined)
  const late = timed.findLast(({ details }) => (details.deliverySeconds ?? 0) > (details.validitySeconds ?? 0))
  if (late) return present(`Delivered after ${late.details.deliverySeconds} s, valid for ${late.details.validitySeconds} s.`, logSource(late))
  const last = timed.at(-1)
  return last ? absent(`Delivered after ${last.details.deliverySeconds} s, in time.`, logSource(last)) : unknown
})

export const oldFactorAsked = logSign('log-old-factor', 'The factor that is asked for is the oldest of its kind.', 'Which device does the sign-in ask for?', 'detail.factorId', (evidence) => {
  const asked = failures(evidence).findLast(({ details }) => details.factorId !== undefined)
  const factors = evidence.account?.factors
  if (!asked || !factors) return unknown
  const factor = factors.find(({ id }) => id === asked.details.factorId)
  if (!factor) return unknown
  const newer = factors.some((other) => other.kind === factor.kind && (other.enrolledAt ?? 0) > (factor.enrolledAt ?? 0))
  return newer ? present(`It asks for ${factor.label ?? factor.kind}, an older device of that kind.`, logSource(asked)) : absent(`It asks for ${factor.label ?? factor.kind}, the newest of its kind.`, logSource(asked))
})

/** Two compared values that differ, of one kind. */
function differs(id: string, what: string, kinds: RegExp): Sign {
  return logSign(id, `The ${what} that came is not the one expected.`, `Which ${what} came, and which was expected?`, 'detail.compared', (evidence) => {
    const compared = failures(evidence).findLast(({ details }) => kinds.test(details.compared ?? '') && details.expected !== undefined && details.actual !== undefined)
    if (!compared) return unknown
    const { expected, actual } = compared.details
    return expected === actual ? absent(`The ${what} is as expected.`, logSource(compared)) : present(`Expected ${what} ${short(expected)}, came ${short(actual)}.`, logSource(compared))
  })
}

const short = (value = '') => (value.length > 90 ? `${value.slice(0, 87)}…` : value)

export const redirectDiffers = differs('log-redirect-differs', 'redirect address', /redirect|callback/i)
export const audienceDiffers = differs('log-audience-differs', 'audience', /^aud|audience/i)
export const issuerDiffers = differs('log-issuer-differs', 'issuer', /^iss|issuer|entity/i)
export const certificateDiffers = differs('log-certificate-differs', 'certificate', /cert/i)
export const rpDiffers = differs('log-rp-differs', 'relying party', /^rp/i)
export const kidDiffers = differs('log-kid-differs', 'key id', /^kid/i)

/** What two redirect addresses differ in, piece by piece. */
export const redirectHostIsInternal = logSign('log-redirect-internal', 'The address sent has another scheme or an internal host.', 'Do the addresses differ in scheme or host?', 'detail.compared', (evidence) => {
  const compared = lastFailure(evidence, ({ details }) => /redirect|callback/i.test(details.compared ?? ''))
  if (!compared?.details.expected || !compared.details.actual) return unknown
  const [want, got] = [parts(compared.details.expected), parts(compared.details.actual)]
  if (!want || !got) return unknown
  if (want.scheme !== got.scheme || /^(localhost|127\.|10\.|0\.0\.0\.0|[\w-]+$)/.test(got.host)) return present(`Sent ${got.scheme}//${got.host}, registered ${want.scheme}//${want.host}.`, logSource(compared))
  return absent('Scheme and host agree; the path differs.', logSource(compared))
})

function parts(address: string): { scheme: string; host: string } | null {
  try {
    const { protocol, host } = new URL(address)
    return { scheme: protocol, host }
  } catch {
    return null
  }
}

export const groupsUnmapped = logSign('log-groups-unmapped', 'None of the groups that came is mapped.', 'Which groups came, and which are mapped?', 'detail.groups', (evidence) => {
  const told = failures(evidence).findLast(({ details }) => details.groups !== undefined)
  if (!told) return unknown
  const mapped = new Set(evidence.providers.flatMap(({ groupMapping }) => Object.keys(groupMapping)))
  const came = told.details.groups ?? []
  if (mapped.size === 0 && told.details.compared !== 'groups') return unknown
  if (came.some((group) => mapped.has(group))) return absent('At least one group that came is mapped.', logSource(told))
  const expected = told.details.expected ?? [...mapped].join(', ')
  return present(`Came ${short(came.join(', ') || 'no group')}; mapped are ${short(expected)}.`, logSource(told))
})

export const overLimit = logSign('log-over-limit', 'A counter was over its limit.', 'Which counter was over its limit?', 'detail.limit', (evidence) => {
  const over = lastFailure(evidence, ({ details }) => details.limit !== undefined && details.count !== undefined)
  if (!over) return unknown
  const { count = 0, limit = 0, windowSeconds } = over.details
  return count >= limit ? present(`${count} tries, ${limit} allowed${windowSeconds ? ` in ${windowSeconds} s` : ''}.`, logSource(over)) : absent('The counter was below its limit.', logSource(over))
})

export const oldSessionTried = logSign('log-old-session', 'A session from before the password change was used and refused.', 'Does an old session keep trying?', 'detail.sessionStartedAt', (evidence) => {
  const changed = evidence.account?.passwordChangedAt
  const tries = failures(evidence).filter(({ details }) => details.sessionStartedAt !== undefined)
  const last = tries.at(-1)
  if (!last || !changed) return unknown
  const old = tries.filter(({ details }) => Date.parse(details.sessionStartedAt ?? '') < changed)
  return old.length ? present(`${counted(old.length, failures(evidence).length)} come from a session older than the password.`, logSource(old.at(-1) ?? last)) : absent('The sessions that fail are newer than the password.', logSource(last))
})

const noCookie = ({ details }: SeenEvent) => details.cookiePresent === false

export const cookieMissing = logSign('log-cookie-missing', 'The cookie did not come back.', 'Does the cookie come back?', 'detail.cookiePresent', (evidence) => {
  const told = failures(evidence).filter(({ details }) => details.cookiePresent !== undefined)
  const last = told.at(-1)
  if (!last) return unknown
  return shareOf(told, noCookie) >= 0.6 ? present('The cookie did not come back with the request.', logSource(last)) : absent('The cookie came back.', logSource(last))
})

export const embedded = logSign('log-embedded', 'The page runs inside another site.', 'Does the page run inside another site?', 'detail.embedded', (evidence) => {
  const told = evidence.events.findLast(({ details }) => details.embedded !== undefined)
  if (!told) return unknown
  return told.details.embedded ? present('The page runs inside another site’s frame.', logSource(told)) : absent('The page stands alone.', logSource(told))
})

const browserOf = ({ details }: SeenEvent) => details.browser ?? null

export const browserSplit = logSign('log-browser-split', 'One browser fails where another gets in.', 'Do other browsers get in?', 'detail.cookiePresent', (evidence) => {
  const failing = new Set(failures(evidence).filter(noCookie).map(browserOf).filter((name) => name !== null))
  const good = successes(evidence).findLast((event) => browserOf(event) !== null && !failing.has(browserOf(event) ?? ''))
  if (failing.size === 0) return unknown
  return good ? present(`${[...failing].join(', ')} fails, ${browserOf(good)} gets in.`, logSource(good)) : unknown
})

export const skewed = logSign('log-skew', 'Two clocks differ by more than a minute.', 'Do the clocks of the servers agree?', 'detail.clockSkewSeconds', (evidence) => {
  const told = evidence.events.filter(({ details }) => details.clockSkewSeconds !== undefined)
  const far = told.findLast(({ details }) => Math.abs(details.clockSkewSeconds ?? 0) >= 60)
  if (far) return present(`${far.host ?? far.service ?? 'The host'} is ${Math.abs(far.details.clockSkewSeconds ?? 0)} s off.`, logSource(far))
  const last = told.at(-1)
  return last ? absent('The clocks agree within a minute.', logSource(last)) : unknown
})

export const steadyTries = logSign('log-steady', 'One device tries at a constant interval.', 'Do the tries come at a constant interval?', 'tries', (evidence) => {
  const times = failures(evidence).flatMap(({ ms }) => (ms === null ? [] : [ms]))
  if (times.length < 5) return unknown
  const gaps = times.slice(1).map((ms, index) => ms - (times[index] ?? ms))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length)
  return mean > 20_000 && spread / mean < 0.15 ? present(`${times.length} tries, one every ${Math.round(mean / 1000)} s.`, 'logs') : absent('The tries come at no constant interval.', 'logs')
})

export const fewTries = logSign('log-few-tries', 'There are few tries, as of a person who mistypes.', 'How many tries are there?', 'events', (evidence) => {
  const tries = failures(evidence)
  if (tries.length === 0) return unknown
  return tries.length <= 6 ? present(`${tries.length} ${tries.length === 1 ? 'try fails' : 'tries fail'}, as of a person who mistypes.`, 'logs') : absent(`${tries.length} tries fail.`, 'logs')
})

export const lockFollowsTries = logSign('log-lock-follows', 'The lock follows wrong passwords of this person.', 'What came before the lock?', 'reason.account_locked', (evidence) => {
  const locked = evidence.events.findIndex(({ reason }) => reason === 'account_locked')
  if (locked < 0) return unknown
  const before = evidence.events.slice(0, locked).filter(({ reason }) => reason === 'bad_password' || reason === 'mfa_code_invalid')
  const event = evidence.events[locked]
  return before.length >= 2 && event ? present(`${before.length} wrong tries, then the lock.`, logSource(event)) : absent('No wrong password precedes the lock.', 'logs')
})

const rangeOf = (ip: string) => ip.split('.').slice(0, 3).join('.')

/** Ranges where the person gets in: one success may be the attacker's, so two are asked for where there are any. */
function knownRanges(evidence: Evidence): Set<string> {
  const counts = new Map<string, number>()
  for (const { ip } of successes(evidence)) if (ip) counts.set(rangeOf(ip), (counts.get(rangeOf(ip)) ?? 0) + 1)
  const often = [...counts].filter(([, count]) => count >= 2)
  return new Set((often.length ? often : [...counts]).map(([range]) => range))
}

export const strangeSource = logSign('log-strange-source', 'Tries come from addresses from which this person never got in.', 'Do the tries come from known places?', 'successes', (evidence) => {
  const known = knownRanges(evidence)
  const tries = failures(evidence).filter(({ ip }) => ip)
  const last = tries.at(-1)
  if (!last || known.size === 0) return unknown
  const strange = tries.filter(({ ip }) => !known.has(rangeOf(ip ?? '')))
  return strange.length > tries.length / 2 ? present(`${counted(strange.length, tries.length)} come from addresses where this person never got in.`, logSource(strange.at(-1) ?? last)) : absent('The tries come from where the person also gets in.', logSource(last))
})
