'use client'

import { setNonce } from 'get-nonce'

let first: string | null = null

/**
 * Hands the page's nonce to the styles that dialogs inject; without it the content security policy refuses them. A
 * later answer brings another nonce, but the policy of the document is that of its first.
 */
export function Nonce({ value }: { value: string | null }) {
  if (value && first === null && typeof window !== 'undefined') setNonce((first = value))
  return null
}
