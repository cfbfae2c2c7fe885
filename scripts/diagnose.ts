import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AppError } from '@/lib/core/errors'
import { toProblem, type Problem } from '@/lib/http/problem'
import { diagnoseCase } from '@/lib/services/diagnosis/diagnose-case'
import type { Verdict } from '@/lib/evidence/verdict'

/**
 * Cases in, verdicts out, one JSON object a line, in the same order: npm run --silent diagnose -- FILE
 * `-` is standard input. Needs no database. Exit status 1 when a line was no case (docs/case-format.md).
 */
type Answer = { id?: unknown } & (Verdict | { error: Problem })

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new AppError('invalid', 'This line is not JSON.')
  }
}

/** One line's answer, and whether it was a case. */
function answer(line: string): { good: boolean; answer: Answer } {
  let id: { id?: unknown } = {}
  try {
    const value = parse(line)
    const wrapped = isObject(value) && 'input' in value && !('version' in value)
    if (isObject(value) && 'id' in value && value.id !== null) id = { id: value.id }
    return { good: true, answer: { ...id, ...diagnoseCase(wrapped ? value.input : value) } }
  } catch (error) {
    return { good: false, answer: { ...id, error: toProblem(error, null) } }
  }
}

/** Waits until the reader of a pipe has taken what was written. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

async function main(file: string): Promise<boolean> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  let good = true
  let first = true
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = first ? text.replace(/^\uFEFF/, '') : text
    first = false
    if (line.trim() === '') continue
    const result = answer(line)
    good &&= result.good
    await write(`${JSON.stringify(result.answer)}\n`)
  }
  return good
}

const files = process.argv.slice(2)
const [file] = files
if (file === undefined || files.length !== 1) {
  console.error('Usage: npm run --silent diagnose -- FILE   (JSON Lines; - is standard input)')
  process.exitCode = 2
} else {
  // A reader such as head may close the pipe early: that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  try {
    process.exitCode = (await main(file)) ? 0 : 1
  } catch (error) {
    console.error(`Cannot read ${file}: ${error instanceof Error ? error.message : 'unknown reason'}`)
    process.exitCode = 2
  }
}
