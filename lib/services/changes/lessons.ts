/** What was taught about changes of a service and kind, under the folder of `pathPrefix`. */
export type Lesson = { pathPrefix: string; touches: boolean; reasons: readonly string[] }

/** Deeper folders are those of one change, not of changes like it. */
const DEPTH = 3

/** The folder that all paths share, at most three deep, with its slash at the end; empty where they share none. */
export function pathPrefixOf(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1))
  let shared = first.slice(0, DEPTH)
  for (const folders of others) {
    const differs = shared.findIndex((folder, at) => folders[at] !== folder)
    if (differs >= 0) shared = shared.slice(0, differs)
  }
  return shared.map((folder) => `${folder}/`).join('')
}

/**
 * The lesson that holds for a change with these paths: the one of the narrowest folder. That something touches sign-in
 * holds where a path lies in its folder, that it does not only where all do.
 */
export function lessonFor<T extends Lesson>(lessons: readonly T[], paths: readonly string[]): T | null {
  const holds = ({ pathPrefix, touches }: Lesson) => {
    const within = (path: string) => path.startsWith(pathPrefix)
    return pathPrefix === '' || (touches ? paths.some(within) : paths.length > 0 && paths.every(within))
  }
  return lessons.filter(holds).reduce<T | null>((best, lesson) => (best === null || lesson.pathPrefix.length > best.pathPrefix.length ? lesson : best), null)
}
