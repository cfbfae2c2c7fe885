'use client'

import { setNonce } from 'get-nonce'

/** Hands the page's nonce to the styles that dialogs inject; without it the content security policy refuses them. */
export function Nonce({ value }: { value: string | null }) {
  if (value && typeof window !== 'undefined') setNonce(value)
  return null
}
