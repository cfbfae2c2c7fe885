import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { auditPlaces } from '@/lib/env'

const keys = new Map<string, KeyObject>()

/** The key that signs anchors and exports: read, or made once, readable by its owner only. The database never sees it. */
function privateKey(): KeyObject {
  const { keyFile } = auditPlaces()
  const known = keys.get(keyFile)
  if (known) return known
  if (!existsSync(/* turbopackIgnore: true */ keyFile)) makeKey(keyFile)
  const key = createPrivateKey(readFileSync(/* turbopackIgnore: true */ keyFile))
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`AUDIT_ANCHOR_KEY must be an Ed25519 key; this one is ${key.asymmetricKeyType ?? 'of no known kind'}.`)
  keys.set(keyFile, key)
  return key
}

function makeKey(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    // "wx" fails when another process was faster: then its key is the one.
    writeFileSync(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!existsSync(file)) throw error
  }
}

/** The Ed25519 signature of a text, base64. Throws when the key cannot be read. */
export const signText = (text: string) => sign(null, Buffer.from(text, 'utf8'), privateKey()).toString('base64')

/** Where the public key lies for `npm run audit:verify`: beside the private one. */
export function publicKeyFile(): string {
  const file = `${auditPlaces().keyFile}.pub`
  if (!existsSync(/* turbopackIgnore: true */ file)) writeFileSync(file, publicPem())
  return file
}

/** The public key as PEM, for whoever verifies elsewhere. */
export const publicPem = () => createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' })
