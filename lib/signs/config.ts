import type { ConfigFact } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown } from './define'

const CALLBACK = /callback|redirect_?ur[il]|return_?url/i

/** The part of an address that should be the same in every environment. */
function pathOf(value: string): string | null {
  try {
    return new URL(value).pathname
  } catch {
    return value.startsWith('/') ? value : null
  }
}

/** The same setting in two environments, side by side. */
export const callbackDiffers = defineSign({
  id: 'config-callback-differs',
  says: 'The callback path of this environment differs from another’s.',
  ask: 'Is the callback path the same in every environment?',
  step: 'changes',
  needs: ['config'],
  look: ({ config, environment }) => {
    const callbacks = config.filter((entry): entry is ConfigFact & { value: string } => CALLBACK.test(entry.key) && entry.value !== null)
    if (callbacks.length === 0) return unknown
    for (const here of callbacks.filter((entry) => entry.environment === environment)) {
      const other = callbacks.find((entry) => entry.key === here.key && entry.service === here.service && entry.environment !== environment && pathOf(entry.value) !== pathOf(here.value))
      if (other) return present(`${here.key} is ${here.value} here and ${other.value} in ${other.environment ?? 'another environment'}.`, `config[${config.indexOf(here)}]`)
    }
    return absent('The callback paths of the environments agree.', 'config')
  },
})
