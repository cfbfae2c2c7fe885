'use client'

import { CloudOff } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

/** A page that could not be read. Nothing of the inside is shown; the digest finds it in the log. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <EmptyState icon={CloudOff} title="This page could not be read" action={<Button onClick={reset}>Try again</Button>}>
      <p>The database did not answer, or something failed on our side. Nothing was changed.</p>
      {error.digest && <p className="mono mt-2">{error.digest}</p>}
    </EmptyState>
  )
}
