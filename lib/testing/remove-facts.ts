import type { CaseFile } from '@/lib/evidence/case'

/** A small generator with a seed (mulberry32), so that a case loses the same facts every time. Numbers from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The case with about `share` of its facts gone: fields of what the person said, of the record, log lines, changes, settings. */
export function removeFacts(file: CaseFile, share: number, seed: number): CaseFile {
  const next = seeded(seed)
  const stays = () => next() >= share
  const fields = <T extends object>(object: T | null | undefined): T | undefined => object ? (Object.fromEntries(Object.entries(object).filter(stays)) as T) : undefined // some of the same keys: all are optional
  const items = <T>(list: readonly T[] | null | undefined): T[] | undefined => list?.filter(stays)
  return { ...file, experience: fields(file.experience), account: fields(file.account), logs: items(file.logs), changes: items(file.changes), config: items(file.config), elsewhere: items(file.elsewhere), providers: items(file.providers), blocks: items(file.blocks), pattern: stays() ? file.pattern : undefined }
}
