import { KeyRound, LockOpen, LogOut, MailCheck, Timer, ShieldBan, ShieldOff, Smartphone, UserCheck, type LucideIcon } from 'lucide-react'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'

export const RECOVERY_ICONS: Readonly<Record<RecoveryAction, LucideIcon>> = {
  resend_verification: MailCheck,
  send_reset_link: KeyRound,
  revoke_sessions: LogOut,
  unlock_account: LockOpen,
  clear_block: ShieldOff,
  re_enable_account: UserCheck,
  issue_bypass: Timer,
  remove_factor: Smartphone,
  reset_mfa: ShieldBan,
}

const SHARED = ['Locked out by a fault of ours', 'Caller on the line, called back on the number on file', 'Asked for in writing from the address on file']

/** Reasons that stand behind most recoveries; words beside them say what is particular. */
export const COMMON_REASONS: Readonly<Record<RecoveryAction, readonly string[]>> = {
  resend_verification: ['The first verification never arrived', 'The verification link had expired', ...SHARED],
  send_reset_link: ['The person no longer knows the password', 'The password may be known to others', ...SHARED],
  revoke_sessions: ['Old devices keep trying with old sessions', 'A sign-in that the person does not know', 'A device was lost or stolen'],
  unlock_account: ['Mistyped the password, knows it now', 'An old device caused the lock; it is signed out', ...SHARED],
  clear_block: ['A shared office address met the limit', 'The limit was set too low by a change of ours', ...SHARED],
  re_enable_account: ['The owner of the account agreed in writing', 'Switched off by mistake'],
  issue_bypass: ['The device is out of reach for a while', 'A new device is on its way'],
  remove_factor: ['The device was replaced', 'The device was lost or stolen', 'The clock of the device drifts'],
  reset_mfa: ['All devices were lost or replaced', 'The number of the person changed'],
}

/** Where a recovery has its own address. */
export const recoverHref = (ticketNumber: number, action: RecoveryAction, subjectId?: string | null) =>
  `/tickets/${ticketNumber}/recover/${action}${subjectId ? `?subject=${subjectId}` : ''}`
