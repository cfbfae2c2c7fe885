import type { CaseFile } from '@/lib/evidence/case'
import { seeded } from './seeded'

/** The case with about `share` of its facts gone: fields of what the person said, of the record, log lines, changes, settings. */
export function removeFacts(file: CaseFile, share: number, seed: number): CaseFile {
  const next = seeded(seed)
  const stays = () => next() >= share
  const fields = <T extends object>(object: T | null | undefined): T | undefined => object ? (Object.fromEntries(Object.entries(object).filter(stays)) as T) : undefined // some of the same keys: all are optional
  const items = <T>(list: readonly T[] | null | undefined): T[] | undefined => list?.filter(stays)
  return { ...file, experience: fields(file.experience), account: fields(file.account), logs: items(file.logs), changes: items(file.changes), config: items(file.config), elsewhere: items(file.elsewhere), providers: items(file.providers), blocks: items(file.blocks), pattern: stays() ? file.pattern : undefined }
}
