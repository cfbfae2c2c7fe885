import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprintWith, newSecret } from '@/lib/core/crypto'
import { env } from '@/lib/env'

let known: string | undefined

/** The console's secret: from SECRET, or made once and kept in DATA_DIR/secret, readable by its owner only. */
export function consoleSecret(): string {
  known ??= env().SECRET ?? keptSecret()
  return known
}

function keptSecret(): string {
  const file = path.join(/* turbopackIgnore: true */ env().DATA_DIR, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    // "wx" fails when another process was faster: then its secret is the one.
    writeFileSync(file, newSecret(), { mode: 0o600, flag: 'wx' })
  } catch {
    return readFileSync(file, 'utf8').trim()
  }
  return readFileSync(file, 'utf8').trim()
}

/** Stands for a secret value of some configuration: same value, same fingerprint. */
export const fingerprint = (value: string) => fingerprintWith(`${consoleSecret()}:config`, value)
