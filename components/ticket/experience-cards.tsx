import { Sparkbars } from '@/components/chart/sparkbars'
import { Card, CardHead } from '@/components/ui/card'
import { Time } from '@/components/ui/time'

export type SeenProps = { message: string | null; url: string | null; statusCode: number | null; symptom: string | null; hides: readonly string[] }

/** What exactly the person sees, and what that message hides. */
export function SeenCard({ message, url, statusCode, symptom, hides, edit }: SeenProps & { edit: React.ReactNode }) {
  return (
    <Card>
      <CardHead title="What exactly do they see?" end={edit} />
      <dl className="grid gap-px bg-line nav:grid-cols-3 [&>div]:bg-surface [&>div]:px-4 [&>div]:py-2.5 [&_dt]:text-meta [&_dt]:text-text-3">
        <div>
          <dt>Message</dt>
          <dd className="font-medium wrap-anywhere">{message ?? '–'}</dd>
          {symptom && <dd className="mt-1 text-meta wrap-anywhere whitespace-pre-line text-text-2">{symptom}</dd>}
        </div>
        <div>
          <dt>Where</dt>
          <dd className="mono font-medium wrap-anywhere">{url ?? '–'}</dd>
          <dd className="mt-1 text-meta text-text-2">{statusCode ? `Status ${statusCode}` : 'No status given'}</dd>
        </div>
        <div>
          <dt>What this message hides</dt>
          <dd className="font-medium">{hides.length > 1 ? `${hides.length} causes, one text` : hides.length === 1 ? 'One cause' : 'Nothing known yet'}</dd>
          <dd className="mt-1 text-meta text-text-2">{hides.join(', ')}</dd>
        </div>
      </dl>
    </Card>
  )
}

export function LastWorkedCard({ said, logged, firstFailed, failed }: { said: string | null; logged: string | null; firstFailed: string | null; failed: number }) {
  return (
    <Card>
      <CardHead title="When did it last work?" />
      <dl className="divide-y divide-line [&>div]:grid [&>div]:grid-cols-[96px_1fr] [&>div]:gap-2 [&>div]:px-4 [&>div]:py-2 [&_dt]:text-text-2">
        <div>
          <dt>They say</dt>
          <dd>{said ? `“${said}”` : '–'}</dd>
        </div>
        <div>
          <dt>The log says</dt>
          <dd className="font-medium">{logged ? <Time at={logged} /> : 'No good sign-in in 30 days'}</dd>
        </div>
        <div>
          <dt>First failed</dt>
          <dd>
            {firstFailed ? (
              <>
                <span className="font-medium">
                  <Time at={firstFailed} />
                </span>
                <span className="text-text-2"> {failed} failed since</span>
              </>
            ) : (
              'No failed attempt in the log'
            )}
          </dd>
        </div>
      </dl>
    </Card>
  )
}

export type AloneProps = {
  people: number | null
  usual: number
  since: string | null
  unusual: boolean
  growth: readonly number[]
  share: string | null
  attack: string | null
}

/** "Am I alone?": counted, not asked. */
export function AloneCard({ people, usual, since, unusual, growth, share, attack }: AloneProps) {
  return (
    <Card>
      <CardHead title="One person or many?" />
      {people === null ? (
        <p className="px-4 py-3 text-text-2">No failed attempt is in the log, so nobody can be counted. Ask whether colleagues get in.</p>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-3 px-4 py-2.5">
            {people > 0 && <span className="text-cause font-semibold">{people}</span>}
            <span className="min-w-0 flex-1 text-text-2">
              {people === 0 ? 'Nobody else fails' : people === 1 ? 'person fails' : 'people fail'} in this way{since && <> since <Time at={since} /></>}; {Math.round(usual)} in the same hours of other weeks
            </span>
            {unusual && growth.some(Boolean) && <Sparkbars values={growth} label={`People who fail, in ${growth.length} slices of the time since`} />}
          </div>
          <p className="border-t border-line px-4 py-2.5">
            <span className="text-text-2">They share </span>
            <span className="font-medium">{share ?? (unusual ? 'nothing that others do not have' : 'nothing: this is no pattern')}</span>
            {attack && <span className="block text-danger">{attack}</span>}
          </p>
        </>
      )}
    </Card>
  )
}
