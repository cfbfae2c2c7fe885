import type { Metadata } from 'next'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Checkbox, TextField } from '@/components/ui/field'
import { Pager } from '@/components/ui/pager'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { listServices } from '@/lib/services/settings/services'
import { editService } from '../actions'

export const metadata: Metadata = { title: 'Services' }

export default async function ServicesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { after } = await readParams(searchParams)
  const { rows: services, next } = await listServices(ctx, after)
  const mayEdit = may(ctx.actor, 'settings:write')
  return (
    <Card>
      <CardHead title="Services" end="those that a sign-in passes weigh in a change’s relevance" />
      <Rows>
        {services.map((service) => (
          <li key={service.name} className="px-4 py-2">
            <ActionForm action={editService} className="flex flex-wrap items-end gap-3">
              <input type="hidden" name="name" value={service.name} />
              <b className="w-40 self-center">{service.name}</b>
              <TextField id={`owner-${service.name}`} name="owner" label={`Owner of ${service.name}`} hideLabel defaultValue={service.owner ?? ''} placeholder="Owner" disabled={!mayEdit} className="min-w-0 flex-1 basis-48" />
              <Checkbox name="onSignInPath" value="yes" defaultChecked={service.onSignInPath} disabled={!mayEdit} label="On the sign-in path" className="self-center" />
              {mayEdit && (
                <Button type="submit" size="small" aria-label={`Save ${service.name}`}>
                  Save
                </Button>
              )}
            </ActionForm>
          </li>
        ))}
      </Rows>
      {(after || next) && (
        <div className="border-t border-line px-4 pb-2">
          <Pager first={after ? '/settings/services' : null} next={next ? withParams('/settings/services', {}, { after: next }) : null} shown={`${services.length} shown, by name`} />
        </div>
      )}
    </Card>
  )
}
