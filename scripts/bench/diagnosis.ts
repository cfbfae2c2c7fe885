import { causes } from '@/lib/causes'
import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { CATALOGUE } from '@/lib/services/diagnosis/catalogue'
import { table } from './figures'

/** Hundreds of small functions take part: this long it takes until they are compiled as they stay. */
const WARM_SECONDS = 12
const SECONDS = 5

/** Verdicts a second on one core over the examples of every cause, once warm; with and without the next questions. */
export function measureDiagnosis(): string {
  const cases = causes.flatMap(({ examples }) => examples.map((example) => example.case))
  const rate = (withQuestions: boolean) => {
    const run = () => cases.forEach((one) => judge(CATALOGUE, readCase(one, readLine), { questions: withQuestions }))
    perSecond(run, WARM_SECONDS)
    return Math.round(cases.length * perSecond(run, SECONDS)).toLocaleString('en-GB')
  }
  return table(['what', 'per second'], [['verdict', rate(false)], ['verdict with next questions', rate(true)]])
}

/** How often something is done in a second, over some of them. */
function perSecond(run: () => void, seconds: number): number {
  const started = performance.now()
  let times = 0
  for (; performance.now() - started < seconds * 1000; times += 1) run()
  return (times / (performance.now() - started)) * 1000
}
