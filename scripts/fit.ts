import { writeFileSync } from 'node:fs'
import { causes } from '@/lib/causes'
import { indexed } from '@/lib/engine/catalogue'
import { crossValidate, lossOf, sampleOf, scaled, train, withWords, type Sample } from '@/lib/engine/fit'
import { readLabelled } from '@/lib/engine/labelled'
import { trainWording, wordingFrom } from '@/lib/engine/train-wording'
import { writeWording } from '@/lib/engine/wording'
import { parseCase, readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { questions } from '@/lib/questions'
import { removeFacts } from '@/lib/testing/remove-facts'
import { table } from './bench/figures'

// npm run fit -- [FILE…]: from labelled cases that are not kept apart, what words weigh, how far each sign can be trusted,
// and the temperature. Everything is chosen by cross-validation and written to lib/engine/wording.json and fitted.json,
// which are reviewed as a diff. Without a file: the console's own cases.

const [FITTED, WORDING] = ['lib/engine/fitted.json', 'lib/engine/wording.json']
const TEMPERATURES = [0.8, 1, 1.2, 1.5, 1.8]
/** Decibans of "none of these". */
const NONES = [0, -3, -6, -9, -12]
/** Times the learnt weights: they come from far fewer cases than there are words. */
const SCALES = [0.5, 1, 1.5, 2, 2.5, 3]
const WORD_PENALTIES = [0.03, 0.1]
const PENALTIES = [3, 10]
/** A word that moves a case by less than this many decibans is not written down. */
const LEAST_WEIGHT = 2
/** Each case counts again with half of its facts gone, for a verdict must know what it does not know. */
const THINNED = [{ share: 0.5, weight: 0.5, seed: 1 }, { share: 0.3, weight: 0.5, seed: 2 }]

const catalogue = { causes, questions }
const cases = readLabelled(process.argv.slice(2).length ? process.argv.slice(2) : ['lib/testing/cases']).filter(({ kept }) => !kept)
const samples: Sample[] = cases.flatMap(({ id, input, truth }) => {
  const file = parseCase(input)
  const whole = sampleOf(catalogue, id, truth.cause, readCase(file, readLine))
  const thinned = THINNED.map(({ share, weight, seed }) => sampleOf(catalogue, id, truth.cause, readCase(removeFacts(file, share, seed), readLine), weight))
  return [whole, ...thinned].flatMap((sample) => sample ?? [])
})
const { signs } = indexed(catalogue)
const plain = new Float64Array(signs.length).fill(1)
const least = <T extends { loss: number }>(choices: readonly T[]) => choices.reduce((best, choice) => (choice.loss < best.loss ? choice : best))
const shown = (loss: number) => loss.toFixed(4)

const blends = WORD_PENALTIES.map((wordPenalty) => {
  const worded = withWords(catalogue, samples, wordPenalty)
  return least(SCALES.flatMap((scale) => TEMPERATURES.flatMap((temperature) => {
    const counted = scaled(worded, scale * temperature)
    return NONES.map((none) => ({ wordPenalty, worded, scale, frame: { temperature, none }, loss: lossOf(catalogue, counted, plain, { temperature, none }) }))
  })))
})
console.log(table(['penalty of words', 'their scale', 'temperature', 'none of these', 'loss on cases left out'], blends.map(({ wordPenalty, scale, frame, loss }) => [wordPenalty, scale, frame.temperature, frame.none, shown(loss)].map(String))))
const blend = least(blends)
const { frame } = blend
const worded = scaled(blend.worded, blend.scale * frame.temperature)

const trusts = PENALTIES.map((penalty) => ({ penalty, loss: crossValidate(catalogue, worded, frame, penalty) }))
console.log(`\n${table(['penalty of a sign’s distance from its weights', 'loss on cases left out'], trusts.map(({ penalty, loss }) => [String(penalty), shown(loss)]))}`)
const trust = least(trusts)
console.log(`\n${cases.length} cases. Signs alone: ${shown(lossOf(catalogue, samples, plain, frame))}; with words: ${shown(blend.loss)}; with what signs can be trusted: ${shown(trust.loss)}.`)

const reliability = trust.loss < blend.loss ? train(catalogue, worded, frame, trust.penalty) : plain
const moved = signs.flatMap(({ id }, index) => (Math.abs((reliability[index] ?? 1) - 1) >= 0.05 ? [[id, Math.round((reliability[index] ?? 1) * 100) / 100] as const] : []))
writeFileSync(FITTED, `${JSON.stringify({ ...frame, reliability: Object.fromEntries(moved.sort(([a], [b]) => (a < b ? -1 : 1))) }, null, 2)}\n`)
const wording = wordingFrom(trainWording(samples, causes.length, blend.wordPenalty), causes.map(({ slug }) => slug), blend.scale * frame.temperature, LEAST_WEIGHT)
writeFileSync(WORDING, `${JSON.stringify(writeWording(wording), null, 0).replaceAll('","', '",\n"')}\n`)
console.log(`Wrote ${FITTED}: ${moved.length} of ${signs.length} signs moved; ${WORDING}: ${wording.terms.size} terms.`)
