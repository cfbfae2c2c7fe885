import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '@/lib/causes'
import type { CaseFile } from '@/lib/evidence/case'
import { parseCase, readCase } from '@/lib/evidence/read-case'
import { NATURES } from '@/lib/evidence/vocabulary'
import { readLine } from '@/lib/formats/recognise'
import { CATALOGUE } from '@/lib/services/diagnosis/catalogue'
import { removeFacts } from '@/lib/testing/remove-facts'
import { judge } from './judge'
import { readLabelled } from './labelled'

const cases = readLabelled(['lib/testing/cases'])
const SURE = 0.9
const verdictOn = (file: CaseFile) => judge(CATALOGUE, readCase(file, readLine), { questions: false })

describe('the labelled cases', () => {
  it('are three hundred and more, three and more for every cause, a third of those that teach kept apart', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300)
    for (const { slug } of causes) expect(cases.filter(({ truth }) => truth.cause === slug).length, slug).toBeGreaterThanOrEqual(3)
    const kept = cases.filter((one) => one.kept).length
    const teach = cases.filter((one) => !one.confidence).length
    expect(kept / teach).toBeGreaterThan(0.3)
    expect(kept / teach).toBeLessThan(0.37)
    expect(cases.filter((one) => one.kept && one.confidence)).toEqual([])
  })

  it('have an id of their own, a cause of the playbook and a case that can be read', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
    const known = new Set(causes.map(({ slug }) => slug))
    for (const { id, truth, input } of cases) {
      expect(known.has(truth.cause), id).toBe(true)
      expect(NATURES, id).toContain(truth.nature)
      expect(() => parseCase(input), id).not.toThrow()
    }
  })

  it('never lead to a confident wrong answer with half of their facts gone, where the whole case was right', { timeout: 300_000 }, () => {
    const wrong = cases.flatMap(({ id, input, truth }, index) => {
      const file = parseCase(input)
      if (verdictOn(file).cause !== truth.cause) return []
      return [1].flatMap((round) => {
        const verdict = verdictOn(removeFacts(file, 0.5, index * 10 + round))
        return verdict.cause !== truth.cause && verdict.confidence >= SURE ? [`${id}: ${verdict.cause} ${verdict.confidence.toFixed(2)}`] : []
      })
    })
    expect(wrong).toEqual([])
  })
})

describe('a file of labelled cases', () => {
  it('is refused with its line where something in it is none', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'labelled-'))
    const file = path.join(folder, 'cases.jsonl')
    const good = { id: 'a', input: { version: 1 }, truth: { cause: 'clock-skew', buckets: ['token_session'], nature: 'fault' } }
    try {
      writeFileSync(file, `${JSON.stringify(good)}\n\n{"id":"b"}\n`)
      expect(() => readLabelled([file])).toThrow(/cases\.jsonl:3 is no labelled case/)
      writeFileSync(file, `${JSON.stringify(good)}\n`)
      expect(readLabelled([folder])).toMatchObject([{ id: 'a', kept: false }])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
