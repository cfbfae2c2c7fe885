// Every path that a document names must exist, and none may name what does not belong in the repository.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const ROOTS = /`((?:app|components|lib|prisma|scripts|e2e|docs|\.ci|\.github)\/[\w./[\]()-]*[\w/\])])`/g
const LINKS = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g

function documents(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) return documents(file)
    return name.endsWith('.md') ? [file] : []
  })
}

const files = [...readdirSync('.').filter((name) => name.endsWith('.md')), ...documents('docs')]
const problems = []
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  for (const [, target] of text.matchAll(ROOTS)) if (!existsSync(target)) problems.push(`${file} names ${target}, which is not there`)
  for (const [, target] of text.matchAll(LINKS)) {
    if (!existsSync(path.join(path.dirname(file), target))) problems.push(`${file} links to ${target}, which is not there`)
  }
}
console.log(problems.length ? problems.join('\n') : `${files.length} documents, every path exists.`)
process.exit(problems.length ? 1 : 0)
