/** What is announced to the team's own tools. */
export const ANNOUNCEMENT_TYPES = ['alert.raised', 'pattern.found', 'pattern.updated', 'pattern.settled', 'pattern.risen', 'change.rise', 'clock.skewed'] as const
export type AnnouncementType = (typeof ANNOUNCEMENT_TYPES)[number]

/** Where announcements go: to an address of the team's, or by mail. */
export const CHANNELS = ['webhook', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

/** `sameness`: what makes two announcements one. `path`: where the console shows it. `data`: figures and words, nobody's name or address. */
export type NewAnnouncement = { type: AnnouncementType; sameness: string; title: string; path: string; data: Readonly<Record<string, unknown>> }

/** An announcement as the settings show it. */
export type AnnouncementItem = { id: string; channel: Channel; type: string; title: string; createdAt: string; sentAt: string | null; deadAt: string | null; attempts: number; lastError: string | null }
