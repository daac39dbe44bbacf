/**
 * Error numbers that somebody may meet when signing in, and what each comes down to [Microsoft Entra authentication and authorization
 * error codes, 04/2024; "Why am I having trouble signing in to Microsoft Teams?"; Windows enrolment errors]. What is said about a kind is a step of the flow `error_code`.
 */
const codes = {
  check_needed: '50076 50078 50158 50161',
  set_up: '50072 50079',
  check_failed: '50074 50087 500121',
  phone_limit: '50088',
  wrong_password: '50056 50064 50126 0xCAA90018',
  password_over: '50055 50125 50135 50144',
  too_often: '50053',
  disabled: '50057',
  session_over: '50058 50089 50132 50133 50140 50173 500133 70008 70043 70044 700082',
  no_access: '50105 500212 500213',
  blocked: '50005 50131 53003 530032',
  risk: '53004 53011 530034',
  device: '50097 50129 50155 50187 53000 53001 530002 530003 135011 700003',
  old_app: '50127 53002 530035',
  set_up_elsewhere: '53010',
  consent: '65001 65004 90094 90095 0xCAA20004',
  wrong_account: '16000 50014 50020 50034 51004 500208 90072',
  app_problem: '50011 500011 500014 500113 650052 650056 700016 7000215 7000218 900144',
  key_unknown: '135010',
  chip: '0x80090016 0x80090030',
  device_refused: '0x80180014 0x801C0003',
  clock: '0xCAA20003',
  network: '0xCAA82EE2 0xCAA82EE7',
} as const

/** `unknown`: Entra's own number, but not one of these. */
export type ErrorKind = keyof typeof codes | 'unknown'

const kindOf = new Map(
  Object.entries(codes).flatMap(([kind, all]) =>
    all.split(' ').map((code): [string, ErrorKind] => [code.toLowerCase(), kind as ErrorKind]),
  ),
)

/** An error number that is as long as a one-time code. */
export const isErrorNumber = (digits: string): boolean => kindOf.has(digits)

const named = /(?<!\w)AADSTS[ :#-]{0,2}(\d{4,8})(?!\d)/i
const hexadecimal = /(?<!\w)(?:0x)?(80090016|80090030|80180014|801c0003|caa[\da-f]{5})(?!\w)/i
const number = /(?<![\w.,-])\d{5,7}(?![\w-]|[.,]\d)/g
const aboutErrors =
  /(?<!\p{L})(?:errors?|errorcode|err|fout\p{L}{0,10}|codes?|melding|message|nummer|number|inloggen|aanmelden|sign(?:ing)?|log ?in|krijg|kreeg|get|got|zie|see|staat|says?|zegt|cannot|can.t|access|toegang|blocked|geblokkeerd|outlook|teams|office|microsoft|entra|azure)(?!\p{L})/iu

function bareNumber(text: string): ErrorKind | null {
  if (!aboutErrors.test(text) && text.trim().split(/\s+/).length > 3) return null
  for (const [found] of text.matchAll(number)) {
    const kind = kindOf.get(found)
    if (kind) return kind
  }
  return null
}

/** What the error number in a sentence comes down to; null where there is none. */
export function errorIn(text: string): ErrorKind | null {
  const code = named.exec(text)?.[1]
  if (code) return kindOf.get(code) ?? 'unknown'
  const sign = hexadecimal.exec(text)?.[1]
  return (sign && kindOf.get(`0x${sign.toLowerCase()}`)) || bareNumber(text)
}
