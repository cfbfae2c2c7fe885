'use server'

import { search } from '@/lib/http/search'

// One line a list: what is typed is sent in the body of the request and leads to an address that does not tell it.

export async function searchQueue(form: FormData): Promise<void> {
  await search('/queue', form)
}

export async function searchAccounts(form: FormData): Promise<void> {
  await search('/accounts', form)
}

export async function searchEvents(form: FormData): Promise<void> {
  await search('/events', form)
}

export async function searchAudit(form: FormData): Promise<void> {
  await search('/audit', form)
}

export async function searchRecord(number: number, form: FormData): Promise<void> {
  await search(`/tickets/${number}/record`, form)
}
