import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { causes } from '@/lib/causes'
import { indexed } from '@/lib/engine/catalogue'
import { readCase } from '@/lib/evidence/read-case'
import { STEPS } from '@/lib/evidence/vocabulary'
import { questions } from './index'

const FOLDER = path.join(process.cwd(), 'lib/questions')
const nothing = readCase({ version: 1 }, () => null)
const { signs } = indexed({ causes, questions })

describe('the catalogue of questions', () => {
  it('lists the entries of the folder, once each and in the order of their names', () => {
    const files = readdirSync(FOLDER).filter((file) => !/\.test\.ts$|^(?:define|index)\.ts$/.test(file)).map((file) => file.replace(/\.ts$/, ''))
    expect(questions.map(({ id }) => id)).toEqual(files.sort())
  })
})

describe.each(questions.map((question) => [question.id, question] as const))('question %s', (id, question) => {
  it('asks in words and offers a way out', () => {
    expect(question.ask).toMatch(/^\p{Lu}.*\?$/u)
    expect(question.why).toMatch(/\.$/)
    expect(question.cost).toBeGreaterThan(0)
    expect(STEPS).toContain(question.step)
    expect(question.options.length).toBeGreaterThan(2)
    expect(question.options.at(-1)?.id).toBe('not_tried')
    expect(new Set(question.options.map((option) => option.id)).size).toBe(question.options.length)
    for (const { label, note } of question.options) expect(`${label}${note}`.trim()).not.toBe('')
  })

  const found = (answer: string) => signs.map((sign) => sign.look({ ...nothing, answers: { [id]: answer } }).state)
  const silent = found('')

  it.each(question.options.filter((option) => option.id !== 'not_tried').map((option) => option.id))('answer %s moves some cause', (answer) => {
    expect(found(answer)).not.toEqual(silent)
  })

  it('changes nothing when not tried', () => {
    expect(found('not_tried')).toEqual(silent)
  })
})
