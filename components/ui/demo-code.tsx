'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** A code of an app lives for 30 seconds; one that was drawn late in them is over soon. */
const FRESH_MS = 20_000

/** Said where a code is asked for, while the demo company is in the database: nobody needs a phone to try the console. */
export function DemoCode({ code }: { code: string }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), FRESH_MS)
    return () => clearInterval(timer)
  }, [router])
  return (
    <p className="rounded-control border border-warn-line bg-warn-soft px-3 py-1.5 text-meta">
      Demo code now:{' '}
      <code className="mono font-semibold text-text" data-demo-code={code}>
        {code.slice(0, 3)} {code.slice(3)}
      </code>
    </p>
  )
}
