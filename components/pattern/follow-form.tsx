'use client'

import { Bell, BellOff } from 'lucide-react'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'

/** Follows a pattern or no longer; how many do stands beside it. A plain form before JavaScript. */
export function FollowForm({ patternId, follows, followers, action }: { patternId: string; follows: boolean; followers: number; action: FormAction }) {
  const Icon = follows ? BellOff : Bell
  return (
    <ActionForm action={action}>
      {(_, pending) => (
        <>
          <input type="hidden" name="patternId" value={patternId} />
          <input type="hidden" name="follow" value={follows ? 'no' : 'yes'} />
          <Button type="submit" disabled={pending}>
            <Icon aria-hidden className="size-4" /> {follows ? 'Unfollow' : 'Follow'}
            {followers > 0 && (
              <span className="text-text-2">
                {followers}
                <span className="sr-only"> {followers === 1 ? 'follows' : 'follow'} it</span>
              </span>
            )}
          </Button>
        </>
      )}
    </ActionForm>
  )
}
