import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DemoNote } from '@/components/shell/demo-note'
import { SignInForm } from '@/components/shell/sign-in-form'
import { currentAgent } from '@/lib/http/current-agent'
import { listDemoAgents } from '@/lib/http/demo-agents'
import { signIn } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  if (await currentAgent()) redirect('/queue')
  const { next } = await searchParams
  const demo = await listDemoAgents()
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-90">
        <h1 className="mb-6 flex items-center gap-2.5 text-state font-semibold tracking-tight">
          <svg aria-hidden viewBox="0 0 24 24" className="size-7">
            <rect width="24" height="24" rx="6" className="fill-text" />
            <path d="M12 6a3.6 3.6 0 0 0-1.7 6.8L9.4 18h5.2l-.9-5.2A3.6 3.6 0 0 0 12 6z" className="fill-bg" />
          </svg>
          Sign in to Latchkey
        </h1>
        <SignInForm action={signIn} next={typeof next === 'string' ? next : '/queue'} />
        {demo && <DemoNote agents={demo.agents} password={demo.password} />}
      </div>
    </main>
  )
}
