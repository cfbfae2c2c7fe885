import { parseArgs } from 'node:util'
import { readLabelled } from '@/lib/engine/labelled'
import { score, scoreOne, type Score, type Scored } from '@/lib/engine/score'
import { diagnoseCase } from '@/lib/services/diagnosis/diagnose-case'
import { table } from './bench/figures'

// npm run eval -- [--kept | --fitted] [--brief] FILE…: how right the verdicts are on labelled cases, and every miss with its evidence.
// Without a file: the console's own cases.

const percent = (part: number) => `${(part * 100).toFixed(1)}%`

function summary(result: Score): string {
  return table(
    ['measure', 'value'],
    [
      ['cases', String(result.cases)],
      ['bucket right', percent(result.bucket)],
      ['cause named first', percent(result.top1)],
      ['cause among the first three', percent(result.top3)],
      ['nature right', percent(result.nature)],
      ['undetermined', percent(result.undetermined)],
      ['right where stated with 90% and more', `${percent(result.sure.right)} of ${result.sure.cases}`],
      ['Brier score', result.brier.toFixed(3)],
      ['expected calibration error', result.calibrationError.toFixed(3)],
    ],
  )
}

const calibration = ({ bins }: Score) =>
  table(['stated', 'cases', 'mean stated', 'right'], bins.filter(({ cases }) => cases > 0).map(({ from, to, cases, stated, right }) => [`${percent(from)} to ${percent(to)}`, String(cases), percent(stated), percent(right)]))

function miss({ id, truth, verdict, place }: Scored): string {
  const lines = verdict.evidence.slice(0, 6).map(({ sign, weight, because, source }) => `    ${weight > 0 ? '+' : ''}${weight} ${sign} (${source}): ${because}`)
  const rest = verdict.alternatives.map(({ cause, confidence }) => `${cause} ${percent(confidence)}`).join(', ')
  return [`${id}: ${truth.cause}, said ${verdict.cause ?? 'nothing'} ${percent(verdict.confidence)}, ${verdict.bucket}${place ? ` (right one in place ${place})` : ''}`, ...lines, `    then: ${rest || 'nothing'}`].join('\n')
}

/** Causes by their share of misses, the weakest first. */
function weakest(scored: readonly Scored[]): string[][] {
  const byCause = new Map<string, { cases: number; right: number }>()
  for (const { truth, place } of scored) {
    const known = byCause.get(truth.cause) ?? { cases: 0, right: 0 }
    byCause.set(truth.cause, { cases: known.cases + 1, right: known.right + (place === 1 ? 1 : 0) })
  }
  const missed = [...byCause].filter(([, { cases, right }]) => right < cases)
  return missed.sort((a, b) => a[1].right / a[1].cases - b[1].right / b[1].cases || b[1].cases - a[1].cases).slice(0, 5).map(([cause, { cases, right }]) => [cause, `${right} of ${cases}`])
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { kept: { type: 'boolean' }, fitted: { type: 'boolean' }, brief: { type: 'boolean' } } })
try {
  const cases = readLabelled(positionals.length ? positionals : ['lib/testing/cases']).filter(({ kept }) => (values.kept ? kept : values.fitted ? !kept : true))
  const scored = cases.map(({ id, input, truth }) => scoreOne(id, truth, diagnoseCase(input)))
  const result = score(scored)
  console.log(`${summary(result)}\n\n${calibration(result)}\n`)
  const weak = weakest(scored)
  if (weak.length) console.log(`${table(['weakest causes', 'named first'], weak)}\n`)
  if (!values.brief) {
    if (result.confusions.length) console.log(`${table(['truth', 'said', 'cases'], result.confusions.map(({ truth, said, cases: count }) => [truth, said, String(count)]))}\n`)
    for (const one of scored) if (one.place !== 1 || !one.bucketRight || !one.natureRight) console.log(miss(one))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
