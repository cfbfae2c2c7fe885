import { writeFileSync } from 'node:fs'
import { causes } from '@/lib/causes'
import { crossValidate, lossOf, sampleOf, train, type Sample } from '@/lib/engine/fit'
import { indexed } from '@/lib/engine/catalogue'
import { readLabelled } from '@/lib/engine/labelled'
import { parseCase, readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { questions } from '@/lib/questions'
import { removeFacts } from '@/lib/testing/remove-facts'
import { table } from './bench/figures'

// npm run fit -- [FILE…]: how far each sign can be trusted, and the temperature, from labelled cases that are not kept apart.
// Chooses by cross-validation and writes lib/engine/fitted.json, which is reviewed as a diff. Without a file: the console's own cases.

const FILE = 'lib/engine/fitted.json'
const TEMPERATURES = [0.6, 0.75, 0.9, 1.1]
const PENALTIES = [1, 3, 10, 30]
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
const choices = TEMPERATURES.flatMap((temperature) => PENALTIES.map((penalty) => ({ temperature, penalty, loss: crossValidate(catalogue, samples, temperature, penalty) })))
const best = choices.reduce((least, choice) => (choice.loss < least.loss ? choice : least))
const { signs } = indexed(catalogue)
const plain = new Float64Array(signs.length).fill(1)
console.log(table(['temperature', 'penalty', 'loss on cases left out'], choices.map(({ temperature, penalty, loss }) => [String(temperature), String(penalty), loss.toFixed(4)])))
console.log(`\n${cases.length} cases. As the weights stand: ${lossOf(catalogue, samples, plain, 0.6).toFixed(4)}. Best: temperature ${best.temperature}, penalty ${best.penalty}, ${best.loss.toFixed(4)}.`)

const reliability = train(catalogue, samples, best.temperature, best.penalty)
const moved = signs.flatMap(({ id }, index) => (Math.abs((reliability[index] ?? 1) - 1) >= 0.05 ? [[id, Math.round((reliability[index] ?? 1) * 100) / 100] as const] : []))
writeFileSync(FILE, `${JSON.stringify({ temperature: best.temperature, reliability: Object.fromEntries(moved.sort(([a], [b]) => (a < b ? -1 : 1))) }, null, 2)}\n`)
console.log(`Wrote ${FILE}: ${moved.length} of ${signs.length} signs moved.`)
