import type { ReactNode } from 'react'
import { BUCKET_TITLES } from '@/lib/causes/define'
import type { BucketOrNone } from '@/lib/evidence/vocabulary'
import { cn } from './cn'

const SHAPES: Readonly<Record<BucketOrNone, ReactNode>> = {
  credential: <circle cx="5" cy="5" r="4.4" />,
  token_session: <path d="M5 0l5 5-5 5-5-5z" />,
  idp_sso: <rect x=".9" y=".9" width="8.2" height="8.2" rx=".6" />,
  policy: <path d="M5 .6l5 8.8H0z" />,
  config_drift: <path d="M2.6.6h4.8L10 5 7.4 9.4H2.6L0 5z" />,
  undetermined: <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.2 1.6" />,
}

/** Classes, not inline styles: the content security policy allows none. */
export const BUCKET_COLOUR: Readonly<Record<BucketOrNone, string>> = {
  credential: 'text-bucket-credential',
  token_session: 'text-bucket-token',
  idp_sso: 'text-bucket-idp',
  policy: 'text-bucket-policy',
  config_drift: 'text-bucket-drift',
  undetermined: 'text-bucket-none',
}

/** The bucket's shape in its hue: the third cue after the label and the shape, so it is never alone. */
export function BucketGlyph({ bucket }: { bucket: BucketOrNone }) {
  return (
    <svg aria-hidden viewBox="0 0 10 10" className={cn('inline-block size-2.5 flex-none fill-current', BUCKET_COLOUR[bucket])}>
      {SHAPES[bucket]}
    </svg>
  )
}

export function BucketLabel({ bucket }: { bucket: BucketOrNone }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <BucketGlyph bucket={bucket} />
      {BUCKET_TITLES[bucket]}
    </span>
  )
}
