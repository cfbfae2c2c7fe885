import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DemoNote } from '@/components/sign-in/demo-note'
import { PasswordForm } from '@/components/sign-in/password-form'
import { SignInFrame } from '@/components/sign-in/sign-in-frame'
import { currentAgent } from '@/lib/http/current-agent'
import { listDemoAgents } from '@/lib/http/demo-agents'
import { readParams, type SearchParams } from '@/lib/http/page'
import { safePath } from '@/lib/http/safe-redirect'
import { ssoName } from '@/lib/http/sso'
import { signIn, signInElsewhere } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

const PROBLEMS: Readonly<Record<string, string>> = {
  sso: 'The single sign-on did not let you in. Try again, or ask an administrator.',
  'sso-away': 'The single sign-on does not answer. Try again in a moment.',
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, as, problem } = await readParams(searchParams)
  if (await currentAgent()) redirect(safePath(next))
  const demo = await listDemoAgents()
  const email = demo?.agents.find((agent) => agent.email.startsWith(`${as}@`))?.email ?? ''
  const sso = ssoName()
  return (
    <SignInFrame title="Sign in to the console" below={demo && <DemoNote agents={demo.agents} password={demo.password} />}>
      <PasswordForm action={signIn} next={safePath(next)} email={email} sso={sso ? { name: sso, action: signInElsewhere } : null} problem={PROBLEMS[problem ?? ''] ?? null} />
    </SignInFrame>
  )
}
