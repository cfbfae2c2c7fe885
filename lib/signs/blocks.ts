import { absent, defineSign, present, unknown } from './define'
import { nowOf } from './look'

export const rangeBlocked = defineSign({
  id: 'block-range',
  says: 'A block on the address or its range is active.',
  ask: 'Is the address or its range blocked?',
  step: 'record',
  or: ['blocks', 'account'],
  look: (evidence) => {
    const now = nowOf(evidence)
    const active = evidence.blocks.findIndex(({ kind, until }) => kind !== 'account' && (until === null || now === null || until > now))
    const block = evidence.blocks[active]
    if (block) return present(`${block.value} is blocked: ${block.reason ?? 'no reason given'}.`, `blocks[${active}]`)
    return evidence.account ? absent('No block touches the addresses of the attempts.', 'blocks') : unknown
  },
})

/** A ban is set by a rule about the address itself; a limit by a counter. */
export const rangeBanned = defineSign({
  id: 'block-ban',
  says: 'The block is a ban of the address, not a counter.',
  ask: 'Is the block a ban or a counter?',
  step: 'record',
  needs: ['blocks'],
  look: ({ blocks }) => {
    const index = blocks.findIndex(({ kind }) => kind !== 'account')
    const block = blocks[index]
    if (!block) return unknown
    return /ban|deny|reputation|abuse|manual/i.test(block.reason ?? '') ? present(`The block says: ${block.reason}.`, `blocks[${index}]`) : absent(`The block says: ${block.reason ?? 'no reason'}.`, `blocks[${index}]`)
  },
})
