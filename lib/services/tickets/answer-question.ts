import { AppError } from '@/lib/core/errors'
import { questions } from '@/lib/questions'
import type { ServiceContext } from '../context'
import { answersOf } from './case-of-ticket'
import { answerSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Notes the person's answer to a question of the triage. */
export async function answerQuestion(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, question, answer } = answerSchema.parse(input)
  const known = questions.find(({ id }) => id === question)
  if (!known?.options.some(({ id }) => id === answer)) {
    throw new AppError('invalid', 'Choose one of the answers.', { fields: [{ path: 'answer', message: 'choose one of the answers' }] })
  }
  await updateTicket(ctx, number, 'facts', async (tx, ticket) => {
    const answers = { ...answersOf(ticket.experience?.answers), [question]: answer }
    await tx.experience.upsert({ where: { ticketId: ticket.id }, create: { ticketId: ticket.id, answers }, update: { answers } })
    return { action: 'ticket.answer', after: { [question]: answer } }
  })
}
