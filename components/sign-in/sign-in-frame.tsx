import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

/** The frame of every step of the sign-in: the mark, one card in the middle, one thing asked, and what to know below. */
export function SignInFrame({ title, lead, children, below }: { title: string; lead?: ReactNode; children: ReactNode; below?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-90">
        <p className="mb-4 flex items-center gap-2.5 text-state font-semibold tracking-tight">
          <svg aria-hidden viewBox="0 0 24 24" className="size-7">
            <rect width="24" height="24" rx="6" className="fill-text" />
            <path d="M12 6a3.6 3.6 0 0 0-1.7 6.8L9.4 18h5.2l-.9-5.2A3.6 3.6 0 0 0 12 6z" className="fill-bg" />
          </svg>
          Latchkey
        </p>
        <Card className="p-5">
          <h1 className="text-state tracking-tight">{title}</h1>
          {lead && <div className="mt-0.5 text-meta text-text-2">{lead}</div>}
          <div className="mt-4">{children}</div>
        </Card>
        {below && <div className="mt-4">{below}</div>}
      </div>
    </main>
  )
}

/** A line with a word between two ways. */
export function Or() {
  return (
    <p className="my-4 flex items-center gap-3 text-meta text-text-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">or</p>
  )
}
