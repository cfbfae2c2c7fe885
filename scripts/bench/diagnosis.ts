import { causes } from '@/lib/causes'
import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { CATALOGUE } from '@/lib/services/diagnosis/catalogue'
import { percentile, table } from './figures'

/** Hundreds of small functions take part: this long it takes until they are compiled as they stay. */
const WARM_SECONDS = 12
/** Each of so many seconds is counted for itself: what else the machine does in one of them is not the engine's. */
const SECONDS = 15

/** Verdicts a second on one core over the examples of every cause, once warm; with and without the next questions. */
export function measureDiagnosis(): string {
  const cases = causes.flatMap(({ examples }) => examples.map((example) => example.case))
  const row = (what: string, withQuestions: boolean) => {
    const run = () => cases.forEach((one) => judge(CATALOGUE, readCase(one, readLine), { questions: withQuestions }))
    perSecond(run, WARM_SECONDS)
    const rates = Array.from({ length: SECONDS }, () => cases.length * perSecond(run, 1))
    return [what, ...[0.05, 0.5, 0.95].map((share) => Math.round(percentile(rates, share)).toLocaleString('en-GB'))]
  }
  return table(['per second', 'slowest second', 'median', 'fastest second'], [row('verdict', false), row('verdict with next questions', true)])
}

/** How often something is done in a second, over some of them. */
function perSecond(run: () => void, seconds: number): number {
  const started = performance.now()
  let times = 0
  for (; performance.now() - started < seconds * 1000; times += 1) run()
  return (times / (performance.now() - started)) * 1000
}
