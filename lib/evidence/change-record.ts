import { z } from 'zod'
import { cleanText, redact } from '@/lib/core/redact'
import { name, sentence, time, word } from './record-fields'
import { CHANGE_KINDS } from './vocabulary'

/** A change as a machine reports it, whoever sent it: texts from outside are hostile until read here. */
export const changeRecordSchema = z.object({
  /** The source's own id: the same one again is a duplicate. */
  id: word(300).pipe(z.string().min(1)),
  at: time,
  /** Default: the environment of the request, else production. */
  environment: name.nullish(),
  service: name,
  kind: z.enum(CHANGE_KINDS),
  from: sentence(200).nullish(),
  to: sentence(200).nullish(),
  summary: sentence(1000).default(''),
  author: sentence(200).nullish(),
  url: z.url({ protocol: /^https?$/ }).max(2000).transform((url) => cleanText(redact(url), 2000)).nullish(),
  paths: z.array(sentence(500)).max(5000).transform((paths) => paths.slice(0, 500)).default([]),
  labels: z.array(sentence(100)).max(50).default([]),
  /** What changed; the values of a secret (said so, or known by its key) are kept as keyed fingerprints only. */
  diff: z.array(z.object({ key: word(200), before: z.string().max(10_000).nullish(), after: z.string().max(10_000).nullish(), secret: z.boolean().default(false) })).max(200).default([]),
})
export type ChangeRecord = z.infer<typeof changeRecordSchema>
