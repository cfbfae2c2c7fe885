import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** What a browser or a machine can reach: a page, a method of a route, or a server action, with the file it stands in. */
export type Door = { id: string; file: string; kind: 'page' | 'route' | 'action'; name: string }

const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.posix.join(folder, name)
    return statSync(file).isDirectory() ? walk(file) : [file]
  })

/** `app/(console)/tickets/[number]/page.tsx` → `/tickets/[number]`: groups are no part of an address. */
const addressOf = (file: string) => `/${path.posix.dirname(file).split('/').slice(1).filter((part) => !part.startsWith('(')).join('/')}`

const EXPORTED = /export\s+(?:async\s+function\s+|const\s+)(\w+)/g
const EXPORT_LIST = /export\s*\{([^}]*)\}/g
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function exportsOf(text: string): string[] {
  const listed = [...text.matchAll(EXPORT_LIST)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(/\s+as\s+/).at(-1) ?? ''))
  return [...[...text.matchAll(EXPORTED)].map(([, name = '']) => name), ...listed].filter(Boolean)
}

/** Every door of the app, read from its sources. An inline "use server" would hide from this, so it is an error. */
export function readManifest(root = 'app'): Door[] {
  return walk(root).flatMap((file): Door[] => {
    if (!/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) return []
    const text = readFileSync(file, 'utf8')
    if (/^\s+['"]use server['"]/m.test(text)) throw new Error(`${file} has a server action inside a function. Move it to a file of actions, so that the role matrix sees it.`)
    if (/^['"]use server['"]/.test(text)) {
      const place = file.replace(/\.tsx?$/, '').split('/').slice(1).filter((part) => !part.startsWith('(')).join('/')
      return exportsOf(text).map((name) => ({ id: `action ${place}#${name}`, file, kind: 'action' as const, name }))
    }
    if (/\/page\.tsx$/.test(file)) return [{ id: `page ${addressOf(file)}`, file, kind: 'page', name: 'default' }]
    if (/\/route\.ts$/.test(file)) return exportsOf(text).filter((name) => METHODS.includes(name)).map((name) => ({ id: `${name} ${addressOf(file)}`, file, kind: 'route' as const, name }))
    return []
  })
}

/** Doors without a rule and rules without a door; both have to be empty. */
export function compare(doors: readonly Door[], rules: readonly string[]): { unlisted: string[]; gone: string[] } {
  const ids = doors.map(({ id }) => id)
  return { unlisted: ids.filter((id) => !rules.includes(id)), gone: rules.filter((id) => !ids.includes(id)) }
}
