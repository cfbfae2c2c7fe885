type Version = { numbers: number[]; before: string | null }

/** The numbers of a version such as v4.11.3, release-4.11.3, 2026.11.20, build-812 or 1.2.0-rc.1, and what makes it a pre-release. */
function versionOf(text: string): Version | null {
  const [, numbers, before] = /^(?:[a-z]{1,20}[-_/]?)?(\d{1,9}(?:\.\d{1,9}){1,3})(?:-([0-9a-z.-]{1,40}))?(?:\+.{0,100})?$/i.exec(text.trim()) ?? /^(?:build|release|rev|r|b)?[-_#/]?(\d{1,9})$/i.exec(text.trim()) ?? []
  return numbers === undefined ? null : { numbers: numbers.split('.').map(Number), before: before ?? null }
}

/** Below 0 where a comes before b, above where it comes after; null where the two do not say. Semantic Versioning 2.0.0, 11. */
function compare(a: string, b: string): number | null {
  const [left, right] = [versionOf(a), versionOf(b)]
  if (!left || !right) return null
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at++) {
    const step = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0)
    if (step !== 0) return step
  }
  if (left.before === right.before) return 0
  if (left.before === null || right.before === null) return left.before === null ? 1 : -1
  return left.before.localeCompare(right.before, 'en', { numeric: true })
}

/**
 * Whether what goes live is a step back on its service and environment, whatever it is called: a lower version than what
 * runs, or, where versions have no order of their own (commits, digests), one that first went live before what runs did.
 * Going forward again after a step back is none. `earlier` went live there, oldest first; `from` is what runs, where the
 * source says it.
 */
export function isRollback(to: string | null | undefined, earlier: readonly string[], from: string | null | undefined = null): boolean {
  const runs = from || earlier.at(-1)
  if (!to || !runs || to === runs) return false
  const step = compare(to, runs)
  if (step !== null) return step < 0
  const [is, was] = [earlier.indexOf(to), earlier.indexOf(runs)]
  return is >= 0 && (was < 0 || is < was)
}
