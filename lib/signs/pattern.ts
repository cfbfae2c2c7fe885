import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown, type Finding, type Sign } from './define'

type Pattern = NonNullable<Evidence['pattern']>

const FEW = 3
const MANY = 8
const from = 'pattern'

/** How many are hit, by the pattern and by what the person says. */
function people(evidence: Evidence): number | null {
  if (evidence.pattern) return evidence.pattern.people
  const { scope } = evidence.experience
  if (scope === 'one_user') return 1
  return scope === 'several_users' ? MANY : scope === 'everyone' ? 10 * MANY : null
}

export const many = defineSign({
  id: 'pattern-many',
  says: 'Many fail in the same way.',
  ask: 'Do others fail in the same way?',
  step: 'experience',
  needs: ['people'],
  look: (evidence) => {
    const count = people(evidence)
    if (count === null) return unknown
    const usual = evidence.pattern?.usual ?? 0
    const told = evidence.pattern ? `${count} people fail in this way, ${Math.round(usual)} in the same hours of other weeks.` : `The report says ${evidence.experience.scope?.replace('_', ' ')}.`
    if (count >= MANY && count > 3 * usual) return present(told, from)
    return count <= FEW ? absent(told, from) : unknown
  },
})

export const alone = defineSign({
  id: 'pattern-alone',
  says: 'Nobody else fails in this way.',
  ask: 'Is it only this person?',
  step: 'experience',
  needs: ['people'],
  look: (evidence) => {
    const count = people(evidence)
    if (count === null) return unknown
    const told = evidence.pattern ? (count <= 1 ? 'Nobody else fails in this way.' : `${count} people fail in this way, ${Math.round(evidence.pattern.usual ?? 0)} in the same hours of other weeks.`) : `The report says ${evidence.experience.scope?.replace('_', ' ')}.`
    const usual = evidence.pattern?.usual ?? 0
    if (count <= FEW || (evidence.pattern && count <= 3 * usual)) return present(told, from)
    return count >= MANY ? absent(told, from) : unknown
  },
})

export const everyone = defineSign({
  id: 'pattern-everyone',
  says: 'Nearly everybody is hit.',
  ask: 'Does anybody still get in?',
  step: 'experience',
  needs: ['people'],
  look: ({ pattern, experience }) => {
    if (pattern && typeof pattern.successes === 'number' && typeof pattern.failures === 'number' && pattern.failures + pattern.successes >= 20) {
      const share = pattern.failures / (pattern.failures + pattern.successes)
      return share > 0.7 ? present(`${Math.round(share * 100)}% of the sign-ins fail.`, from) : absent(`${Math.round(share * 100)}% of the sign-ins fail.`, from)
    }
    if (experience.scope === 'everyone') return present('The report says everyone.', 'experience')
    return experience.scope === 'one_user' ? absent('The report says one person.', 'experience') : unknown
  },
})

/** Those hit share a trait that the others do not have. */
function traitSign(id: string, says: string, names: RegExp, values: RegExp = /./): Sign {
  return defineSign({
    id,
    says,
    ask: 'What do those who fail have in common?',
    step: 'experience',
    needs: ['traits'],
    look: ({ pattern }): Finding => {
      if (!pattern?.traits || pattern.people < FEW) return unknown
      const traits = pattern.traits.filter(({ trait }) => names.test(trait))
      const hit = traits.find(({ value, hit: share, others }) => values.test(value) && share >= 0.8 && share - others >= 0.5)
      if (hit) return present(`${Math.round(hit.hit * 100)}% of those hit have ${hit.trait} ${hit.value}, ${Math.round(hit.others * 100)}% of the others.`, from)
      return traits.length ? absent('Those hit do not share it.', from) : unknown
    },
  })
}

export const shareHash = traitSign('pattern-hash', 'Those who fail share one kind of password hash.', /hash/i)
export const shareProvider = traitSign('pattern-provider', 'Those who fail use one provider.', /provider|connection|idp/i)
export const shareRange = traitSign('pattern-address', 'Those who fail come from one address range.', /address|range|network|\bip\b|office/i)
export const shareTeam = traitSign('pattern-team', 'Those who fail are of one team or group.', /team|group|department|role/i)
export const shareBrowser = traitSign('pattern-browser', 'Those who fail use one browser.', /browser/i)
export const shareClient = traitSign('pattern-client', 'Those who fail use one client version.', /client/i)

const ratio = (pattern: Pattern) => {
  const { failures, successes } = pattern
  return typeof failures === 'number' && typeof successes === 'number' && failures + successes > 0 ? successes / (failures + successes) : null
}

export const attackShape = defineSign({
  id: 'pattern-attack',
  says: 'Many names are tried from few addresses with hardly a success.',
  ask: 'How many names are tried from how many addresses, and how many get in?',
  step: 'experience',
  needs: ['pattern'],
  look: ({ pattern }) => {
    if (!pattern || typeof pattern.sources !== 'number') return unknown
    const success = ratio(pattern)
    const perSource = pattern.people / Math.max(1, pattern.sources)
    const unknownNames = pattern.unknownNames ?? 0
    const told = `${pattern.people} accounts and ${unknownNames} unknown names from ${pattern.sources} addresses${success === null ? '' : `, ${(success * 100).toFixed(1)}% get in`}.`
    if (pattern.people >= MANY && unknownNames >= MANY && perSource >= 3 && (success ?? 0) < 0.1) return present(told, from)
    return absent(told, from)
  },
})

export const unknownNamesTried = defineSign({
  id: 'pattern-unknown-names',
  says: 'Many of the names tried belong to nobody.',
  ask: 'Do the names tried exist?',
  step: 'experience',
  needs: ['pattern'],
  look: ({ pattern }) => {
    if (!pattern || typeof pattern.unknownNames !== 'number') return unknown
    const tried = pattern.unknownNames + pattern.people
    if (tried < MANY) return absent('Few names are tried.', from)
    const share = pattern.unknownNames / tried
    return share >= 0.5 ? present(`${pattern.unknownNames} of ${tried} names tried do not exist.`, from) : absent(`${pattern.unknownNames} of ${tried} names tried do not exist.`, from)
  },
})
