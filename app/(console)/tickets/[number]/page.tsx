import { redirect } from 'next/navigation'
import type { StepParams } from './wizard'

export default async function TicketPage({ params }: StepParams) {
  redirect(`/tickets/${encodeURIComponent((await params).number)}/experience`)
}
