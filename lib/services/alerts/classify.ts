import { number } from '@/lib/core/number'
import type { Figures, Kind } from './schema'

export type Reading = { kind: Kind; because: string[] }

/**
 * The lines between the kinds, in one place. The console's own, drawn on generated traffic and tried on other seeds
 * (classify.test.ts); what an attacker spends and a person does is what they rest on: a person tries one name, their own,
 * a few times, from where they have been before.
 */
const LINES = {
  /** Names that fail within the window: fewer are a team. */
  crowd: 12,
  /** Tries a name. Guessers of many names spend one or two on each; locks follow more. */
  triesEach: 3,
  /** Failures on one name: a person has asked for a reset by then. */
  guessed: 20,
  /** Share of names that are accounts here: a list made for this company, against one leaked elsewhere. */
  ownList: 0.6,
  /** Share of names that are accounts where names are made up. */
  madeUp: 0.03,
  /** Failures of one minute that no list of passwords needs: the aim is the service. */
  torrent: 240,
  /** Share of tries that got in, above which those who try are people who know their passwords. */
  people: 0.25,
  /** Share of familiar addresses from which on a source is one of ours. */
  ours: 0.5,
  /** Variation of the gaps below which a clock tries, not a hand. */
  clockwork: 0.35,
  /** Tries a minute up to which a device may retry. */
  device: 6,
  /** Browsers a name: one programme for all names, against everybody with their own. */
  ownBrowsers: 0.25,
} as const

const count = (n: number, one: string, more = `${one}s`) => `${number(n)} ${n === 1 ? one : more}`
const share = (part: number, whole: number) => {
  const percent = whole === 0 ? 0 : (100 * part) / whole
  return `${percent > 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)}%`
}

const SAYS = {
  scale: (f: Figures) => `${count(f.failures, 'try', 'tries')} failed on ${count(f.names, 'name')} from ${count(f.sources, 'address', 'addresses')} in ${count(f.minutes, 'minute')}.`,
  each: (f: Figures) => `${(f.failures / Math.max(1, f.names)).toFixed(1)} tries a name.`,
  known: (f: Figures) => `${share(f.accounts, f.names)} of the names are accounts here.`,
  success: (f: Figures) => `${share(f.successes, f.successes + f.failures)} of the tries got in.`,
  most: (f: Figures) => `One name failed ${count(f.mostOfName, 'time')}.`,
  busiest: (f: Figures) => `${count(f.busiest, 'failure')} in the busiest minute.`,
  throttled: (f: Figures) => `${share(f.throttled, f.failures)} were refused by a limit or block on the address.`,
  agents: (f: Figures) => `${count(f.agents, 'browser or programme', 'browsers and programmes')} for ${count(f.names, 'name')}.`,
  cadence: (f: Figures) => (f.cadence === null ? null : `The gaps between tries vary by ${Math.round(100 * f.cadence)}%${f.cadence <= LINES.clockwork ? ': a clock, not a hand' : ''}.`),
  familiar: (f: Figures) => (f.familiar === null ? null : f.familiar === 0 ? 'Nobody had signed in from there before.' : `People had signed in before from ${share(f.familiar, 1)} of the addresses.`),
  usual: (f: Figures) => (f.usual === null ? null : `Usual in the whole environment at this hour: ${count(Math.round(f.usual), 'failure')}.`),
} as const

type Saying = keyof typeof SAYS
const reading = (kind: Kind, figures: Figures, ...sayings: Saying[]): Reading => ({ kind, because: sayings.flatMap((saying) => SAYS[saying](figures) ?? []) })

const successShare = ({ successes, failures }: Figures) => successes / Math.max(1, successes + failures)
const knownShare = ({ accounts, names }: Figures) => accounts / Math.max(1, names)
/** Strangers, as far as anything is known of the addresses. */
const strange = ({ familiar }: Figures) => familiar === null || familiar < LINES.ours
const ours = ({ familiar }: Figures) => familiar !== null && familiar >= LINES.ours

/** What a crowd of failures is, with the figures that decided. Pure; takes any figures. */
export function classify(figures: Figures): Reading {
  const { names, failures } = figures
  if (failures === 0) return reading('ordinary', figures, 'scale')
  if (isFlood(figures)) return reading('flood', figures, 'scale', 'busiest', 'known', 'success', 'familiar')
  if (names <= 2 || figures.scope === 'name') return ofOneName(figures)
  if (isCrowdBehindOne(figures)) return reading('shared_proxy', figures, 'scale', 'agents', 'known', 'throttled', 'familiar')
  if (isFew(figures)) return reading('brute_force', figures, 'scale', 'most', 'success', 'cadence', 'familiar')
  if (isListTried(figures)) {
    const kind = knownShare(figures) >= LINES.ownList ? 'spray' : 'stuffing'
    return reading(kind, figures, 'scale', 'each', 'known', 'success', 'agents', 'familiar', 'usual')
  }
  return reading('ordinary', figures, 'scale', 'success', 'familiar')
}

/** Made-up names, or none, faster than any list is worth. */
const isFlood = (f: Figures) => f.busiest >= LINES.torrent && successShare(f) < 0.02 && (knownShare(f) <= LINES.madeUp || f.throttled >= 0.8 * f.failures) && !isCrowdBehindOne(f)

/** Known people with browsers of their own, from one familiar address, held back by a limit, or mostly getting in. */
const isCrowdBehindOne = (f: Figures) =>
  f.scope === 'range' && f.accounts >= 4 && knownShare(f) >= 0.8 && f.sources <= 4 && f.agents >= 3 && f.agents >= LINES.ownBrowsers * Math.min(f.names, 20) && !(f.familiar !== null && f.familiar === 0) &&
  (f.throttled >= 0.3 * f.failures || (ours(f) && successShare(f) >= LINES.people))

/** A handful of names, each far oftener than anybody forgets, from elsewhere or faster than hands. */
const isFew = (f: Figures) => (strange(f) || f.failures / Math.max(1, f.minutes) > LINES.device * f.names) && f.names < LINES.crowd && f.failures / f.names >= LINES.guessed / 2 && f.mostOfName >= LINES.guessed && successShare(f) < LINES.people

/** Many names, one or two tries each, hardly one right, from where nobody of ours is. */
const isListTried = (f: Figures) => f.names >= LINES.crowd && f.failures / f.names <= LINES.triesEach && successShare(f) < LINES.people / 2 && strange(f)

function ofOneName(f: Figures): Reading {
  const perMinute = f.failures / Math.max(1, f.minutes)
  const clockwork = f.cadence !== null && f.cadence <= LINES.clockwork
  // A device sits where its owner does and retries by its clock; whoever guesses comes from elsewhere, or faster.
  if (clockwork && perMinute <= LINES.device && f.sources <= 2 && f.agents <= 2 && !(f.familiar !== null && f.familiar === 0)) return reading('stale_client', f, 'most', 'cadence', 'agents', 'familiar')
  if (f.mostOfName >= LINES.guessed && (strange(f) || perMinute > LINES.device || f.sources > 4)) return reading('brute_force', f, 'scale', 'most', 'success', 'cadence', 'familiar')
  return reading('ordinary', f, 'scale', 'cadence', 'familiar')
}

/** Whether somebody must hear of it: an attack always, a fault where it holds people back. */
export function isWorthAlert({ kind }: Reading, figures: Figures): boolean {
  if (kind === 'ordinary') return false
  if (kind === 'shared_proxy') return figures.throttled >= 10
  return true
}
