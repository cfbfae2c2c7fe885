import { Clock, ShieldCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { FactorForm } from '@/components/sign-in/factor-form'
import { SignInFrame } from '@/components/sign-in/sign-in-frame'
import { readParams, type SearchParams } from '@/lib/http/page'
import { requireStage } from '@/lib/http/require-agent'
import { safePath } from '@/lib/http/safe-redirect'
import { stepUpWays } from '@/lib/http/step-up'
import { askMyPasskey, sendCode, sendRecoveryCode, showPasskey } from '../actions'

export const metadata: Metadata = { title: 'Prove it is you' }

export default async function FactorPage({ searchParams }: { searchParams: SearchParams }) {
  const { next: given, lost } = await readParams(searchParams)
  const next = safePath(given)
  const person = await requireStage('factor', next)
  const open = lost === 'yes'
  const query = new URLSearchParams({ next, ...(open ? {} : { lost: 'yes' }) })
  return (
    <SignInFrame
      title="Prove it is you"
      lead={
        <>
          {person.session.agent.email}{' '}
          <a href="/sign-in" className="font-medium text-accent">
            Not you?
          </a>
        </>
      }
      below={
        <ul className="space-y-1 text-meta text-text-2">
          <li className="flex gap-2">
            <Clock aria-hidden className="size-4 flex-none text-text-3" /> Ends after 30 min idle, and after 12 h in any case.
          </li>
          <li className="flex gap-2">
            <ShieldCheck aria-hidden className="size-4 flex-none text-text-3" /> Whoever may unlock or reset needs one of the two.
          </li>
        </ul>
      }
    >
      <FactorForm
        key={String(open)}
        next={next}
        ways={await stepUpWays(person, person.session.agentId)}
        code={sendCode}
        recovery={sendRecoveryCode}
        passkey={{ ask: askMyPasskey, answer: showPasskey }}
        lost={{ open, href: `/sign-in/factor?${query}` }}
      />
    </SignInFrame>
  )
}
