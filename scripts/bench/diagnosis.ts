import { causes } from '@/lib/causes'
import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { CATALOGUE } from '@/lib/services/diagnosis/catalogue'
import { table } from './figures'

const SECONDS = 3

/** Verdicts a second on one core over the examples of every cause, once warm; with and without the next questions. */
export function measureDiagnosis(): string {
  const cases = causes.flatMap(({ examples }) => examples.map((example) => example.case))
  const rate = (withQuestions: boolean) => {
    const run = () => cases.forEach((one) => judge(CATALOGUE, readCase(one, readLine), { questions: withQuestions }))
    run()
    const started = performance.now()
    let done = 0
    while (performance.now() - started < SECONDS * 1000) {
      run()
      done += cases.length
    }
    return Math.round((done / (performance.now() - started)) * 1000).toLocaleString('en-GB')
  }
  return table(['what', 'per second'], [['verdict', rate(false)], ['verdict with next questions', rate(true)]])
}
