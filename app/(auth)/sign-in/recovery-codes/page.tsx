import type { Metadata } from 'next'
import { RecoveryCodes } from '@/components/sign-in/recovery-codes'
import { SignInFrame } from '@/components/sign-in/sign-in-frame'
import { ButtonLink } from '@/components/ui/button'
import { readParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { safePath } from '@/lib/http/safe-redirect'
import { makeCodes } from '@/app/(console)/settings/security/actions'

export const metadata: Metadata = { title: 'Recovery codes' }

export default async function RecoveryCodesPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAgent()
  const next = safePath((await readParams(searchParams)).next)
  return (
    <SignInFrame title="For the day your phone is lost" lead="Ten codes, each of which lets you in once, as far as adding a new factor. Without one an administrator has to reset your sign-in.">
      <RecoveryCodes
        action={makeCodes}
        onward={
          <ButtonLink kind="primary" href={next}>
            I have put them away
          </ButtonLink>
        }
      />
      <p className="mt-3">
        <a href={next} className="text-meta font-medium text-accent">
          Later, under Settings, Security
        </a>
      </p>
    </SignInFrame>
  )
}
