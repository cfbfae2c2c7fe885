import { defineRecovery, type Preview } from './define'
import { gatesAfter } from './gates'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import type { BlockState } from './state'
import { blockAddress, quote, when } from './words'

const nameOf = (block: BlockState) => (block.address ? blockAddress(block.address) : 'This account')
/** Wider than the largest office: a rule of its own kind, which is changed where it is set. */
const tooWide = ({ address }: BlockState) => {
  const bits = address?.includes('/') ? Number(address.split('/')[1]) : null
  return bits !== null && bits < (address?.includes(':') ? 32 : 16)
}

export default defineRecovery({
  action: 'clear_block',
  title: 'Clear block',
  verb: 'Clear block',
  consequence: 'This one block ends, for everybody behind it. The rule stays and blocks again at its limit.',
  undo: 'The rule sets the block again when its limit is reached.',
  told: 'Your network is let through again: please try once more.',
  subject: 'block',
  bulk: 'named',
  subjects: ({ blocks }) =>
    blocks.map((block) => ({ id: block.id, label: nameOf(block), detail: `${quote(block.rule)}${block.expiresAt ? `, until ${when(block.expiresAt)}` : ''}` })),
  preview(state, subjectId): Preview {
    const block = state.blocks.find(({ id }) => id === subjectId)
    if (state.blocks.length === 0) return cannotDo(state, subjectId, 'No block that this person has met', gatesAfter(state, []))
    if (!block) return cannotDo(state, subjectId, subjectId ? 'That block is over, or not one that this person has met' : 'Choose the block', gatesAfter(state, []))
    if (tooWide(block)) return cannotDo(state, subjectId, `${nameOf(block)} is too wide for one click: change the rule`, gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: quote(block.reason, 200),
      effects: [{ label: `Block on ${nameOf(block)}`, before: block.expiresAt ? `until ${when(block.expiresAt)}` : 'no end set', after: 'cleared' }],
      stillBlocked: gatesAfter(state, [], block.id),
      afterwards: [`The rule ${quote(block.rule)} stays in force.`],
      depends: [block.id, block.address],
    })
  },
  async run(tx, state, subjectId) {
    await tx.rateLimitBlock.updateMany({ where: { id: subjectId ?? '', clearedAt: null }, data: { clearedAt: state.now } })
    return [tell(state, 'notice', 'A block on your sign-in was cleared', ['Support has cleared a block that refused your sign-ins. Nothing about your account was changed.'])]
  },
  examples: [
    { name: 'a range that refused this person', state: { block: { kind: 'cidr', address: '203.0.113.0/24', met: true } }, possible: true, changes: ['rate_limit_block.cleared_at'], stillBlocked: [] },
    { name: 'a single address', state: { block: { kind: 'ip', address: '203.0.113.24', met: true } }, possible: true, changes: ['rate_limit_block.cleared_at'], stillBlocked: [] },
    { name: 'a block on the account', state: { block: { kind: 'account' } }, possible: true, changes: ['rate_limit_block.cleared_at'], stillBlocked: [] },
    { name: 'blocked and locked: the lock stays', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z') }, block: { kind: 'account' } }, possible: true, changes: ['rate_limit_block.cleared_at'], stillBlocked: ['Soft lock'] },
    { name: 'a range that never refused this person', state: { block: { kind: 'cidr', address: '203.0.113.0/24', met: false } }, possible: 'No block that this person has met' },
    { name: 'a block that is over', state: { block: { kind: 'account', expired: true } }, possible: 'No block that this person has met' },
    { name: 'the whole internet', state: { block: { kind: 'cidr', address: '0.0.0.0/0', met: true } }, possible: '0.0.0.0/0 is too wide for one click: change the rule' },
    { name: 'no block', state: {}, possible: 'No block that this person has met' },
  ],
})
