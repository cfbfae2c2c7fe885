import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { RelyingParty } from '@/lib/auth/passkeys'

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()

type Lie = { origin?: string; rpId?: string; verified?: boolean; counter?: number; type?: string }

/** A passkey made of code: what a browser and its authenticator would send, and on demand something that is not right. */
export class SoftPasskey {
  readonly id = randomBytes(32)
  private readonly keys: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private count = 0

  constructor(private readonly rp: RelyingParty) {}

  private clientData(type: string, challenge: string, lie: Lie) {
    return Buffer.from(JSON.stringify({ type: lie.type ?? type, challenge, origin: lie.origin ?? this.rp.origin, crossOrigin: false }))
  }

  /** WebAuthn Level 3, 6.1: hash of the host, flags (present, verified, attested), counter. */
  private authData(flags: number, lie: Lie, rest: Buffer = Buffer.alloc(0)) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(lie.counter ?? ++this.count)
    return Buffer.concat([sha256(lie.rpId ?? this.rp.id), Buffer.from([lie.verified === false ? flags & ~4 : flags]), counter, rest])
  }

  private cosePublicKey() {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' })
    const key = new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x ?? '', 'base64url')], [-3, Buffer.from(y ?? '', 'base64url')]])
    return Buffer.from(isoCBOR.encode(new Map([...key].map(([name, value]) => [name, typeof value === 'number' ? value : new Uint8Array(value)]))))
  }

  /** The answer to registration options. */
  register(challenge: string, lie: Lie = {}) {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.cosePublicKey()])
    const authData = this.authData(0x45, lie, attested)
    const attestationObject = isoCBOR.encode(new Map<string, string | Uint8Array | Map<string, string>>([['fmt', 'none'], ['attStmt', new Map<string, string>()], ['authData', new Uint8Array(authData)]]))
    return {
      id: b64(this.id), rawId: b64(this.id), type: 'public-key', clientExtensionResults: {},
      response: { clientDataJSON: b64(this.clientData('webauthn.create', challenge, lie)), attestationObject: b64(attestationObject), transports: ['internal'] },
    }
  }

  /** The answer to authentication options. */
  answer(challenge: string, lie: Lie = {}) {
    const clientData = this.clientData('webauthn.get', challenge, lie)
    const authData = this.authData(0x05, lie)
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), this.keys.privateKey)
    return {
      id: b64(this.id), rawId: b64(this.id), type: 'public-key', clientExtensionResults: {},
      response: { clientDataJSON: b64(clientData), authenticatorData: b64(authData), signature: b64(signature) },
    }
  }
}
