'use client'

import { Check } from 'lucide-react'
import { useState } from 'react'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { TextArea } from '@/components/ui/field'
import type { FormAction } from '@/components/ui/form-state'

/** A text to send or to keep: drafted from the verdict, edited by a person, kept with the ticket. */
export function LetterCard({ number, name, title, text, leaksNothing, end, action }: { number: number; name: 'reply' | 'note'; title: string; text: string; leaksNothing: boolean; end: string; action: FormAction }) {
  const [edited, setEdited] = useState<string | null>(null)
  // Follows the draft, which changes with what is done, until somebody writes.
  const now = edited ?? text
  return (
    <Card>
      <CardHead
        title={title}
        end={
          leaksNothing && now === text ? (
            <Chip tone="ok" icon={<Check aria-hidden />}>
              Leaks nothing
            </Chip>
          ) : (
            <span>{leaksNothing ? 'edited' : end}</span>
          )
        }
      />
      <ActionForm action={action} className="p-4" done="Kept with the ticket">
        <input type="hidden" name="number" value={number} />
        <TextArea name={name} label={title} hideLabel rows={9} value={now} onChange={(event) => setEdited(event.target.value)} />
        <div className="mt-2 flex items-center justify-end gap-2">
          <span className="mr-auto text-meta text-text-3">{leaksNothing ? end : ''}</span>
          <Button type="submit" size="small" disabled={now === text}>
            Keep
          </Button>
          <CopyButton text={now} />
        </div>
      </ActionForm>
    </Card>
  )
}
