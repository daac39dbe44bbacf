/** The pages that the guide leads to: full addresses, never a short link, so that people can see and type where they go. */
export const links = {
  security_info: 'https://mysignins.microsoft.com/security-info',
  password: 'https://mysignins.microsoft.com/security-info/password/change',
  mail: 'https://outlook.office.com/mail/',
  sspr: 'https://passwordreset.microsoftonline.com/',
} as const

export type LinkName = keyof typeof links
