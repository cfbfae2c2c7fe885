import { writeFileSync } from 'node:fs'
import { causes } from '@/lib/causes'
import { curveOf, type Checked } from '@/lib/engine/calibrate'
import { learnApart, lossOf, sampleOf, scaled, toldByPage, withWords, type Sample } from '@/lib/engine/fit'
import type { Fit } from '@/lib/engine/fitted'
import { leaderOf } from '@/lib/engine/judge'
import { readLabelled, type Labelled } from '@/lib/engine/labelled'
import { trainWording, wordingFrom } from '@/lib/engine/train-wording'
import { findSigns, weigh } from '@/lib/engine/weigh'
import { writeWording } from '@/lib/engine/wording'
import type { Evidence } from '@/lib/evidence/evidence'
import { parseCase, readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { questions } from '@/lib/questions'
import { removeFacts } from '@/lib/testing/remove-facts'
import { table } from './bench/figures'

// npm run fit -- [FILE…]: from labelled cases that are not kept apart, what words weigh, chosen by cross-validation; and
// from those marked "confidence", how often verdicts of some probability are right. Written to lib/engine/wording.json and
// fitted.json, which are reviewed as a diff. Without a file: the console's own cases.

const [FITTED, WORDING] = ['lib/engine/fitted.json', 'lib/engine/wording.json']
/** Times the learnt weights: they come from far fewer cases than there are words. */
const SCALES = [1, 1.5, 2, 2.5, 3]
/** What a squared weight costs; from 0.01 to 0.1 it hardly matters. */
const PENALTY = 0.03
/** A weight of less than this many decibans is not written down. */
const LEAST_WEIGHT = 2
/** Each case counts again with half of its facts gone, for a verdict must know what it does not know. */
const THINNED = [{ share: 0.5, weight: 0.5, seed: 1 }, { share: 0.3, weight: 0.5, seed: 2 }]

/** What a cause's own page counts beside a case. */
const PAGE = 0.5

const catalogue = { causes, questions }
const slugs = causes.map(({ slug }) => slug)
type Read = Sample & { evidence: Evidence }

const labelled = readLabelled(process.argv.slice(2).length ? process.argv.slice(2) : ['lib/testing/cases']).filter(({ kept }) => !kept)
const read = (cases: readonly Labelled[]): Read[] =>
  cases.flatMap(({ id, input, truth }) => {
    const file = parseCase(input)
    const variants = [{ file, weight: 1 }, ...THINNED.map(({ share, weight, seed }) => ({ file: removeFacts(file, share, seed), weight }))]
    return variants.flatMap(({ file: variant, weight }) => {
      const evidence = readCase(variant, readLine)
      const sample = sampleOf(catalogue, id, truth.cause, evidence, weight)
      return sample ? [{ ...sample, evidence }] : []
    })
  })
const cases = labelled.filter(({ confidence }) => !confidence)
const samples = read(cases)
const pages = causes.flatMap((cause) => sampleOf(catalogue, `page ${cause.slug}`, cause.slug, readCase(toldByPage(cause), readLine), PAGE) ?? [])
const shown = (loss: number) => loss.toFixed(4)
const least = <T extends { loss: number }>(choices: readonly T[]) => choices.reduce((best, choice) => (choice.loss < best.loss ? choice : best))

const apart = learnApart(catalogue, samples, PENALTY, pages)
const worded = withWords(catalogue, apart)
const choices = SCALES.map((scale) => ({ scale, loss: lossOf(catalogue, scaled(worded, scale)) }))
console.log(table(['words count', 'loss on cases left out'], choices.map(({ scale, loss }) => [`${scale} times`, shown(loss)])))
const { scale, loss } = least(choices)
console.log(`\n${cases.length} cases. Signs alone: ${shown(lossOf(catalogue, samples))}; with words: ${shown(loss)}.`)

const wording = wordingFrom(trainWording([...samples, ...pages], causes.length, PENALTY), slugs, scale, LEAST_WEIGHT)

/** What the engine says of cases from which nothing was learnt, and whether that is right. */
function checkedVerdicts(): { once: Checked[]; twice: Checked[] } {
  const learnt = { ...catalogue, wording }
  const checked = read(labelled.filter(({ confidence }) => confidence)).flatMap(({ evidence, truth }) => {
    const { leader, twice } = leaderOf(learnt, weigh(learnt, findSigns(learnt, evidence)))
    return leader ? [{ twice, probability: leader.probability, right: leader.cause.slug === slugs[truth] }] : []
  })
  return { once: checked.filter(({ twice }) => !twice), twice: checked.filter(({ twice }) => twice) }
}

const { once, twice } = checkedVerdicts()
const fit: Fit = { stated: { once: curveOf(once), twice: curveOf(twice) } }
writeFileSync(FITTED, `${JSON.stringify(fit, null, 1)}\n`)
writeFileSync(WORDING, `${JSON.stringify(writeWording(wording)).replaceAll('","', '",\n"')}\n`)
console.log(`Wrote ${FITTED}, from ${once.length} verdicts told once and ${twice.length} told twice, and ${WORDING} with ${wording.terms.length} terms.`)
