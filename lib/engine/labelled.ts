import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/**
 * A case with its known answer. `kept` cases are for measuring only: nothing may be fitted to them, and no sign written
 * after them. `confidence` cases tell how sure verdicts may sound, so no sign is written after them either and no word
 * learnt from them.
 */
export const labelledSchema = z.looseObject({
  id: z.string().min(1),
  kept: z.boolean().default(false),
  confidence: z.boolean().default(false),
  input: z.record(z.string(), z.unknown()),
  truth: z.looseObject({ cause: z.string(), buckets: z.array(z.string()), nature: z.string() }),
})
export type Labelled = z.infer<typeof labelledSchema>

/** The labelled cases of files, and of every *.jsonl of folders. Throws an Error that names the file and line of what is none. */
export function readLabelled(paths: readonly string[]): Labelled[] {
  const files = paths.flatMap((name) => (statSync(name).isDirectory() ? readdirSync(name).sort().filter((file) => file.endsWith('.jsonl')).map((file) => path.join(name, file)) : [name]))
  return files.flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap((line, index) => (line.trim() ? [readOne(line, `${file}:${index + 1}`)] : [])))
}

function readOne(line: string, where: string): Labelled {
  try {
    return labelledSchema.parse(JSON.parse(line))
  } catch (error) {
    throw new Error(`${where} is no labelled case: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}
