import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import type { FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import { KIND_TITLES } from './change-rows'

type Change = { id: string; kind: string; service: string; relevance: number; relevanceReasons: readonly string[] }
type Props = { change: Change; pathPrefix: string; lesson: { touches: boolean; agentName: string; at: Date } | null; teach: FormAction; mayTeach: boolean }

function Teach({ touches, disabled, children }: { touches: 'yes' | 'no' | 'forget'; disabled: boolean; children: string }) {
  return (
    <Button type="submit" size="small" name="touches" value={touches} disabled={disabled} title={disabled ? 'Viewers cannot teach' : undefined}>
      {children}
    </Button>
  )
}

/** How far a change matters for sign-in, why, and what somebody taught of changes like it. */
export function RelevanceCard({ change, pathPrefix, lesson, teach, mayTeach }: Props) {
  return (
    <Card>
      <CardHead title="Relevance for sign-in" end={`${change.relevance} of 100`} />
      <div className="flex flex-wrap gap-1 px-4 py-3">
        {change.relevanceReasons.length ? change.relevanceReasons.map((reason) => <Chip key={reason}>{reason}</Chip>) : <span className="text-text-2">Nothing in it touches sign-in.</span>}
      </div>
      <div className="border-t border-line px-4 py-3">
        <p className="mb-2 text-text-2 wrap-anywhere">
          {lesson ? (
            <>
              {lesson.agentName} taught on <Time at={lesson.at.toISOString()} /> that changes like it {lesson.touches ? 'touch' : 'do not touch'} sign-in:{' '}
            </>
          ) : (
            'What you teach counts for it and for later changes like it: '
          )}
          {(KIND_TITLES[change.kind] ?? change.kind).toLowerCase()}, {change.service}
          {pathPrefix && (
            <>
              , under <span className="mono">{pathPrefix}</span>
            </>
          )}
          .
        </p>
        <ActionForm action={teach} className="flex flex-wrap gap-2">
          <input type="hidden" name="id" value={change.id} />
          {lesson?.touches !== true && <Teach touches="yes" disabled={!mayTeach}>This touches sign-in</Teach>}
          {lesson?.touches !== false && <Teach touches="no" disabled={!mayTeach}>This does not touch sign-in</Teach>}
          {lesson && <Teach touches="forget" disabled={!mayTeach}>Forget what was taught</Teach>}
        </ActionForm>
      </div>
    </Card>
  )
}
