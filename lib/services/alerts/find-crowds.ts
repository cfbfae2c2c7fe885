import { rangeOf } from '../watches/places'
import { classify, isWorthAlert, type Reading } from './classify'
import { figuresOf, groupOfStrangers, groupsByName, groupsByRange, type Group, type Known, type Try } from './figures'
import { natureOf, type Figures } from './schema'

export type Crowd = { group: Group; figures: Figures; reading: Reading }

const read = (known: Known) => (group: Group): Crowd => {
  const figures = figuresOf(group, known)
  return { group, figures, reading: classify(figures) }
}
const worth = ({ reading, figures }: Crowd) => isWorthAlert(reading, figures)

/** What makes two crowds one: a flood is the same flood when it is seen as stuffing at its end. */
export const sameness = ({ group, reading }: Crowd, environment: string) => [natureOf(reading.kind), environment, group.scope, group.subject ?? ''].join('|')

/** Share of a group's failures that a reported range explains already. */
const EXPLAINED = 0.8
/** Ranges at work alike: more of them are one network of hired machines, told as one; so is a range that is a small part of it. */
const NETWORK = 3
const SMALL_PART = 0.25

const SPREADS: readonly string[] = ['stuffing', 'spray', 'flood']

/**
 * Every crowd of failures worth an alert, each told once: first ranges of addresses from which several names fail, then
 * names that are tried from elsewhere, then what is spread over the whole network. Pure.
 */
export function findCrowds(tries: readonly Try[], known: Known): Crowd[] {
  const found = groupsByRange(tries).map(read(known)).filter((crowd) => crowd.figures.names !== 1 && worth(crowd))
  const spread = found.filter(({ reading }) => SPREADS.includes(reading.kind))
  const whole = groupOfStrangers(tries, known).map(read(known)).find(worth)?.figures.failures ?? 0
  const network = new Set(spread.filter(({ figures }) => spread.length > NETWORK || figures.failures < SMALL_PART * whole).map(({ group }) => group.subject))
  const ranges = found.filter(({ group }) => !network.has(group.subject))
  const told = new Set(ranges.map(({ group }) => group.subject))
  const isFrom = (places: ReadonlySet<string | null>) => ({ ip }: Try) => ip !== null && places.has(rangeOf(ip))
  const unexplained = ({ tries: own }: Group) => {
    const failed = own.filter(({ ok }) => !ok)
    return failed.filter(isFrom(new Set([...told, ...network]))).length < EXPLAINED * failed.length
  }
  const names = groupsByName(tries).filter(unexplained).map(read(known)).filter(worth)
  const guessed = new Set(names.map(({ group }) => group.subject))
  const rest = tries.filter((one) => !isFrom(told)(one) && !(one.name !== null && guessed.has(one.name)))
  const everywhere = network.size > 0 ? [spreadOver(rest, isFrom(network), known)] : groupOfStrangers(rest, known)
  return [...ranges, ...names, ...everywhere.map(read(known)).filter(worth)]
}

/** The ranges of one network, with the strangers beside them: its other machines. */
function spreadOver(tries: readonly Try[], isOfNetwork: (one: Try) => boolean, known: Known): Group {
  const strangers = groupOfStrangers(tries.filter((one) => !isOfNetwork(one)), known).flatMap((group) => group.tries)
  return { scope: 'environment', subject: null, tries: [...tries.filter(isOfNetwork), ...strangers] }
}
