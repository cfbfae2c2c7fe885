'use client'

import type { ReactNode } from 'react'
import { cn } from './cn'
import { TextField } from './field'

type Props = { name: string; id?: string; form?: string | undefined; label: ReactNode; hint?: ReactNode; error?: string | undefined; hideLabel?: boolean; className?: string; autoFocus?: boolean; required?: boolean; sendWhenFull?: boolean }

/** Six digits of an authenticator app. `sendWhenFull`: the sixth sends the form. */
export function CodeField({ sendWhenFull = false, className, ...props }: Props) {
  return (
    <TextField
      {...props}
      className={cn('[&_input]:h-10 [&_input]:font-mono [&_input]:text-page [&_input]:tracking-[0.25em]', className)}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={7}
      pattern="\s*[0-9]{3}\s?[0-9]{3}\s*"
      title="Six digits"
      placeholder="000 000"
      spellCheck={false}
      onInput={(event) => {
        const digits = event.currentTarget.value.replace(/\s/g, '')
        if (sendWhenFull && /^\d{6}$/.test(digits)) event.currentTarget.form?.requestSubmit()
      }}
    />
  )
}
