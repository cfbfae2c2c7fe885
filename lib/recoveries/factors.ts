import type { RecordState } from './state'
import { quote, when } from './words'

export type FactorState = RecordState['factors'][number]

/** Recovery codes stand in for a factor and are none: with them alone the last factor is gone. */
export const realFactors = ({ factors }: RecordState) => factors.filter(({ kind }) => kind !== 'recovery_codes')

export const KIND_WORDS: Readonly<Record<FactorState['kind'], string>> = {
  totp: 'authenticator app',
  sms: 'text message',
  email: 'e-mail',
  push: 'prompt',
  passkey: 'passkey',
  recovery_codes: 'recovery codes',
}

export const factorName = ({ label, kind }: FactorState) => (label.toLowerCase() === KIND_WORDS[kind] ? quote(label) : `${quote(label)} (${KIND_WORDS[kind]})`)

export const factorDetail = (factor: FactorState) =>
  [factor.isDefault ? 'asked for by default' : null, `enrolled ${when(factor.enrolledAt)}`, factor.lastUsedAt ? `last used ${when(factor.lastUsedAt)}` : 'never used'].filter(Boolean).join(', ')

/** The factor that is asked for once `removed` is gone: the newest one left. Null when it was not the default. */
export function nextDefault(state: RecordState, removed: FactorState): FactorState | null {
  if (!removed.isDefault) return null
  return realFactors(state).filter(({ id }) => id !== removed.id).at(-1) ?? null
}
