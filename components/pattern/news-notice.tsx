'use client'

import Link from 'next/link'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import type { NewsItem } from '@/lib/services/patterns/schema'
import { updateTitle } from './pattern-words'

/** What is new about the patterns that one follows, until one takes note. */
export function NewsNotice({ items, action }: { items: readonly NewsItem[]; action: FormAction }) {
  if (items.length === 0) return null
  return (
    <div className="mb-3">
      <Notice tone="accent" title={items.length === 1 ? 'News of a pattern that you follow' : `${items.length} news of patterns that you follow`}>
        <ul className="mt-1 space-y-1">
          {items.map((item) => (
            <li key={item.id} className="wrap-anywhere">
              <Link href={`/patterns/${item.patternId}`} prefetch={false} className="text-accent underline">
                {item.words}
              </Link>
              : <b>{updateTitle(item.kind, item.state)}.</b> {item.text}{' '}
              <span className="text-meta text-text-2">
                <Time at={item.at} />, {item.by}
              </span>
            </li>
          ))}
        </ul>
        <ActionForm action={action} className="mt-2">
          <Button type="submit" size="small">
            Seen
          </Button>
        </ActionForm>
      </Notice>
    </div>
  )
}
