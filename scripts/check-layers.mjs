// The one table of which folder may import which. Prints each import that goes against it, and each circle, with the way out.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Room → rooms that it may import, besides itself. Everything below app/ is listed; what is not listed may not be imported. */
export const LAYERS = {
  'lib/core': ['package.json'],
  'lib/env.ts': [],
  'lib/evidence': ['lib/core'],
  'lib/change-sources': ['lib/evidence', 'lib/core'],
  'lib/formats': ['lib/evidence', 'lib/core'],
  'lib/signs': ['lib/evidence', 'lib/core'],
  'lib/questions': ['lib/evidence', 'lib/core'],
  'lib/causes': ['lib/signs', 'lib/evidence', 'lib/core'],
  'lib/engine': ['lib/causes/define.ts', 'lib/signs/define.ts', 'lib/signs/look-for.ts', 'lib/questions/define.ts', 'lib/evidence', 'lib/core'],
  'lib/db': ['lib/env.ts', 'lib/core'],
  'lib/recoveries': ['lib/db', 'lib/evidence', 'lib/core'],
  'lib/verifications': ['lib/evidence', 'lib/core'],
  'lib/auth': ['lib/db', 'lib/env.ts', 'lib/evidence', 'lib/core'],
  'lib/services': ['lib/engine', 'lib/causes', 'lib/signs', 'lib/questions', 'lib/formats', 'lib/change-sources', 'lib/recoveries', 'lib/verifications', 'lib/auth', 'lib/evidence', 'lib/db', 'lib/env.ts', 'lib/core'],
  'lib/demo': ['lib/services', 'lib/auth', 'lib/formats', 'lib/evidence', 'lib/db', 'lib/env.ts', 'lib/core'],
  'lib/http': ['lib/services', 'lib/auth', 'lib/formats', 'lib/db', 'lib/evidence', 'lib/env.ts', 'lib/core'],
  components: ['lib/evidence', 'lib/causes/define.ts', 'lib/questions/define.ts', 'lib/services/*/schema.ts', 'lib/services/*/bindings.ts', 'lib/core'],
  app: ['components', 'lib/http', 'lib/services', 'lib/causes', 'lib/questions', 'lib/formats', 'lib/change-sources', 'lib/recoveries', 'lib/evidence', 'lib/env.ts', 'lib/core'],
}

/** Doors of the framework: they wire rooms together and belong to none. */
const EXEMPT = [/^app\/api\/auth\//, /^proxy\.ts$/, /^instrumentation\.ts$/]
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?<type>type\s)?[^'"\n;]*?(?:\n[^'"]*?)?from\s+['"](?<from>[^'"]+)['"]|import\(\s*['"](?<dynamic>[^'"]+)['"]\s*\)/g

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.posix.join(folder, name)
    if (statSync(file).isDirectory()) return name === 'generated' ? [] : sources(file)
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [file] : []
  })
}

function resolve(from, specifier) {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : specifier.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : null
  if (base === null) return null
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`]
  return candidates.find((file) => existsSync(file) && statSync(file).isFile()) ?? base
}

/** Every import of a file that stays in the house: [{ to, typeOnly }]. */
export function importsOf(file, text) {
  return [...text.matchAll(IMPORT)]
    .map(({ groups }) => ({ to: resolve(file, groups.from ?? groups.dynamic), typeOnly: Boolean(groups.type) }))
    .filter(({ to }) => to !== null)
}

const roomOf = (file) => Object.keys(LAYERS).filter((room) => file === room || file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0]

const matches = (pattern, file) =>
  pattern.includes('*') ? new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(file) : file === pattern || file.startsWith(`${pattern}/`)

/** Why an import is not allowed, or null. Type imports of a define file are free for the page. */
export function offence(from, to) {
  const room = roomOf(from)
  if (!room || EXEMPT.some((pattern) => pattern.test(from))) return null
  if (roomOf(to) === room || LAYERS[room].some((allowed) => matches(allowed, to))) return null
  return `${from} imports ${to}: ${room} may import only ${LAYERS[room].join(', ') || 'nothing of ours'}`
}

/** The first circle found among files, as a path of names, or null. Type imports vanish at run time and do not count. */
export function findCircle(graph) {
  const done = new Set()
  const visit = (file, trail) => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...trail, file])
      if (circle) return circle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return null
}

function main() {
  const files = ['app', 'components', 'lib'].flatMap(sources)
  const graph = new Map()
  const problems = []
  for (const file of files) {
    const imports = importsOf(file, readFileSync(file, 'utf8'))
    graph.set(file, imports.filter(({ typeOnly, to }) => !typeOnly && files.includes(to)).map(({ to }) => to))
    if (/^lib\/testing\//.test(file)) continue
    problems.push(...imports.map(({ to }) => offence(file, to)).filter(Boolean))
  }
  const circle = findCircle(graph)
  if (circle) problems.push(`A circle of imports: ${circle.join(' → ')}. Move what both need into a room below.`)
  console.log(problems.length ? problems.join('\n') : `${files.length} files, every import runs one way, no circle.`)
  process.exit(problems.length ? 1 : 0)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
