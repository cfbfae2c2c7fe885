/** The demo agents' password. No secret: the sign-in page shows it for as long as the demo company is in the database. */
export const DEMO_PASSWORD = 'look-before-you-reset'
